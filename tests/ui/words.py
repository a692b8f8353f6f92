"""What may stand in Latin letters on a Chinese page: codes, units, names of programs and keys."""

LATIN_ON_A_CHINESE_PAGE = (
    r"^(English|K0\d|R\d+|N\d\d?|B\d\d|E\d|Fong|Enter|Alt|Ctrl|Shift|Excel|Kano|KANO|pt|NPS|P\d\d?|Better|Worse"
    r"|[A-FH-SX-Z]|[pz])$"
)
