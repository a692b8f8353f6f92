"""Whose view a part of an answer is: views and deeds of others that the answer rejects earn nothing."""

from __future__ import annotations

import re

from fuwu.grading.freetext.reading import Reading

#: People outside the case, and what stands in books: their views are there to be taken or rejected.
_OTHERS_WORDS = (
    r"(?<!没)有(?:的|些|个|位)?(?:人|(?:老)?同事|同志|同行|客户经理|师傅|前辈|领导|学员|观点|答案)",
    r"有(?:的|些|个|位)[^,;。]{0,4}(?:说|讲|认为|觉得|主张)",
    r"(?:部分|个别|一些|有些|其他|别的|以前的)(?:人|同事|同志|客户经理|做法)|别人|旁人|人家|别家|隔壁|邻县",
    r"同事|师傅|前辈|老师|同桌|考友|网友|徒弟|实习生|新来的|(?:上任|前任|上一任|前一任)(?:说|教|都|是这)",
    r"书上|书里|课本|教材|标准答案|参考书|理论上|网上|听说|据说|某些人|某(?:公司|县|地|客户经理)",
    r"(?:领导|上级|公司|文件|主管)[^,;。]{0,4}(?:让|叫|要求|规定)|很多人|不少人|许多人|大家说|大家都说",
    r"[小老][\u4e00-\u9fff](?:就错|错|算法|说法|做法|意见|主张|的算法|的说法|的做法|的意见|的主张)|辩解|狡辩|声称",
    r"(?:有种|有一种)(?:说法|看法)|教我|教过|他(?:还|又|们)?(?:说|主张|认为|觉得)(?:要|应|先)|所谓|说什么",
    r"\b(?:some(?:body|one)?(?: else| people| colleagues?)? (?:says?|said|thinks?|thought|holds?))\b",
    r"\b(?:others (?:say|think)|it is said|a colleague|my predecessor)\b",
)
_OTHERS = re.compile("|".join(_OTHERS_WORDS))
#: Anybody's words at all; they may be facts of the case, so only a plain rejection counts against them.
_REPORT = re.compile(r"(?:^|[,;。!?\n])[^,;。!?\n我]{0,10}(?:说|认为|觉得|主张|提出|建议|写|讲|答)")
#: A plain rejection of what was said before.
_PLAIN = (
    r"(?:完全|全|都|说|就)错了|是错的|恰恰(?:是)?错|[哪条]条(?:都|都是|)(?:不对|错)|(?:没有|没)一[条个点句](?:对|站|有用|可取)",
    r"我(?:看|觉得|认为|都|更|也|就|很|坚决|一条)*不(?:同意|认同|赞成|赞同|认可|敢苟同|信|接受)|直摇头|纸上谈兵|退回重写|太死板",
    r"这(?:种|套|些)(?:说法|做法|答案|辩解|话|意见)?[^,;。]{0,6}(?:不对|不接受|不信|行不通|站不住|走形式)|错就错在",
)
_PLAINLY = re.compile("|".join(_PLAIN))
_REJECT = re.compile(
    "|".join(
        (
            *_PLAIN,
            r"(?:做法|说法|观点|想法|意见|套|些|条|点|样)(?:都|全)?(?:是|说)?(?:错|不对|不妥)|说错|做错|错误|反面教材|不以为然",
            r"小题大做|多此一举|行不通|走形式|走过场|不会照|不照办|不信(?!任)|不应当学|不该学|不能学|别学|白费力气|太傻|不可取",
            r"不(?:同意|认同|赞成|赞同|认可|敢苟同|接受)|不这样|不会去|没人这么|不吃这一套|不这么",
            r"(?:这|那)(?:样|种)?(?:是|都)?(?:不对|错|不妥|没用)|我(?:更|也|就|很|坚决)?(?:不以为|反对)",
            r"(?:我|这|那|以上|上述|完全|纯粹)[^,;:。!?\n]{0,10}?(?:空话|套话|废话|不实际|没道理|站不住|想当然|外行|笑话|没意义|多余)",
            r"(?:我|这|那|以上|上述|完全|纯粹)[^,;:。!?\n]{0,10}?(?:没必要|没有必要|没有用|毫无意义|大可不必|不敢苟同)",
            r"\b(?:wrong|mistake|mistaken|error)\b|\bi (?:disagree|do not agree|don't agree)\b",
        )
    )
)
#: What announces an error: the rest of the sentence is one.
_ERROR = re.compile(
    r"错误(?:的)?(?:做法|答案|说法|观点|地)|反面教材"
    r"|\b(?:it (?:is|was|would be) (?:wrong|a mistake|an error) to|should not have)\b"
)
#: Somebody whose error serves as an example.
_EXAMPLE = re.compile(r"([小老][\u4e00-\u9fff]|隔壁|邻[片县店村]|别家|人家|同事)[^,;:。!?\n]{0,4}错在")
#: Of all that was said in the sentence so far, that none of it holds.
_ALL = re.compile(
    r"这(?:套|一套|整套|一整套|些)[^,;。]{0,16}(?:谈不上|放弃|没用|没有用|没什么用|不主张)"
    r"|(?:都|全|一律|统统|一概|通通)可以(?:省|免|取消|不)"
    r"|(?:都|全|一律|统统|一概|通通|[一哪][样条处项个件步](?:也|都|也都)?|(?:一个|个)也)"
    r"(?:别|免|谈不上|算不上|没什么|没用|没[必意]|没有[必意]|不(?:赞成|同意|主张|采|该|必|用|需|见得|认|可取|适用|合适|行|成立|管用|讲|提|做|写|要))"
)
#: More than one thing, or a word for it.
_MANY = re.compile("[、这那样条处项些]")
#: Whose refusal is a fact of the case, not a view of the answer's.
_CUSTOMER = re.compile(r"(?:客户|店主|顾客|对方|零售户|老板)[^,;:。!?]{0,6}$")
#: The answer's own view again.
_OWN = re.compile(
    r"我(?:认为|觉得|会|建议|的做法)(?!(?:这|那|他|都|也|全|是|的)*(?:错|不))|正确(?:的)?(?:做法|答案)|而是|其实|实际上"
    r"|应(?:该|当)|\bi (?:think|would)\b|\bshould\b|\bthe right\b"
)
#: How far a view may stand from the words that reject it.
_VIEW = 220


def disowned(reading: Reading, asked: str = "") -> list[tuple[int, int]]:
    """Return the parts of the reading that are given as somebody's error, or as a view that is rejected.

    An error announced taints the rest of its sentence, up to the answer's own view; the error of somebody the
    question `asked` does not name taints all that follows. What somebody outside the case says is rejected by any
    rejection that follows it near enough, what is reported of anybody only by a plain one.
    """
    text = reading.text
    found = [(example.end(), len(text)) for example in _EXAMPLE.finditer(text) if example[1] not in asked]
    for error in _ERROR.finditer(text):
        end = reading.bounds(reading.sentences, error.start())[1]
        own = _OWN.search(text, error.end(), end)
        found.append((error.end(), own.start() if own else end))
    for all_of_it in _ALL.finditer(text):
        clause = reading.bounds(reading.clauses, all_of_it.start())[0]
        if all_of_it[0][0] not in "都全" or _MANY.search(text, clause, all_of_it.start()):
            found.append((reading.bounds(reading.sentences, all_of_it.start())[0], all_of_it.end()))
    return [*found, *_rejected(text, _OTHERS, _REJECT), *_rejected(text, _REPORT, _PLAINLY, within="\n")]


def _rejected(
    text: str, views: re.Pattern[str], rejects: re.Pattern[str], *, within: str = ""
) -> list[tuple[int, int]]:
    """Return from each view to the rejection that follows it; `within` must not stand between them."""
    rejections = [one for one in rejects.finditer(text) if not _CUSTOMER.search(text, 0, one.start())]
    found = []
    for view in views.finditer(text):
        after = next((one for one in rejections if one.start() >= view.end()), None)
        if (
            after
            and after.start() - view.end() <= _VIEW
            and not (within and within in text[view.end() : after.start()])
        ):
            found.append((view.end(), after.end()))
    return found
