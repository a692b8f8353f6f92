"""Whether what an answer says is said, or denied.

The cues are those of negation-scope annotation (Morante and Blanco 2012, *SEM shared task: cue, scope, event) in
their Chinese and English forms; a scope runs from its cue to the end of the clause, unless a turn such as 而是
or "but" ends it.
"""

from __future__ import annotations

import re

from fuwu.grading.freetext.reading import Reading

_HAN = re.compile(r"[\u4e00-\u9fff]")
#: After 不, what makes the whole rest of the clause denied.
_MODAL = (
    "是|要|能|会|应|该|可|得|必|用|需|宜|再|去|肯|愿|想|敢|准|许|值|主张|赞成|同意|认同|建议|打算"
    "|包括|考虑|派|存在|属于|受"
)
#: Cues that deny only the word after them, up to the next list comma.
_NARROW = (
    r"不(?!但|仅|只|光|断|超|分|掉|惯|消|及|了(?!解)|久|同(?!意)|过|如|好意思|论|管|止|满|足|良|少|料|妨|愧|便|利|平|公)"
    rf"(?!{_MODAL})|(?<![分特区个类级性鉴识差辨])别(?!人|的|处|家|看|忘)|勿|莫(?!名)|甭|懒得"
)
#: Cues that deny all that follows in the clause.
_WIDE = (
    rf"不(?:{_MODAL})(?!不)|没有|没(?!关系|事|问题|错)|未(?!来|成年)|无(?!论|意中|私|形|效|证)|用不着|犯不着|与其"
    r"|何必|何苦|何须|哪有|哪里有|怎么会|怎么可能|怎么能|怎么就|哪能|谁会|岂能|不见得|未必|没人|并非|绝非|反对|拒绝|避免|防止|杜绝|禁止|严禁|忘记|忘了|省略|忽略|忽视|放弃|停止|缺乏|缺少|欠缺|跳过|免去|难以|谈不上|毫不"
)
_DOUBLE = re.compile(
    r"能不能|是不是|会不会|可不可|该不该|不能不|不得不|不可不|不是不|无不|没有不(?!正当|法|良|满|足|合理|公|明|利|安|便)|不要忘|别忘|不忘|忘不了|不会不"
    r"|不(?:可|能|应|该|要|得)(?:忽视|忽略|省略|缺少|忘|放弃|拒绝|避免|没有|停止)"
)
#: A question, not a denial: 够不够; and what was not done as a mere attribute: 换不了的部分.
_NO_CUE = re.compile(r"([\u4e00-\u9fff])不\1(?!括)|(?:不(?![必需该应可要能会])|没(?!有)|未)[^,;:。!?、的]{1,5}的")
#: 就 does not turn away from the denial in 不会因为…就…, 不能一上来就….
_BECAUSE = re.compile(r"(不(?:会|能|要|应该?|可|该)?(?:因|一|马上|直接|随便|轻易)[^,;:。]{1,14}?)就")
#: Without one of these there is no cue: saves most of the work.
_MAY_DENY = re.compile("[不没未无别勿莫甭懒用犯与何哪怎谁岂并绝反拒避防杜禁严忘省忽放停缺欠跳免难谈毫]")
NEGATION = re.compile(rf"(?P<wide>{_WIDE})|(?P<narrow>{_NARROW})")
_TURN = re.compile(
    r"而是|而要|但是|但|却|反而|(?<!怎么)就|才(?!能)|而(?!且|不)|转而|改为|换成|而应|并(?!非|不|没)|从而|以便|(?<!可)以免|免得"
)
#: What stands after a thing in its clause and says that it is not to be done, or not so.
_AFTER = re.compile(
    r"没必要|没有必要|不必|不用|不需|无需|用不着|犯不着|不值|无关紧要|没意义|没有意义|无意义|不可取|没有做|并没有|多余|不可行|行不通"
    r"|不该|不应|不宜|不成立|不赞成|不同意|不主张|不予|没有(?:别|其他|什么)|成本太高|太麻烦|不划算|小题大做|不讨好|免了|算了"
    r"|形式主义|走形式|走过场|误解|借口|不适用|不能算|不解决|没有解决|省掉|可以省|可省|放一放|缓一缓|以后再说|也别|都别|放着|不看|不理|不管|可以不|不升|没变化|没有变化|没有变|没有提高|没有改善|没有影响|没影响|不受|无关|没关系|没有关系"
    r"|(?:不能|不|并不)说明|说明不了|没有区别|没区别|没什么区别|没有缺|不缺|没缺|不是[^,;。]{0,6}(?:的事|重点|关键|原因)"
    r"|不采[用纳]|不管用|谈不上|算不上|不见得|没什么|没啥|没人|坏事|不接受|不信|行不了|白费|徒劳|多此一举|免谈|不现实"
)
#: The same, but only right after it.
_RIGHT_AFTER = re.compile(
    r"[^,;:。!?\n、]{0,6}?(?:不够|不足|不到位|不重要|没用|没有用|是错|不对(?!的)|不妥|没做|做不到|麻烦|浪费|难堪|不行)"
)
#: A clause that says of the one before it that it is not to be done.
_VERDICT = re.compile(
    r"[,;]?[这那]?(?:样|些|都|也|更|实在|其实|完全)*(?:应当|应该|应|要)?"
    r"(?:避免|不可取|没必要|没有必要|多余|没意义|没有意义|不可行|行不通|不对|不必|不提倡|免了|算了|省了|拉倒|取消|再说|不必了|不用了)"
    r"(?=[,;。!?\n]|$)|[,;](?:只会|纯属|白白|何必|何苦|怎么可能|谁信|有必要吗|有用吗|反而(?:坏|容易|误|让人|伤|显得|麻烦|添)|不(?:应|该|能|要)(?:那|这)样)"
)
#: What stands right before, or right after, a thing that only makes matters worse.
_WORSE = re.compile(r"越[^,;。]{0,4}$")
_WORSENS = re.compile(
    r"[^,;:。!?\n]{0,10}?(?:等于|反而|反倒|只会)|[^,;:。!?\n]{0,3}?(?:容易|了也|也没用|会影响|会让他更|显得)"
)
_SCOPE = 20
#: The next part of a list; "什么 A、B" is one thing.
_NEXT = re.compile(r"(?!.*(?:什么|任何)).*、")
#: So near stands the cue of a thing that must be denied.
_CLOSE, _EN_CLOSE = 8, 24

_NO = re.compile(
    r"\b(?:not|never|no|without|avoid(?:s|ed|ing)?|instead of|rather than|fail(?:s|ed|ing)? to|refus(?:es|ed|ing) to|"
    r"neither|nor|cannot|forget(?:s|ting)?|forgot|skip(?:s|ped|ping)?|stop(?:s|ped|ping)?)\b|n't\b"
)
_NO_DOUBLE = re.compile(
    r"不能不|不得不|不可不|不是不|无不|没有不(?!正当|法|良|满|足|合理|公|明|利|安|便)|不要忘|别忘|不忘"
    r"|不(?:可|能|应|该|要|得)(?:忽视|忽略|省略|缺少|忘|放弃|拒绝|避免|没有|停止)"
)
_EN_TURN = re.compile(
    r"\bbut\b|\band\b|\b(?:is|are|was|were)\b|\binstead(?! of)\b|\brather(?! than)\b|\byet\b|\bso that\b"
)
_EN_SCOPE = 90

_IF = re.compile(r"如果|若是|若|要是|一旦|假如|\bif\b|\bunless\b")


def denied(reading: Reading, start: int, end: int, *, close: bool = False) -> bool | None:
    """Tell whether the words from `start` to `end` are denied in their clause; None if that is only supposed.

    With `close` only a cue right before or after them counts: for what must be denied to be credited.
    """
    first, last = reading.bounds(reading.clauses, start)
    if close:
        near = _CLOSE if _HAN.search(reading.text[start:end]) else _EN_CLOSE
        first, last = max(first, start - near), min(last, end + near)
    before, after = reading.text[first:start], reading.text[end:last]
    if reading.text[start] in "不没" and before[-1:] == reading.text[start + 1 : start + 2]:
        return None  # a question: 算不算
    english = not _HAN.search(before + reading.text[start:end] + after)
    no = _denied_en(before) if english else _denied_zh(before) or _denied_after(after)
    at_once = before.endswith("一") and "就" in after[:8]
    worse = at_once or _WORSE.search(before) or _WORSENS.match(after)
    return None if worse or (no and _IF.search(before)) else no or bool(_VERDICT.match(reading.text, last))


def _denied_zh(before: str) -> bool:
    if not _MAY_DENY.search(before):
        return False
    before = _DOUBLE.sub(_blank, _NO_CUE.sub(_blank, _BECAUSE.sub(r"\1便", before)))
    turn = max((found.end() for found in _TURN.finditer(before)), default=0)
    scope = before[turn:]
    cues = [
        cue
        for cue in NEGATION.finditer(scope)
        if len(scope) - cue.end() <= _SCOPE and not (cue["narrow"] and _NEXT.match(scope, cue.end()))
    ]
    twice = len(cues) > 1 and cues[-1].start() - cues[-2].end() <= 1
    return bool(cues) and not twice


def _denied_after(after: str) -> bool:
    """Tell whether the rest of the clause denies what stands before it, unless it turns to something else first."""
    after = _NO_CUE.sub(_blank, after)
    cue, turn = _AFTER.search(after) or _RIGHT_AFTER.match(after), _TURN.search(after)
    return cue is not None and (turn is None or cue.start() < turn.start())


def _blank(found: re.Match[str]) -> str:
    return "好" * len(found.group())


def _denied_en(before: str) -> bool:
    before = _NO_DOUBLE.sub(lambda found: "x" * len(found.group()), before)
    turn = max((found.end() for found in _EN_TURN.finditer(before)), default=0)
    return any(len(before) - cue.end() <= _EN_SCOPE for cue in _NO.finditer(before, turn))
