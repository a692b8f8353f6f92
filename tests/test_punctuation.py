"""Chinese text has Chinese punctuation, wherever it stands."""

import re
import subprocess

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?(][\u4e00-\u9fff]|[\u4e00-\u9fff][,;:!?]$")
TEXTS = {".md", ".yaml", ".py", ".js", ".po", ".ipynb", ".json", ".csv"}


def test_chinese_text_has_full_width_punctuation(root):
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=True
    )
    found = []
    for name in listed.stdout.splitlines():
        path = root / name
        if path.suffix not in TEXTS or not path.is_file():
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [f"{name}:{n}: {line.strip()[:80]}" for n, line in enumerate(lines, 1) if HALF_WIDTH.search(line)]
    assert found == []
