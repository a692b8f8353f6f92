"""The data dictionary, the gaps and the traps as Markdown, from `datapackage.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

README_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "sub": "", "colon": "：", "id": "（`{}`）", "comma": "、", "stop": "。",
        "bar": "| 列 | 名称 | 单位 | 含义 | 允许的值 |", "empty": "可空", "unique": "不重复", "text": "文字",
        "dictionary": "数据字典", "gaps": "空缺", "traps": "陷阱说明",
        "intro_gaps": "空单元格表示没有值。空缺的原因不同，处理的办法也不同。",
        "intro_traps": "以下各项是有意放进数据的。动手分析之前先想一想会不会被它们带偏。",
        "who": "涉及",
        "made": "本文件和各 CSV 由 `generate.py` 按 `datapackage.json` 写成，不要手改；"
                "改了说明或程序后运行 `python content/data/generate.py`。许可：CC BY 4.0。",
    },
    "en": {
        "sub": "_en", "colon": ": ", "id": " (`{}`)", "comma": ", ", "stop": ".",
        "bar": "| Column | Name | Unit | Meaning | Allowed values |",
        "empty": "may be empty", "unique": "unique", "text": "text",
        "dictionary": "Data dictionary", "gaps": "Missing values",
        "traps": "Known traps",
        "intro_gaps": "An empty cell means that there is no value. Cells are empty for different "
                      "reasons, and each calls for its own treatment.",
        "intro_traps": "These were put into the data on purpose. Before analysing, ask whether "
                       "they would lead you astray.",
        "who": " Concerns",
        "made": "`generate.py` writes this file and the CSV files according to `datapackage.json`; "
                "do not edit them by hand. After changing the descriptions or the program, run "
                "`python content/data/generate.py`. Licence: CC BY 4.0.",
    },
}  # fmt: skip


_FORMS = {"string": "", "yearmonth": "YYYY-MM", "date": "YYYY-MM-DD", "datetime": "`YYYY-MM-DD HH:MM`"}


def allowed(field: Mapping[str, Any], lang: str) -> str:
    """Say which values a column admits, from its constraints and labels."""
    rules, words = field.get("constraints", {}), README_WORDS[lang]
    if "labels" in field:
        said = [f"`{code}` {label[lang]}" for code, label in field["labels"].items()]
    elif "pattern" in rules:
        said = [f"`{rules['pattern']}`"]
    elif field["type"] in _FORMS:
        said = [_FORMS[field["type"]] or words["text"]]
    else:
        low, high = rules.get("minimum"), rules.get("maximum")
        said = [f"{low}–{high}" if high is not None else f"≥ {low}"] if low is not None else []
    said += [words["unique"]] if rules.get("unique") else []
    said += [] if rules.get("required") else [words["empty"]]
    return words["comma"].join(said)


def dictionary(resource: Mapping[str, Any], lang: str) -> Iterable[str]:
    words = README_WORDS[lang]
    sub = words["sub"]
    yield f"### `{resource['path']}` {resource['title' + sub]}\n"
    yield f"{words['bar']}\n|---|---|---|---|---|"
    for field in resource["schema"]["fields"]:
        texts = (field[key + sub] for key in ("title", "unit", "description"))
        yield f"| `{field['name']}` | {' | '.join(texts)} | {allowed(field, lang)} |"
    yield ""


def name_of(gap: Mapping[str, Any]) -> str:
    """Return a column's name, with its table unless it is the retailers'."""
    return f"{gap['resource']}.{gap['field']}" if "resource" in gap else gap["field"]


def readme(package: Mapping[str, Any], lang: str) -> str:
    """Render the data dictionary, the gaps and the traps in one language."""
    words = README_WORDS[lang]
    sub, colon = words["sub"], words["colon"]
    lines = [f"# {package['title' + sub]}\n", package["description" + sub] + "\n", words["made"] + "\n"]
    lines.append(f"## {words['dictionary']}\n")
    for resource in package["resources"]:
        lines += dictionary(resource, lang)
    lines.append(f"## {words['gaps']}\n\n{words['intro_gaps']}\n")
    lines += [f"- `{name_of(gap)}`{colon}{gap['description' + sub]}" for gap in package["missingness"]]
    lines.append(f"\n## {words['traps']}\n\n{words['intro_traps']}\n")
    for number, trap in enumerate(package["traps"], start=1):
        names = f"{trap['resource']}.{trap['id']}" if "resource" in trap else trap["id"]
        mark = words["id"].format(names)
        text = f"{number}. **{trap['title' + sub]}**{mark}{colon}{trap['description' + sub]}"
        if ids := words["comma"].join([*trap.get("retailers", ()), *trap.get("rows", ())]):
            text += f"{words['who']}{colon}{ids}{words['stop']}"
        lines.append(text)
    return "\n".join(lines) + "\n"
