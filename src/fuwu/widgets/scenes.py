"""The view of a lab made of scenes: the talk, the replies to choose from, the debrief, the challenge."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as w

from fuwu.labs.scenes import FULL, OUTCOMES, Course, Ending, Step, Turn, best_course, conditions, course, marks
from fuwu.widgets.lab import Bench, dropdown, heading, paragraph, scrolled, status, view

if TYPE_CHECKING:
    from fuwu.labs.scenes import Scene, Script
    from fuwu.model import Lang

SCENE_STYLE = """<style>
.fuwu-talk { list-style: none; padding: 0; margin: .3rem 0; max-width: 44rem; }
.fuwu-talk li { margin: .45rem 0; padding: .45rem .7rem; border-radius: .6rem; line-height: 1.55; }
.fuwu-talk li.fuwu-they { background: var(--jp-layout-color2, #eee); margin-right: 12%; }
.fuwu-talk li.fuwu-me { background: color-mix(in srgb, #0072B2 16%, transparent); margin-left: 12%; }
.fuwu-talk li.fuwu-end { border: 1px solid #8886; }
.fuwu-talk .fuwu-who { font-weight: bold; }
.fuwu-lab .fuwu-reply { width: 100%; max-width: 44rem; text-align: left; line-height: 1.5; padding: .4rem .7rem; }
.fuwu-lab .fuwu-why { border-left: 4px solid #8886; padding: .1rem .8rem; margin: .4rem 0; max-width: 43rem; }
</style>"""

MOST_REPLIES = 5


class SceneLab(Bench):
    """One scene at a time; what was chosen in each is kept, so that all count for the challenge."""

    def __init__(self, script: Script, lang: Lang) -> None:
        super().__init__(lang)
        self.script = script
        self.chosen: dict[str, list[str]] = {scene.id: [] for scene in script.scenes}
        self.scene_choice = dropdown(
            self._("Scene"),
            [(f"{at}. {scene.title.to(lang)}", scene.id) for at, scene in enumerate(script.scenes, start=1)],
            script.scenes[0].id,
        )
        self.at_once = w.Checkbox(value=True, description=self._("Comment on each reply at once"), indent=False)
        self.setting, self.talk, self.comment, self.ask = w.HTML(), w.HTML(), w.HTML(), w.HTML()
        self.replies = [w.Button() for _at in range(MOST_REPLIES)]
        self.back = w.Button(description=self._("Take the last reply back"))
        self.again = w.Button(description=self._("Play this scene again"))
        self.debrief, self.restart_at = w.HTML(), dropdown(self._("Replay from"), [("–", "")], "")
        self.marks = w.HTML()
        self._replaying = False
        self._connect()
        self.view = self._layout()
        self.show()

    def _connect(self) -> None:
        self.scene_choice.observe(lambda _change: self.show(), "value")
        self.at_once.observe(lambda _change: self.show(), "value")
        self.restart_at.observe(self._replay, "value")
        for at, button in enumerate(self.replies):
            button.add_class("fuwu-reply")
            button.on_click(lambda _button, at=at: self.choose(at))
        self.back.on_click(lambda _button: self._cut(len(self.chosen[self.scene.id]) - 1))
        self.again.on_click(lambda _button: self._cut(0))

    def _layout(self) -> w.VBox:
        row = w.Layout(flex_flow="row wrap")
        return view(f"SceneLab[{self.script.lab}]", [
            w.HTML(SCENE_STYLE),
            heading(self._("1. Choose a scene")), self.scene_choice, self.at_once, self.setting,
            heading(self._("2. Reply")), self.talk, self.comment, self.ask, *self.replies,
            w.Box([self.back, self.again], layout=row),
            heading(self._("3. Look back")), self.debrief, self.restart_at, self.marks,
            heading(self._("4. Challenge")), *self.challenge,
        ])  # fmt: skip

    @property
    def scene(self) -> Scene:
        """The scene that is shown."""
        return self.script.scene(self.scene_choice.value)

    @property
    def course(self) -> Course:
        """The way taken through the scene that is shown."""
        return course(self.scene, self.chosen[self.scene.id])

    def choose(self, at: int) -> None:
        """Give the reply in place `at` of those offered."""
        now = self.course.at
        if isinstance(now, Turn) and at < len(now.replies):
            self.chosen[self.scene.id].append(now.replies[at].id)
            self.show()

    def _cut(self, length: int) -> None:
        del self.chosen[self.scene.id][max(0, length) :]
        self.show()

    def _replay(self, change: dict[str, str]) -> None:
        if change["new"] and not self._replaying:
            self._cut(int(change["new"]))

    def show(self) -> None:
        """Show the scene as it stands."""
        way = self.course
        self.setting.value = paragraph_html(self.scene.setting.to(self._lang))
        self.talk.value = self._talk(way)
        self.comment.value = self._comment(way)
        self._offer(way)
        self._look_back(way)
        self._show_task()

    def _talk(self, way: Course) -> str:
        lines = [line for step in way.steps for line in (self._they(step.turn), self._me(step))]
        if isinstance(way.at, Ending):
            end = escape(self._("The end: {how}").format(how=self._(OUTCOMES[way.at.outcome])))
            lines.append(
                f'<li class="fuwu-end"><span class="fuwu-who">{end}</span><br>{way.at.text.to(self._lang)}</li>'
            )
        else:
            lines.append(self._they(way.at))
        return f'<div role="log" aria-live="polite"><ol class="fuwu-talk">{"".join(lines)}</ol></div>'

    def _they(self, turn: Turn) -> str:
        return (
            f'<li class="fuwu-they"><span class="fuwu-who">{turn.speaker.to(self._lang)}{self._colon}</span>'
            f"{turn.says.to(self._lang)}</li>"
        )

    def _me(self, step: Step) -> str:
        who = escape(self._("You"))
        text = step.reply.text.to(self._lang)
        return f'<li class="fuwu-me"><span class="fuwu-who">{who}{self._colon}</span>{text}</li>'

    @property
    def _colon(self) -> str:
        return self._(": ")

    def _comment(self, way: Course) -> str:
        if not (self.at_once.value and way.steps):
            return ""
        last = way.steps[-1]
        judged = escape(self._judged(last))
        return (
            f'<div class="fuwu-why" role="status" aria-live="polite"><p><strong>{judged}</strong></p>'
            f"<p>{last.reply.why.to(self._lang)}</p></div>"
        )

    def _judged(self, step: Step) -> str:
        said = self._("The best reply here.") if step.is_best else self._("There is a better reply.")
        parts = [
            self._("{criterion} {earned}/{possible}").format(
                criterion=criterion.name.to(self._lang), earned=step.reply.marks[criterion.id], possible=FULL
            )
            for criterion in self.script.criteria
            if criterion.id in step.reply.marks
        ]
        return f"{said} {self._(', ').join(parts)}" if self._lang == "en" else f"{said}{self._(', ').join(parts)}"

    def _offer(self, way: Course) -> None:
        now = way.at
        offered = now.replies if isinstance(now, Turn) else ()
        default = self._("How do you reply?")
        asked = (now.ask.to(self._lang) if now.ask else default) if isinstance(now, Turn) else ""
        self.ask.value = f"<p><strong>{asked}</strong></p>" if asked else ""
        for at, button in enumerate(self.replies):
            used = at < len(offered)
            button.layout.display = None if used else "none"
            button.description = f"{'ABCDE'[at]}. {plain(offered[at].text.to(self._lang))}" if used else ""
        self.back.disabled = self.again.disabled = not way.steps

    def _look_back(self, way: Course) -> None:
        show = way.ended or self.at_once.value
        self.debrief.value = self._debrief(way) if way.ended else paragraph(self._nothing_yet(way))
        options = [("–", "")] + [
            (f"{at}. {_cut_short(plain(step.turn.says.to(self._lang)))}", str(at - 1))
            for at, step in enumerate(way.steps, start=1)
        ]
        self._replaying = True
        self.restart_at.options, self.restart_at.value = options, ""
        self._replaying = False
        self.restart_at.disabled = not way.steps
        self.marks.value = self._mark_table() if show else ""

    def _nothing_yet(self, way: Course) -> str:
        said = self._("{n} replies so far. When the scene ends, your replies are quoted here with what they earned.")
        return said.format(n=len(way.steps))

    def _debrief(self, way: Course) -> str:
        best = sum(step.is_best for step in way.steps)
        words = self._("{best} of {all} replies were the best possible.").format(best=best, all=len(way.steps))
        parts = "".join(map(self._looked_back, way.steps))
        return f"{status(words)}<ol>{parts}</ol>"

    def _looked_back(self, step: Step) -> str:
        lang = self._lang
        said = self._("You said: ") + self._quoted(step.reply.text.to(lang))
        lines = [
            f"<p>{step.turn.speaker.to(lang)}{self._colon}{step.turn.says.to(lang)}</p>",
            f"<p>{said}</p>",
            f"<p><strong>{escape(self._judged(step))}</strong> {step.reply.why.to(lang)}</p>",
        ]
        if not step.is_best:
            better = step.turn.best
            instead = self._("Better: ") + self._quoted(better.text.to(lang))
            lines.append(f"<p>{instead} {better.why.to(lang)}</p>")
        return f"<li>{''.join(lines)}</li>"

    def _quoted(self, words: str) -> str:
        """Return the words in quotation marks, unless they have some of their own."""
        return words if "“" in words else self._("“{words}”").format(words=words)

    def _courses(self) -> list[Course]:
        return [course(scene, self.chosen[scene.id]) for scene in self.script.scenes]

    def _mark_table(self) -> str:
        this = marks(self.script, [self.course])
        every = marks(self.script, self._courses())
        of = self._("{earned} / {possible}")
        rows = [
            [one.criterion.name.to(self._lang), *(of.format(earned=m.earned, possible=m.possible) for m in (one, all_))]
            for one, all_ in zip(this, every, strict=True)
        ]
        return scrolled(
            self._("Marks earned of those possible so far"),
            [self._("Criterion"), self._("This scene"), self._("All scenes")], rows,
        )  # fmt: skip

    def _show_task(self) -> None:
        every = conditions(self.script, self._courses())
        ask = self._("Bring every scene to a good end, and earn enough on every criterion:")
        self.show_conditions(ask, every)

    def hint_text(self) -> str:
        """Return the hint."""
        return plain(self.script.hint.to(self._lang))

    def solve(self) -> None:
        """Show the model solution."""
        for scene in self.script.scenes:
            self.chosen[scene.id] = [step.reply.id for step in best_course(scene).steps]
        self.show()

    def start_over(self) -> None:
        """Begin every scene anew."""
        self.at_once.value = True
        for replies in self.chosen.values():
            replies.clear()
        self.scene_choice.value = self.script.scenes[0].id
        self.show()


def paragraph_html(markup: str) -> str:
    """Return a paragraph of compiled text, which is safe HTML already."""
    return f"<p>{markup}</p>"


def plain(markup: str) -> str:
    """Return compiled text without its tags, for where no HTML is shown."""
    import html
    import re

    return html.unescape(re.sub(r"<[^>]+>", "", markup))


def _cut_short(text: str, limit: int = 28) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
