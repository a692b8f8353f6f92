"""What may stand in Latin letters on a Chinese page: codes, units, names of programs and keys."""

LATIN_ON_A_CHINESE_PAGE = r"^(English|K0\d|R\d+|N\d\d|B\d\d|E\d|Fong|[A-F]|Enter|Alt|Ctrl|Shift|Kano|KANO|[AOMIRQL]|pt|[pz]|Better|Worse|F|X|Y|Z|NPS|P\d\d?)$"
