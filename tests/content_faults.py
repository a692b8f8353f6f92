"""What an author may break in the sample's item file, and the faults that he gets.

Each entry: the text in the file, what it becomes (everything, where the text is the whole file), and the
faults as ``line: message``; a fault of another file has that file's name before it.
"""

# ruff: noqa: E501 - a message stands as its reader sees it, on one line

from __future__ import annotations

from content_sample import EN_PAGE, GLOSSARY, ITEM_FILE, ITEMS, SYLLABUS, ZH_PAGE

Broken = tuple[str, str, list[str]]

#: A wrong shape.
SHAPES: dict[str, Broken] = {
    "missing language": (
        "    stem: {zh: 选**一**个。, en: Pick **one**.}",
        "    stem: {en: Pick **one**.}",
        ["8: stem has no 'zh' text: write it"],
    ),
    "empty language": (
        "en: Pick **one**.",
        "en:",
        ["8: a name without ': ' after it, or text outside its quotes: complete the line"],
    ),
    "blank text": ("en: Pick **one**.", "en: ' '", ["8: stem has no 'en' text: write it"]),
    "missing field": (
        "    rationale: {zh: 因为。, en: Because.}\n",
        "",
        ["3: this entry has no field 'rationale': add it"],
    ),
    "unknown field": (
        "    rationale: {zh: 因为。, en: Because.}\n",
        "    rational: {zh: 因为。, en: Because.}\n",
        [
            "3: this entry has no field 'rationale': add it",
            "20: unknown field 'rational' in this entry: did you mean 'rationale'?",
        ],
    ),
    "unlike any field": (
        "    version: 1\n",
        "    version: 1\n    zzz: 1\n",
        [
            "5: unknown field 'zzz' in this entry: use one of id, version, level, facts, stem, rationale, note, enemies, lint, practice_only, type, options, key"
        ],
    ),
    "unknown field inside": (
        "        why: {zh: 对, en: right}",
        "        why: {zh: 对, en: right, fr: juste}",
        ["12: unknown field 'fr' in options[a].why: use one of zh, en"],
    ),
    "text as number": (
        "text: {zh: 甲, en: first}",
        "text: {zh: 甲, en: 1}",
        ["11: options[a].text.en must be text, not a number: put it in quotes"],
    ),
    "text as truth value": (
        "text: {zh: 甲, en: first}",
        "text: {zh: 甲, en: yes}",
        ["11: options[a].text.en must be text, not a truth value (true, false, yes, no, on, off): put it in quotes"],
    ),
    "text as list": (
        "text: {zh: 甲, en: first}",
        "text: {zh: 甲, en: [first]}",
        ["11: options[a].text.en must be text, not a list: write the text"],
    ),
    "one text for both": (
        "text: {zh: 甲, en: first}",
        "text: first",
        ["11: options[a].text must have the fields zh, en, not be text: write them"],
    ),
    "text as date": (
        "text: {zh: 甲, en: first}",
        "text: {zh: 甲, en: 2024-01-31}",
        [
            "11: YAML does not take '2024-01-31' as it stands: put it in quotes if it is text, or write a plain number of at most 15 digits"
        ],
    ),
    "text as time": (
        "text: {zh: 甲, en: first}",
        "text: {zh: 甲, en: 12:30}",
        [
            "11: YAML does not take '12:30' as it stands: put it in quotes if it is text, or write a plain number of at most 15 digits"
        ],
    ),
    "list as text": (
        "    facts: [F-1]",
        "    facts: F-1",
        ["7: facts must be a list, not text: write [a, b], or begin each entry with '- '"],
    ),
    "version as text": (
        "    version: 1",
        "    version: '1'",
        ["4: version must be a whole number, not text: write it in digits"],
    ),
    "version as truth": (
        "    version: 1",
        "    version: true",
        ["4: version must be a whole number, not a truth value (true, false, yes, no, on, off): write it in digits"],
    ),
    "version zero": ("    version: 1", "    version: 0", ["4: version is 0: write a number of at least 1"]),
    "version huge": (
        "    version: 1",
        "    version: 1234567890123456",
        [
            "4: YAML does not take '1234567890123456' as it stands: put it in quotes if it is text, or write a plain number of at most 15 digits"
        ],
    ),
    "level": ("    level: recall", "    level: recal", ["6: level is 'recal': did you mean 'recall'?"]),
    "type": (
        "    type: single",
        "    type: singel",
        ["5: 'singel' is not a type of item: did you mean 'single'?"],
    ),
    "no type": (
        "    type: single\n",
        "",
        [
            "3: this item has no type: add 'type', one of single, multiple, truefalse, fillin, matching, ordering, numeric, case"
        ],
    ),
    "item as text": (
        "  - id: one-a-01",
        "  - text\n  - id: one-a-01",
        ["3: this entry cannot be text: see another entry of this kind"],
    ),
    "bad id": (
        "id: one-a-01",
        "id: One_A",
        ["3: id 'One_A' is not an id: use small letters, digits and single hyphens"],
    ),
    "blank fact": ("[F-1]", "[' ']", ["7: facts[1] is blank: write it or remove it"]),
    "no items": (
        ITEMS,
        "point: one-a\nitems: []\n",
        [
            "LESSON.en.md:20: quiz: there are no items for one-a: write them in quizzes/items",
            "LESSON.en.md:27: quiz: there are no items for one-a, one-b: write them in quizzes/items",
            "LESSON.zh.md:20: quiz: there are no items for one-a: write them in quizzes/items",
            "LESSON.zh.md:27: quiz: there are no items for one-a, one-b: write them in quizzes/items",
            "2: items has 0 entries: give at least 1",
        ],
    ),
    "not a group": (
        ITEMS,
        "just text\n",
        ["1: this entry must have the fields point, lint, items, not be text: write them"],
    ),
    "no point": ("point: one-a\n", "", ["1: this entry has no field 'point': add it"]),
    "key list": (
        "    key: a",
        "    key: [a]",
        ["19: a single choice has exactly one key: write its option id, not a list"],
    ),
    "key text": (
        "    key: [b, a]",
        "    key: b",
        ["44: a multiple choice has a list of at least two keys, not text: write [a, b]"],
    ),
    "one key": ("    key: [b, a]", "    key: [b]", ["44: key has 1 entries: give at least 2"]),
    "truefalse key": (
        "    key: false",
        "    key: '错'",
        ["52: key must be true or false, not text: write one of them"],
    ),
    "two options": (
        "      - {id: c, text: {zh: 丙, en: third}, why: {zh: 错, en: wrong}}\n    key: [b, a]",
        "    key: [b, a]",
        [
            "40: options has 2 entries: give at least 3",
            "43: every option is a key: add an option that is wrong",
        ],
    ),
    "matching key list": (
        "    key: {l1: r2, l2: r1}",
        "    key: [r2, r1]",
        ["83: key must be pairs, not a list: write {l1: r2, l2: r1}"],
    ),
    "marks zero": ("marks: 2", "marks: 0", ["117: key_points[k1].marks is 0: write a number greater than 0"]),
    "marks third": ("marks: 2", "marks: 0.3", ["117: key_points[k1].marks is 0.3: write a multiple of 0.5"]),
    "negative tolerance": (
        "tolerance: 0.5",
        "tolerance: -1",
        ["103: tolerance is -1: write a number of at least 0"],
    ),
    "value as text": (
        "    value: 36",
        "    value: about 36",
        ["102: value must be a number, not text: write it in digits"],
    ),
    "infinite": (
        "    value: 36",
        "    value: .inf",
        [
            "102: YAML does not take '.inf' as it stands: put it in quotes if it is text, or write a plain number of at most 15 digits"
        ],
    ),
    "nan": (
        "    value: 36",
        "    value: .nan",
        [
            "102: YAML does not take '.nan' as it stands: put it in quotes if it is text, or write a plain number of at most 15 digits"
        ],
    ),
    "factor 0": ("factor: 12", "factor: 0", ["106: units[2].factor is 0: write a number greater than 0"]),
    "no errors": (
        "    errors:\n      - {value: 72, why: {zh: 算重了, en: counted twice}}\n",
        "    errors: []\n",
        ["107: errors has 0 entries: give at least 1"],
    ),
    "two key points": (
        "      - id: k3\n        marks: 1\n        text: {zh: 要点三, en: point three}\n        why: {zh: 丙, en: C}\n        evidence:\n          zh: {needs: ['<道歉> | 说…抱歉', '!争辩'], rejects: 与我无关}\n          en: {needs: ['<道歉>'], at_least: 1}\n",
        "",
        ["116: key_points has 2 entries: give at least 3"],
    ),
    "two steps": (
        "      - {id: s3, text: {zh: 三步, en: step three}, why: {zh: 后, en: last}}\n",
        "",
        ["91: steps has 2 entries: give at least 3"],
    ),
    "no accepted": ("en: [first]}", "en: []}", ["63: blanks[1].accept.en has 0 entries: give at least 1"]),
    "note null text": (
        "note: {zh: 以当年通知为准。, en: Check this year's notice.}",
        "note: 以当年通知为准",
        ["26: note must have the fields zh, en, not be text: write them"],
    ),
    "long id": ("id: one-a-01", "id: " + "a" * 65, ["3: id is too long: use at most 64 characters"]),
    "seven options": (
        "    key: [b, a]",
        "".join(
            f"      - {{id: {c}, text: {{zh: 丁{c}, en: fourth {c}}}, why: {{zh: 错, en: wrong}}}}\n" for c in "defg"
        )
        + "    key: [b, a]",
        ["40: options has 7 entries: leave at most 6"],
    ),
}

#: Values that contradict each other or the rest of the project.
MEANINGS: dict[str, Broken] = {
    "key unknown": (
        "    key: a",
        "    key: e",
        ["19: key 'e' is not an option id (have a, b, c): use one of them"],
    ),
    "keys unknown": (
        "    key: [b, a]",
        "    key: [b, e]",
        ["44: key 'e' is not an option id (have a, b, c): use one of them"],
    ),
    "keys twice": ("    key: [b, a]", "    key: [a, b, a]", ["44: key 'a' stands twice: keep one"]),
    "all keys": (
        "    key: [b, a]",
        "    key: [a, b, c]",
        ["44: every option is a key: add an option that is wrong"],
    ),
    "option id twice": (
        "      - id: b\n",
        "      - id: a\n",
        ["13: the id 'a' stands twice in this item: give this one its own"],
    ),
    "option text twice": (
        "text: {zh: 乙, en: second}",
        "text: {zh: 甲, en: second}",
        ["14: the text '甲' stands twice in this item: no learner can tell them apart, change one"],
    ),
    "option text differs by width only": (
        "text: {zh: 乙, en: second}",
        "text: {zh: 乙, en: ＦＩＲＳＴ}",
        ["14: the text 'ＦＩＲＳＴ' stands twice in this item: no learner can tell them apart, change one"],
    ),
    "item id twice": (
        "id: one-a-02",
        "id: one-a-01",
        [f"21: the item id 'one-a-01' is already used at {ITEM_FILE}:3: give this item its own"],
    ),
    "unknown fact": (
        "[F-1]",
        "[F-9]",
        ["7: fact 'F-9' is not in the syllabus: correct it, or add it to its point there"],
    ),
    "unknown point": (
        "point: one-a",
        "point: one-x",
        ["1: point 'one-x' is not in the syllabus: did you mean 'one-b'?"],
    ),
    "point of other": (
        "point: one-a",
        "point: two-a",
        ["1: point 'two-a' belongs to lesson 02-two: move the file to the folder 02-two"],
    ),
    "file name": (
        "point: one-a",
        "point: one-b",
        ["1: the file is not named after its point: rename it one-b.yaml"],
    ),
    "bold": (
        "选**一**个",
        "选**“一”**个",
        ["8: stem.zh shows '**' instead of bold: move punctuation and quotes outside the asterisks"],
    ),
    "html": (
        "en: Pick **one**.",
        "en: Pick <b>one</b>.",
        ["8: stem.en makes HTML that is not shown (b): write plain text, bold, a list or a table"],
    ),
    "quote block": (
        "Pick some:",
        "> Pick some:",
        ["34: stem.en makes HTML that is not shown (blockquote): write plain text, bold, a list or a table"],
    ),
    "no blank": (
        "Fill {2} and {1}.",
        "Fill {2}.",
        ["60: the 'en' stem has no {1}: mark the place of each blank once"],
    ),
    "blank twice": (
        "Fill {2} and {1}.",
        "Fill {2} and {1} or {1}.",
        ["60: the 'en' stem has {1} more than once: mark the place of each blank once"],
    ),
    "blank too many": (
        "Fill {2} and {1}.",
        "Fill {2} and {1}, {3}.",
        ["60: the 'en' stem has {3} but there are 2 blanks: remove it or add the blank"],
    ),
    "accepted twice": (
        "zh: [甲, 甲方]",
        "zh: [甲, 甲]",
        ["63: the accepted answer '甲' stands twice: keep one"],
    ),
    "error accepted": (
        "answer: {zh: 丙, en: third}",
        "answer: {zh: 丙, en: Second}",
        ["68: 'Second' is an error and also an accepted answer: remove one of them"],
    ),
    "left missing": (
        "key: {l1: r2, l2: r1}",
        "key: {l1: r2}",
        ["83: the key says nothing of l2: give each left its right"],
    ),
    "left unknown": (
        "key: {l1: r2, l2: r1}",
        "key: {l1: r2, l2: r1, l3: r3}",
        ["83: 'l3' is not a left id (have l1, l2): use one of them"],
    ),
    "right unknown": (
        "key: {l1: r2, l2: r1}",
        "key: {l1: r2, l2: r9}",
        ["83: 'r9' is not a right id (have r1, r2, r3): use one of them"],
    ),
    "left twice": (
        "id: l2",
        "id: l1",
        [
            "78: the id 'l1' stands twice in this item: give this one its own",
            "83: 'l2' is not a left id (have l1): use one of them",
        ],
    ),
    "right text twice": (
        "右三",
        "右二",
        ["82: the text '右二' stands twice in this item: no learner can tell them apart, change one"],
    ),
    "step id twice": (
        "id: s3",
        "id: s1",
        ["94: the id 's1' stands twice in this item: give this one its own"],
    ),
    "step text twice": (
        "三步",
        "一步",
        ["94: the text '一步' stands twice in this item: no learner can tell them apart, change one"],
    ),
    "keypoint twice": (
        "id: k3",
        "id: k1",
        ["119: the id 'k1' stands twice in this item: give this one its own"],
    ),
    "first factor": (
        "factor: 1}",
        "factor: 2}",
        ["105: the first unit is the expected one: its factor must be 1"],
    ),
    "unit twice": ("{zh: 打,", "{zh: 次,", ["106: the unit '次' stands twice: keep one"]),
    "error right": (
        "value: 72",
        "value: 36.5",
        ["108: the error 36.5 is within the tolerance of the right value 36: change one of them"],
    ),
    "error twice": (
        "      - {value: 72, why: {zh: 算重了, en: counted twice}}\n",
        "      - {value: 72, why: {zh: 算重了, en: counted twice}}\n      - {value: 72.0, why: {zh: 算重了, en: counted twice}}\n",
        ["109: the error 72.0 stands twice: keep one"],
    ),
}

#: YAML that is no YAML, or that YAML reads differently from its author.
READING: dict[str, Broken] = {
    "duplicate key": (
        "    version: 1\n",
        "    version: 1\n    version: 2\n",
        ["5: 'version' stands twice here (first on line 4): keep one of them"],
    ),
    "anchor alias": (
        "stem: {zh: 选**一**个。, en: Pick **one**.}",
        "stem: {zh: &a 选, en: *a}",
        [
            "8: alias *a: write the text out, or put it in quotes if it is text",
            "8: anchor &a: remove it, or put it in quotes if it is text",
        ],
    ),
    "recursive": (
        "    facts: [F-1]",
        "    facts: &f [*f]",
        [
            "7: alias *f: write the text out, or put it in quotes if it is text",
            "7: anchor &f: remove it, or put it in quotes if it is text",
        ],
    ),
    "tag": (
        "    facts: [F-1]",
        "    facts: !!python/tuple [F-1]",
        ["7: tag !!python/tuple: remove it, or put it in quotes if it is text"],
    ),
    "merge": (
        "    facts: [F-1]",
        "    <<: {facts: [F-1]}",
        [
            "3: this entry has no field 'facts': add it",
            "7: the name '<<' is not text to YAML: put it in quotes",
            "7: unknown field '<<' in this entry: use one of id, version, level, facts, stem, rationale, note, enemies, lint, practice_only, type, options, key",
        ],
    ),
    "yes name": (
        "        why: {zh: 对, en: right}",
        "        why: {zh: 对, yes: right}",
        [
            "12: options[a].why has no 'en' text: write it",
            "12: the name 'yes' is not text to YAML: put it in quotes",
            "12: unknown field 'yes' in options[a].why: use one of zh, en",
        ],
    ),
    "complex name": (
        "        why: {zh: 对, en: right}",
        "        why: {zh: 对, [en]: right}",
        ["12: a list, a group or an alias stands where a name is due: put the name in quotes"],
    ),
    "tab": ("    version: 1", "    version:\t1", ["4: this line has a tab: use spaces"]),
    "control": ("选**一**个", "选\x01个", ["8: invisible character U+0001: delete it"]),
    "nul": ("选**一**个", "选\0个", ["8: invisible character U+0000: delete it"]),
    "zero width": ("选**一**个", "选\u200b个", ["8: invisible character U+200B: delete it"]),
    "escaped": ("en: Pick **one**.", 'en: "Pick\\u202e one"', ["8: invisible character U+202E: delete it"]),
    "two docs": (
        "  - id: one-a-02",
        "---\n  - id: one-a-02",
        ["21: a second YAML document begins here: remove the line '---' or '...'"],
    ),
    "colon": (
        "en: Is it so?",
        "en: Is it: so?",
        [
            "51: a bracket is not closed, a comma is missing, or a text in brackets holds ': ' or a comma: complete the line, or put the text in quotes"
        ],
    ),
    "open quote": (
        "zh: 甲, en: first",
        "zh: '甲, en: first",
        [
            "26: a bracket is not closed, a comma is missing, or a text in brackets holds ': ' or a comma: complete the line, or put the text in quotes"
        ],
    ),
    "indent": (
        "    version: 1",
        "   version: 1",
        ["4: the line does not fit those above: check the indentation, the '- ' and the quotes"],
    ),
    "indent2": (
        "    version: 1",
        "      version: 1",
        ["4: a second ': ' on this line, or a wrong indentation: put the text in quotes, or indent as above"],
    ),
    "at": (
        "en: Is it so?",
        "en: @so",
        ["51: the text begins with a character that YAML uses itself: put the text in quotes"],
    ),
    "percent": (
        "en: Is it so?",
        "en: %so",
        ["51: the text begins with a character that YAML uses itself: put the text in quotes"],
    ),
    "escape": (
        "en: Is it so?",
        'en: "\\q"',
        ["51: a backslash in double quotes: use single quotes, or write the backslash twice"],
    ),
    "open bracket": (
        "    facts: [F-1]",
        "    facts: [F-1",
        [
            "8: a bracket is not closed, a comma is missing, or a text in brackets holds ': ' or a comma: complete the line, or put the text in quotes"
        ],
    ),
    "open brace": (
        "en: Is it so?}",
        "en: Is it so?",
        [
            "52: a bracket is not closed, a comma is missing, or a text in brackets holds ': ' or a comma: complete the line, or put the text in quotes"
        ],
    ),
    "no colon": (
        "    version: 1",
        "    version",
        ["5: a name without ': ' after it, or text outside its quotes: complete the line"],
    ),
    "dash": (
        "    version: 1",
        "    - version: 1",
        ["4: the line does not fit those above: check the indentation, the '- ' and the quotes"],
    ),
    "octal": (
        "    version: 1",
        "    version: 010",
        [
            "4: YAML does not take '010' as it stands: put it in quotes if it is text, or write a plain number of at most 15 digits"
        ],
    ),
    "sep": (
        "    version: 1",
        "    version: 1_0",
        [
            "4: YAML does not take '1_0' as it stands: put it in quotes if it is text, or write a plain number of at most 15 digits"
        ],
    ),
    "block": (
        "rationale: {zh: 因为。, en: Because.}",
        "rationale: |x\n",
        ["20: not valid YAML: check the indentation, quotes, brackets and colons of this line and the one above"],
    ),
    "value tag": (
        "en: first",
        "en: =",
        [
            "11: YAML does not take '=' as it stands: put it in quotes if it is text, or write a plain number of at most 15 digits"
        ],
    ),
    "lone CR": ("    version: 1", "    version: 1\r    x: 1", ["4: invisible character U+000D: delete it"]),
    "deep nesting": (
        "    facts: [F-1]",
        "    facts: " + "[" * 50 + "]" * 50,
        ["7: nested too deeply: check the indentation and the brackets"],
    ),
    "endless nesting": (
        "    facts: [F-1]",
        "    facts: " + "[" * 100_000,
        ["7: nested too deeply: check the indentation and the brackets"],
    ),
}

#: The evidence of key points.
EVIDENCE: dict[str, Broken] = {
    "unknown set": (
        "'<道歉> | 说…抱歉'",
        "'<道谦> | 说…抱歉'",
        ["124: <道谦> is no set of content/wordings.yaml and no term of the glossary: use one of 零售户, 道歉"],
    ),
    "set without that language": (
        "{needs: ['<道歉>'], at_least: 1}",
        "{needs: ['<道>']}",
        ["125: <道> is no set of content/wordings.yaml and no term of the glossary: did you mean '道歉'?"],
    ),
    "no wording": ("'!争辩'", "' | '", ["124: there is no wording here: write some, separated by |"]),
    "short wording": (
        "'!争辩'",
        "'!争'",
        ["124: the wording '!争' is too short to be looked for: write at least two characters"],
    ),
    "more than there are": (
        "at_least: 1",
        "at_least: 2",
        ["125: at_least is 2 but there are 1 parts: lower it or add parts"],
    ),
    "too many wordings": (
        "'!争辩'",
        f"'{'<道歉>' * 10}'",
        ["124: these are 1024 wordings, at most 800 can be searched quickly: use fewer sets in one wording"],
    ),
    "no needs": (
        "{needs: ['<道歉>'], at_least: 1}",
        "{at_least: 0}",
        ["125: key_points[k3].evidence.en has no field 'needs': add it"],
    ),
}

#: The syllabus, the glossary and the pages: which file, what it has, what it becomes, and the faults.
PAGES: dict[str, tuple[str, str, str, list[str]]] = {
    "importance unknown": (
        SYLLABUS,
        "importance: X",
        "importance: W",
        [f"{SYLLABUS}:13: modules[mod].lessons[01-one].points[one-a].importance is 'W': use one of X, Y, Z"],
    ),
    "no importance note": (
        SYLLABUS,
        "            importance_note: {zh: 没有, en: none}\n",
        "",
        [f"{SYLLABUS}:18: importance is empty: say why in 'importance_note', or write X, Y or Z"],
    ),
    "needless importance note": (
        SYLLABUS,
        "importance: X",
        "importance: X\n            importance_note: {zh: 没有, en: none}",
        [f"{SYLLABUS}:14: importance is given: remove 'importance_note', which says why it is not"],
    ),
    "importance missing": (
        SYLLABUS,
        "            importance: X\n",
        "",
        [f"{SYLLABUS}:10: modules[mod].lessons[01-one].points[one-a] has no field 'importance': add it"],
    ),
    "point twice": (
        SYLLABUS,
        "id: two-a",
        "id: one-a",
        [f"{SYLLABUS}:26: the id 'one-a' is already used on line 10: give this one its own"],
    ),
    "lesson twice": (
        SYLLABUS,
        "id: 02-two",
        "id: 01-one",
        [
            f"{EN_PAGE}:1: no section for point 'two-a': write it, with <a id=\"two-a\"></a> under its heading",
            f"{ZH_PAGE}:1: no section for point 'two-a': write it, with <a id=\"two-a\"></a> under its heading",
            f"{SYLLABUS}:22: the id '01-one' is already used on line 6: give this one its own",
        ],
    ),
    "fact twice": (
        SYLLABUS,
        "facts: [F-1, F-2]",
        "facts: [F-1, F-2, F-3]",
        [f"{SYLLABUS}:30: fact 'F-3' already stands on line 14: leave it in one place"],
    ),
    "fact excepted": (
        SYLLABUS,
        "facts: [F-4]",
        "facts: [F-3]",
        [f"{SYLLABUS}:32: fact 'F-3' already stands on line 30: leave it in one place"],
    ),
    "no English title": (
        SYLLABUS,
        "        en: Lesson one\n",
        "",
        [f"{SYLLABUS}:6: modules[mod].lessons[01-one] has no 'en' text: write it"],
    ),
    "no modules": (
        SYLLABUS,
        "modules:",
        "module:",
        [
            f"{SYLLABUS}:1: this entry has no field 'modules': add it",
            f"{SYLLABUS}:1: unknown field 'module' in this entry: did you mean 'modules'?",
        ],
    ),
    "term twice": (
        GLOSSARY,
        "terms:\n",
        "terms:\n  - {id: shop, zh: 店, en: shop, lesson: 01-one, definition: {zh: 店, en: a shop}}\n",
        [f"{GLOSSARY}:3: the id 'shop' is already used on line 2: give this one its own"],
    ),
    "wording twice": (
        GLOSSARY,
        "zh: [零售客户]",
        "zh: [零售户]",
        [f"{GLOSSARY}:5: '零售户' already stands for a term (line 3): a wording may mean one term only, remove one"],
    ),
    "term's lesson": (
        GLOSSARY,
        "lesson: 01-one",
        "lesson: 01-on",
        [f"{GLOSSARY}:7: lesson '01-on' is not in the syllabus: did you mean '01-one'?"],
    ),
    "term's point": (
        GLOSSARY,
        "point: one-a",
        "point: two-a",
        [f"{GLOSSARY}:8: 'two-a' is not a point of lesson 01-one: did you mean 'one-a'?"],
    ),
    "anchor missing in English": (
        EN_PAGE,
        '## B\n<a id="one-b"></a>\n',
        "## B\n",
        [
            f"{EN_PAGE}:1: no section for point 'one-b': write it, with <a id=\"one-b\"></a> under its heading",
            f"{EN_PAGE}:15: no anchor 'one-b', which lesson.zh.md has on line 24: write that section here too",
        ],
    ),
    "anchor missing in Chinese": (
        ZH_PAGE,
        '<a id="top"></a>\n',
        "",
        [f"{ZH_PAGE}:1: no anchor 'top', which lesson.en.md has on line 7: write that section here too"],
    ),
    "anchor twice": (
        EN_PAGE,
        '<a id="top"></a>',
        '<a id="one-a"></a><a id="top"></a>',
        [
            f"{EN_PAGE}:7: the anchor 'one-a' stands where lesson.zh.md has 'top': put the sections in one order",
            f"{EN_PAGE}:15: the anchor 'one-a' already stands on line 7: give this section its own",
        ],
    ),
    "order of anchors": (
        EN_PAGE,
        '<a id="top"></a>\n',
        '<a id="x"></a>\n',
        [
            f"{EN_PAGE}:1: no anchor 'top', which lesson.zh.md has on line 7: write that section here too",
            f"{ZH_PAGE}:1: no anchor 'x', which lesson.en.md has on line 7: write that section here too",
        ],
    ),
    "code differs": (
        EN_PAGE,
        'point="one-a", items=8',
        'point="one-a", items=7',
        [f"{EN_PAGE}:19: this code differs from that of lesson.zh.md:19: make both the same but for the language"],
    ),
    "code missing": (
        EN_PAGE,
        "```python\nlesson.quiz(items=8)\n```\n",
        "",
        [f"{ZH_PAGE}:26: lesson.en.md lacks this code cell: add it there, or remove it here"],
    ),
    "code too many": (
        EN_PAGE,
        "## B",
        '```python\nlesson.lab("x")\n```\n\n## B',
        [f"{EN_PAGE}:23: lesson.zh.md lacks this code cell: add it there, or remove it here"],
    ),
    "code in another section": (
        EN_PAGE,
        '```python\nlesson.quiz(point="one-a", items=8)\n```\n\n## B\n<a id="one-b"></a>\n',
        '## B\n<a id="one-b"></a>\n\n```python\nlesson.quiz(point="one-a", items=8)\n```\n',
        [f"{EN_PAGE}:22: this code stands in section 'one-b', in lesson.zh.md it stands in 'one-a': move one of them"],
    ),
    "other language": (
        EN_PAGE,
        '"en"',
        '"zh"',
        [f"{EN_PAGE}:11: the code asks for the language 'zh' on the 'en' page: write 'en'"],
    ),
    "bold": (
        ZH_PAGE,
        "**bold**",
        "**“bold”**x",
        [f"{ZH_PAGE}:17: '**' shows instead of bold: move punctuation and quotes outside the asterisks"],
    ),
    "bold, second line": (
        ZH_PAGE,
        "Some **bold** text.",
        "Some\nlines **“bold”**x and\ntext.",
        [f"{ZH_PAGE}:18: '**' shows instead of bold: move punctuation and quotes outside the asterisks"],
    ),
    "bold in table": (
        ZH_PAGE,
        "Some **bold** text.",
        "| a | b |\n|---|---|\n| c | **“d”**e |",
        [f"{ZH_PAGE}:19: '**' shows instead of bold: move punctuation and quotes outside the asterisks"],
    ),
    "no Python": (
        ZH_PAGE,
        "lesson.quiz(items=8)",
        "lesson.quiz(items=",
        [
            f"{EN_PAGE}:26: this code differs from that of lesson.zh.md:26: make both the same but for the language",
            f"{ZH_PAGE}:26: this code cell is not valid Python: correct it",
        ],
    ),
    "head without a name": (
        ZH_PAGE,
        "Some **bold** text.",
        "| | b |\n|---|---|\n| c | d |",
        [f"{ZH_PAGE}:17: a column of this table has no name: write it, for those who hear the page"],
    ),
    "control": (ZH_PAGE, "Some", "So\u200bme", [f"{ZH_PAGE}:17: invisible character U+200B: delete it"]),
}
