"""Every text of the program has its Chinese."""

import io
import re

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from fuwu.i18n import LOCALE_DIR, gettext_for
from fuwu.widgets.strings import PLAYER, player_strings

KEYWORDS = dict.fromkeys(("_", "N_", "mark", "bilingual"))
HAN = re.compile("[\u4e00-\u9fff]")


def catalogue():
    path = LOCALE_DIR / "zh" / "LC_MESSAGES" / "fuwu.po"
    return read_po(io.BytesIO(path.read_bytes()), locale="zh")


def used(root):
    found = extract_from_dir(str(root / "src" / "fuwu"), method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def test_every_text_is_translated_with_the_same_placeholders(root):
    messages = {(message.context, message.id): message.string for message in catalogue() if message.id}
    wanted = {(None, text) for text in used(root)} | {(f"player.{key}", text) for key, text in PLAYER.items()}
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


def test_the_player_speaks_chinese():
    chinese = player_strings("zh")
    assert chinese.keys() == PLAYER.keys()
    assert [key for key, text in chinese.items() if not HAN.search(text) and not text.startswith("{")] == []
    assert gettext_for("zh")("True") == "对"
