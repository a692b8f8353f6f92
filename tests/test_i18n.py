"""Every text of the program has its Chinese."""

import ast
import io
import re

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from fuwu.i18n import LOCALE_DIR, gettext_for, texts_for
from fuwu.widgets.exam_strings import EXAM, exam_strings
from fuwu.widgets.memorise import MEMORISE
from fuwu.widgets.review_strings import REVIEW, review_strings
from fuwu.widgets.strings import PLAYER, player_strings

#: The browser's texts: context and table.
TABLES = {"player": PLAYER, "exam": EXAM, "review": REVIEW, "memorise": MEMORISE}

KEYWORDS = dict.fromkeys(("_", "N_", "mark", "bilingual"))
HAN = re.compile("[\u4e00-\u9fff]")


def catalogue():
    path = LOCALE_DIR / "zh" / "LC_MESSAGES" / "fuwu.po"
    return read_po(io.BytesIO(path.read_bytes()), locale="zh")


def used(root):
    found = extract_from_dir(str(root / "src" / "fuwu"), method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def test_no_text_hides_inside_an_f_string(root):
    """Babel does not see it there, and it would stay English."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in (root / "src" / "fuwu").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "N_"}
    ]
    assert hidden == []


def test_every_text_is_translated_with_the_same_placeholders(root):
    messages = {(message.context, message.id): message.string for message in catalogue() if message.id}
    wanted = {(None, text) for text in used(root)}
    wanted |= {(f"{name}.{key}", text) for name, table in TABLES.items() for key, text in table.items()}
    assert sorted(text for text in wanted if not messages.get(text)) == []
    for (_, source), chinese in messages.items():
        names = re.findall(r"\{[a-z_]*\}|%\([a-z_]+\)[rs]|%s", source)
        assert sorted(names) == sorted(re.findall(r"\{[a-z_]*\}|%\([a-z_]+\)[rs]|%s", chinese)), source


def test_no_translation_is_left_over(root):
    texts = used(root)
    argparse_uses = re.compile(r"%|usage|options|arguments|help message|expected one")
    spare = [
        message.id
        for message in catalogue()
        if message.id and not message.context and message.id not in texts and not argparse_uses.search(message.id)
    ]
    assert spare == []
    known = {f"{name}.{key}": text for name, table in TABLES.items() for key, text in table.items()}
    stale = [m.context for m in catalogue() if m.context and known.get(m.context) != m.id]
    assert stale == []


def test_the_player_speaks_chinese():
    for chinese, english in (
        (player_strings("zh"), PLAYER),
        (exam_strings("zh"), PLAYER | EXAM),
        (review_strings("zh"), REVIEW),
        (texts_for("zh", MEMORISE, context="memorise"), MEMORISE),
    ):
        assert chinese.keys() == english.keys()
        assert [key for key, text in chinese.items() if not HAN.search(text) and not text.startswith("{")] == []
    assert gettext_for("zh")("True") == "对"
