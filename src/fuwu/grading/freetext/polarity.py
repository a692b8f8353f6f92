"""Whether what an answer says is said of the thing to do: not denied, not somebody's error, not merely listed.

The cues are those of negation-scope annotation (Morante and Blanco 2012, *SEM shared task: cue, scope, event) in
their Chinese and English forms; a scope runs from its cue to the end of the clause, unless a turn such as 而是
or "but" ends it.
"""

from __future__ import annotations

import re

from fuwu.grading.freetext.reading import Reading

#: Cues that deny only the word after them, up to the next list comma.
_NARROW = (
    r"不(?!但|仅|只|光|断|久|同|过|如|好意思|论|管|止|满|足|良|少|料|妨|愧|便|利|平|公)"
    r"(?!是|要|能|会|应|该|可|得|必|用|再|去|肯|愿|想|敢|准|许)"
    r"|别(?!人|的|处|家|看|忘)|勿|莫(?!名)|甭|懒得"
)
#: Cues that deny all that follows in the clause.
_WIDE = (
    r"不(?:是|要|能|会|应|该|可|得|必|用|再|去|肯|愿|想|敢|准|许)(?!不)"
    r"|没有|没(?!关系|事|问题|错)|未(?!来|成年)|无(?!论|意中|私|形|效|证)"
    r"|并非|绝非|拒绝|避免|防止|杜绝|禁止|严禁|忘记|忘了|别忘|省略|忽略|忽视|放弃|停止|缺乏|缺少|欠缺|跳过|免去|难以|谈不上|毫不"
)
_DOUBLE = re.compile(
    r"不能不|不得不|不可不|不是不|无不|没有不|不要忘|别忘|不忘"
    r"|不(?:可|能|应|该|要|得)(?:忽视|忽略|省略|缺少|忘|放弃|拒绝|避免|没有|停止)"
)
_NEGATION = re.compile(rf"(?P<wide>{_WIDE})|(?P<narrow>{_NARROW})")
_TURN = re.compile(
    r"而是|而要|但是|但|却|反而|就|才(?!能)|而(?!且|不)|转而|改为|换成|而应|并(?!非|不|没)|从而|以便|以免|免得"
)
_AFTER = re.compile(
    r"[^,;:。!?\n]{0,4}?(?:不够|不足|不到位|不重要|没必要|没有必要|不必要|不需要|无关紧要|没用|是错|是不对|不可取"
    r"|没有做|没做|并没有|是多余|不可行|不应该|做不到|不当)"
)
_SCOPE = 14

_NO = re.compile(
    r"\b(?:not|never|no|without|avoid(?:s|ed|ing)?|instead of|rather than|fail(?:s|ed|ing)? to|refus(?:es|ed|ing) to|"
    r"neither|nor|cannot|forget(?:s|ting)?|forgot|skip(?:s|ped|ping)?|stop(?:s|ped|ping)?)\b|n't\b|n\u2019t\b"
)
_NO_DOUBLE = re.compile(
    r"不能不|不得不|不可不|不是不|无不|没有不|不要忘|别忘|不忘"
    r"|不(?:可|能|应|该|要|得)(?:忽视|忽略|省略|缺少|忘|放弃|拒绝|避免|没有|停止)"
)
_EN_TURN = re.compile(r"\bbut\b|\binstead(?! of)\b|\brather(?! than)\b|\byet\b|\bso that\b")
_EN_SCOPE = 48

#: Somebody else's view or deed.
_OTHERS = re.compile(
    r"有(?:的|些)?(?:人|同事|同行|客户经理)|别人|旁人|其他(?:同事|客户经理)|别的(?:同事|客户经理)|同事(?:们)?(?:说|认为|觉得|建议|主张)|"
    r"上任|前任|上一任|前一任|以前的|网上|听说|据说|某些|"
    r"\b(?:some(?:body|one)?(?: else| people| colleagues?)?|others?|a colleague|my predecessor|it is said)\b"
)
#: What is called an error.
_ERROR = re.compile(
    r"错误(?:的)?(?:做法|答案|说法|观点|在|是|地)|(?:做法|说法|观点|想法)(?:是|都)?(?:错|不对|不妥)|错在|失误(?:在|是|之处)|"
    r"(?:这|那)(?:样|种)?(?:是|都)?(?:不对|错|不可取|不妥|行不通|没用)|不可取|不该|反面教材|我不(?:同意|认同|赞成|这么)|不以为然|"
    r"\b(?:wrong(?:ly)?|mistake|mistaken|error|should not have|i (?:disagree|do not agree|don't agree))\b"
)
#: The answer's own view again.
_OWN = re.compile(
    r"我(?:认为|觉得|会|建议|的做法)|正确(?:的)?(?:做法|答案)|应当是|(?:小|客户经理)?\S{0,2}应(?:该|当)|而是|其实|实际上|\bi (?:think|would)|should|the right"
)
_IF = re.compile(r"如果|若是|若|要是|一旦|假如|\bif\b|\bunless\b")


def denied(reading: Reading, start: int, end: int) -> bool | None:
    """Tell whether the words from `start` to `end` are denied in their clause; None if that is only supposed."""
    first, last = reading.bounds(reading.clauses, start)
    before, after = reading.text[first:start], reading.text[end:last]
    english = before.isascii() and after.isascii() and reading.text[start:end].isascii()
    no = _denied_en(before) if english else _denied_zh(before) or bool(_AFTER.match(after))
    return None if no and _IF.search(before) else no


def _denied_zh(before: str) -> bool:
    before = _DOUBLE.sub(lambda found: "好" * len(found.group()), before)
    turn = max((found.end() for found in _TURN.finditer(before)), default=0)
    scope = before[turn:]
    count = 0
    for cue in _NEGATION.finditer(scope):
        between = scope[cue.end() :]
        if len(between) <= _SCOPE and not (cue["narrow"] and "、" in between):
            count += 1
    # A list of denials ("不推诿、不争辩"), not a double one: only cues of the same list item deny each other.
    return count % 2 == 1 or (count > 0 and "、" in scope)


def _denied_en(before: str) -> bool:
    before = _NO_DOUBLE.sub(lambda found: "x" * len(found.group()), before)
    turn = max((found.end() for found in _EN_TURN.finditer(before)), default=0)
    return any(len(before) - cue.end() <= _EN_SCOPE for cue in _NO.finditer(before, turn))


def disowned(reading: Reading, start: int) -> bool:
    """Tell whether the sentence around `start` gives it as somebody's error, or as somebody else's view only."""
    first, last = reading.bounds(reading.sentences, start)
    before, after = reading.text[first:start], reading.text[start:last]
    marks = [found.end() for pattern in (_OTHERS, _ERROR) for found in pattern.finditer(before)]
    if marks and not _OWN.search(before, max(marks)):
        return True
    following = reading.text[last : last + 30]
    return bool(_OTHERS.search(before) and (_ERROR.search(after) or _ERROR.match(following)))
