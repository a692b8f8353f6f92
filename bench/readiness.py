"""Is readiness right? Simulated learners, from worlds as the model has it and as it has not, sit a real paper.

The worlds share no code with the model: what a learner knows, guesses, forgets is made here item by item, with numpy.
The right world shares the model's constants though (lessons, types, items, slips, the day, the exam's shift; not how
able learners are): it proves the arithmetic. The other worlds each break an assumption, and prove how much that costs.

Each learner answers 40 to 700 practice items, sits 0 to 4 mocks (as hard as the exam; three in ten elsewhere, of which
only the marks are known), and then a paper of 100 items with the cut at 60. Measured by world:

Each learner sits that paper RETAKES times over (new items, another day), so that the luck of one sitting does not
hide the differences:

* Brier score, the mean over all sittings, against two baselines: the share of first answers right, and the last mock
  (the first baseline, where there was none), each turned into a probability by the normal distribution with its
  sampling error. Shift and extra variance of both are tuned on other learners of the right world; the model is not.
* Calibration error: ten bins of equal width, the mean distance of predicted and seen share of passes weighted by their
  size, and in brackets what chance alone would make of it (each learner's error with a random sign).
* Coverage of the 90% interval of the marks of a sitting, and of that of the probability (of the learner's own share of
  sittings passed, both in whole percent).
* The share of learners with two mocks or more who are warned that exams go worse, and of those with one: where they
  go no worse, false alarms, of which a limit holds for either.
* The share for whom the state is "enough"; all are counted in the rest.
* By how much the Brier score is better than each baseline's, with the standard error of that difference.
* The bias by number of mocks: the share passed less the probability told (above 0: the forecast was too dark).

usage: python bench/readiness.py [SCALE [WORLDS]]

SCALE is the share of the learners (default 1), WORLDS names those to run, as "right,mock first" (default all).
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from multiprocessing import Pool

import numpy as np
from scipy.optimize import minimize
from scipy.stats import norm

from fuwu.analytics import MockResult, Observation, Paper, Profile, Section, readiness

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LESSONS, POINTS = 9, 7
TYPES = ("single", "multiple", "truefalse", "fillin", "numeric")
LEVELS = ("recall", "understand", "apply", "analyse")
BANK = np.array([0.47, 0.16, 0.17, 0.10, 0.10])
HARDNESS = np.array([0.0, 0.7, 0.0, 0.4, 0.3])
LEVEL_HARDNESS = np.array([-0.4, -0.1, 0.1, 0.4])
LEVEL_SHARE = np.array([0.2, 0.25, 0.4, 0.15])
CHANCE = np.array([0.25, 1 / 11, 0.5, 0.0, 0.0])
WEIGHTS = np.array([0.16, 0.14, 0.14, 0.12, 0.1, 0.1, 0.09, 0.08, 0.07])
EXAM_TYPES = np.repeat([0, 1, 2], [60, 20, 20])
CUT = 60
RETAKES = 100
MOCK_AGE = 0.5  # the power of what is kept on the exam day that was kept at mocks

LIMIT_ERROR, LIMIT_COVER, LIMIT_ALARMS, LIMIT_SECONDS = 0.03, (0.87, 0.93), 0.2, 0.2
RIGHT = 2000
OTHER = 400


@dataclass(frozen=True)
class World:
    """How learners of a world differ from those of the right one (the defaults)."""

    name: str
    lesson_sd: tuple[float, ...] = (0.15, 0.45, 0.9, 1.6)
    lesson_sd_share: tuple[float, ...] = (0.3, 0.3, 0.25, 0.15)
    shift: float | None = None  # of the exam, in logits; None: drawn
    careless: bool = False  # some guess away in practice, some in the exam
    leaked: bool = False  # some practice items were seen before
    tired: bool = False  # scores fall during sessions, and more during papers
    forgets: bool = False
    learns: bool = False  # ability rises while practising
    early: bool = False  # the first mock is sat before anything was learnt
    uneven: float = 2.0  # how evenly lessons are practised (Dirichlet)
    learners: int = OTHER


WORLDS = (
    World("right", learners=RIGHT),
    World("no shift", shift=0.0),
    World("guessing", shift=0.0, careless=True),
    World("exam harder", shift=-0.7),
    World("topics apart", shift=0.0, lesson_sd=(1.5,), lesson_sd_share=(1.0,), uneven=0.6),
    World("leaked", shift=0.0, leaked=True),
    World("tired", shift=0.0, tired=True),
    World("forgetting", shift=0.0, forgets=True),
    World("learning", shift=0.0, learns=True),
    World("mock first", shift=0.0, early=True),
)


@dataclass
class Learner:
    """Somebody of a world, with all that the model does not see."""

    world: World
    rng: np.random.Generator
    ability: float = 0.0
    shift: float = 0.0
    lessons: np.ndarray = field(default_factory=lambda: np.zeros(LESSONS))
    points: np.ndarray = field(default_factory=lambda: np.zeros((LESSONS, POINTS)))
    types: np.ndarray = field(default_factory=lambda: np.zeros(len(TYPES)))
    kept: np.ndarray = field(default_factory=lambda: np.ones((LESSONS, POINTS)))
    careless: tuple[float, float] = (0.0, 0.0)  # in practice, in exams
    leaked: float = 0.0
    grown: float = 0.0  # what was learnt since the beginning, in logits

    def __post_init__(self) -> None:
        rng, world = self.rng, self.world
        self.ability = rng.normal(0.3, 0.9)
        self.lessons = rng.normal(0, rng.choice(world.lesson_sd, p=world.lesson_sd_share), LESSONS)
        self.points = rng.normal(0, 0.35, (LESSONS, POINTS))
        self.types = rng.normal(0, 0.25, len(TYPES))
        drawn = rng.normal(-0.1, 0.7 if rng.random() < 0.5 else 0.15)
        self.shift = drawn if world.shift is None else world.shift
        if world.careless:
            self.careless = (rng.uniform(0.1, 0.4), 0.0) if rng.random() < 0.5 else (0.0, rng.uniform(0.05, 0.25))
        if world.leaked:
            self.leaked = rng.uniform(0.1, 0.4)
        if world.learns or world.early:
            self.grown = rng.uniform(0.4, 1.4)
        if world.forgets:
            self.kept = np.exp(-rng.uniform(0, 40, (LESSONS, POINTS)) / rng.lognormal(4.4, 0.5))

    def right(self, lesson, point, kind, level, *, exam, kept=1.0, day=0.0, late=None):  # noqa: PLR0913
        """Return which items are answered right: known, or guessed; new items each time."""
        rng, size = self.rng, np.shape(lesson)
        hard = rng.normal(HARDNESS[kind] + LEVEL_HARDNESS[level], 0.8)
        able = self.ability + self.lessons[lesson] + self.points[lesson, point] + self.types[kind] + day
        if exam:
            able = able + self.shift
        if self.world.tired:
            able = able - late * (0.9 if exam else 0.3)
        known = rng.random(size) < kept / (1 + np.exp(hard - able))
        known &= rng.random(size) >= self.careless[1 if exam else 0]
        lucky = rng.random(size) < CHANCE[kind]
        return np.where(known, rng.random(size) >= 0.02, lucky)


def paper_items(rng: np.random.Generator, papers: int):
    """Return lesson, point, type and level of the items of papers, (papers, 100) each."""
    size = (papers, len(EXAM_TYPES))
    kind = np.broadcast_to(EXAM_TYPES, size)
    return rng.choice(LESSONS, size, p=WEIGHTS), rng.integers(POINTS, size=size), kind, level_of(rng, size)


def level_of(rng: np.random.Generator, size):
    return rng.choice(len(LEVELS), size, p=LEVEL_SHARE)


def sit(learner: Learner, papers: int, kept, less=0.0):
    """Return the papers' items and which are right, with so much less ability."""
    rng = learner.rng
    items = paper_items(rng, papers)
    order = np.argsort(rng.random(items[0].shape), axis=1) / items[0].shape[1]
    lesson, point = items[:2]
    day = rng.normal(0, 0.12, (papers, 1)) - less
    return items, learner.right(*items, exam=True, kept=kept[lesson, point], day=day, late=order)


def practise(learner: Learner):
    """Return first answers in practice: items' lesson, point, type, level, right, and days ago."""
    rng = learner.rng
    count = int(np.exp(rng.uniform(np.log(40), np.log(700))))
    share = rng.dirichlet(np.full(LESSONS, learner.world.uneven * 2))
    lesson = rng.choice(LESSONS, count, p=share)
    point, kind = rng.integers(POINTS, size=count), rng.choice(len(TYPES), count, p=BANK)
    level = level_of(rng, count)
    session = np.arange(count) // 40
    late = (np.arange(count) % 40) / 40
    days = 2 + 38 * (1 - session / (session[-1] + 1))
    day = -learner.grown * (days - 2) / 38 if learner.world.learns else 0.0
    right = learner.right(lesson, point, kind, level, exam=False, late=late, day=day)
    right |= rng.random(count) < learner.leaked * 0.97
    return lesson, point, kind, level, right, days


def observations(rng, items, right, days, *, source):
    """Return what the model is told of answers; a multiple choice not all right earns a part in practice."""
    made = []
    for i, (lesson, point, kind, level, good, ago) in enumerate(zip(*items, right, days, strict=True)):
        part = 0.5 if source == "practice" and kind in (1, 3) and rng.random() < 0.5 else 0.0
        made.append(
            Observation(
                item_id=f"{source}{ago:.1f}-{i}",
                point=f"{lesson}-{point}",
                lesson=str(lesson),
                type=TYPES[kind],
                level=LEVELS[level],
                share=1.0 if good else part,
                chance=float(CHANCE[kind]),
                at=NOW - timedelta(days=float(ago)),
                source=source,
            )
        )
    return made


def the_paper() -> Paper:
    """Return the paper as the model is told it."""
    sections = []
    for kind in range(3):
        profiles = tuple(
            Profile(
                point=f"{lesson}-{point}",
                lesson=str(lesson),
                type=TYPES[kind],
                level=name,
                chance=float(CHANCE[kind]),
                weight=float(WEIGHTS[lesson] * LEVEL_SHARE[level]),
            )
            for lesson in range(LESSONS)
            for point in range(POINTS)
            for level, name in enumerate(LEVELS)
        )
        sections.append(Section(id=TYPES[kind], marks=1, count=int(np.sum(kind == EXAM_TYPES)), profiles=profiles))
    return Paper(id="theory", sections=tuple(sections), cut=CUT)


PAPER = the_paper()


@dataclass(frozen=True)
class Case:
    """One learner: what the model said, what the baselines saw, and what came."""

    probability: float
    low: float
    high: float
    enough: bool
    warned: bool
    mocks: int
    raw: tuple[float, int]  # share right of so many
    last: tuple[float, int]
    covered: float
    truth: float


def sit_mocks(learner: Learner):
    """Return the mocks' shares right, and what the model is told: answers, and the results of those sat elsewhere."""
    rng = learner.rng
    shares, seen, outside = [], [], []
    for mock in range(int(rng.integers(5))):
        early = learner.world.early and mock == 0
        ago = 42.0 if early else 1.9 - mock / 4
        items, right = sit(learner, 1, learner.kept**MOCK_AGE, learner.grown if early else 0.0)
        shares.append(float(np.mean(right)))
        if rng.random() < 0.3:
            at = NOW - timedelta(days=ago)
            outside.append(MockResult(paper=PAPER.id, earned=100 * shares[-1], possible=100, at=at))
        else:
            each = [part[0] for part in items]
            seen += observations(rng, each, right[0], np.full(100, ago), source="exam")
    return shares, seen, outside


def told_of(learner: Learner, practised, seen, outside, seed: int):
    """Return what the model says; of forgetting it has a forecast, for the exam day and for the mocks, each off."""
    if not learner.world.forgets:
        return readiness(practised + seen, [PAPER], now=NOW, mocks=outside, seed=seed)
    rng = learner.rng
    forecast = learner.kept ** np.exp(rng.normal(0, 0.3) + rng.normal(0, 0.3, learner.kept.shape))
    retention = {f"{i}-{j}": float(forecast[i, j]) for i in range(LESSONS) for j in range(POINTS)}
    then = {point: value**MOCK_AGE for point, value in retention.items()}
    seen = [replace(one, kept=then[one.point]) for one in seen]
    outside = [replace(one, retention=then) for one in outside]
    return readiness(practised + seen, [PAPER], now=NOW, retention=retention, mocks=outside, seed=seed)


def case(job: tuple[int, int]) -> Case:
    """Let one learner practise, sit mocks, be told, and sit the paper."""
    number, seed = job
    rng = np.random.default_rng([number, seed])
    learner = Learner(WORLDS[number], rng)
    *items, right, days = practise(learner)
    practised = observations(rng, items, right, days, source="practice")
    shares, seen, outside = sit_mocks(learner)
    told = told_of(learner, practised, seen, outside, seed)
    paper = told.papers[PAPER.id]
    taken = np.sum(sit(learner, RETAKES, learner.kept)[1], axis=1)
    answers = practised + seen
    raw = (float(np.mean([one.share >= 1 for one in answers])), len(answers))
    return Case(
        probability=paper.outlook.probability,
        low=paper.outlook.low,
        high=paper.outlook.high,
        enough=paper.state == "enough",
        warned=bool(told.warnings),
        mocks=len(shares),
        raw=raw,
        last=(shares[-1], 100) if shares else (0.0, 0),
        covered=float(np.mean((paper.outlook.marks_low <= taken) & (taken <= paper.outlook.marks_high))),
        truth=float(np.mean(taken >= CUT)),
    )


def chance_to_pass(seen: np.ndarray, tuned: np.ndarray) -> np.ndarray:
    """Return the probability of passing from shares right of counts: their sampling error, a shift, an extra sd."""
    share = (seen[:, 0] * seen[:, 1] + 1) / (seen[:, 1] + 2)
    sd = np.sqrt(100 * share * (1 - share) * (1 + 100 / np.maximum(seen[:, 1], 1)) + tuned[1] ** 2)
    return norm.cdf((100 * share + tuned[0] - (CUT - 0.5)) / sd)


def baselines(cases: list[Case], tuned: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return what each baseline says; without a mock the last one is the raw one."""
    raw = chance_to_pass(column(cases, "raw"), tuned["raw"])
    last = chance_to_pass(column(cases, "last"), tuned["last"])
    return {"raw": raw, "last": np.where(column(cases, "mocks") > 0, last, raw)}


def brier(said: np.ndarray, truth: np.ndarray) -> float:
    """Return the Brier score over all sittings, of which the share `truth` was passed."""
    return float(np.mean(said**2 - 2 * said * truth + truth))


def tune(cases: list[Case], name: str) -> np.ndarray:
    """Return shift and extra sd of a baseline with the least Brier score."""
    seen, truth = column(cases, name), column(cases, "truth")
    told = seen[:, 1] > 0
    return minimize(lambda at: brier(chance_to_pass(seen[told], at), truth[told]), [0.0, 3.0], method="Nelder-Mead").x


def column(cases: list[Case], name: str) -> np.ndarray:
    return np.array([getattr(one, name) for one in cases])


def calibration_error(said: np.ndarray, error: np.ndarray) -> float:
    """Return the size of the mean error over ten bins of what was said, weighted by their size."""
    bins = np.minimum((said * 10).astype(int), 9)
    return sum(abs(np.sum(error[bins == i])) for i in range(10)) / len(said)


def floor_of(said: np.ndarray, error: np.ndarray) -> float:
    """Return the calibration error if the learners' errors were as often above as below."""
    rng = np.random.default_rng(7)
    return statistics.mean(calibration_error(said, error * rng.choice([-1, 1], len(said))) for _ in range(200))


def report(world: World, cases: list[Case], tuned: dict[str, np.ndarray]) -> list[str]:
    """Print a world's row and return which limits it breaks."""
    said, truth = column(cases, "probability"), column(cases, "truth")
    scores = {"model": brier(said, truth)}
    scores |= {name: brier(other, truth) for name, other in baselines(cases, tuned).items()}
    cover = np.mean(column(cases, "covered"))
    percent, low, high = (np.round(100 * column(cases, name)) for name in ("truth", "low", "high"))
    inner = np.mean((low <= percent) & (percent <= high))
    warned, mocks = column(cases, "warned"), column(cases, "mocks")
    alarms = {"two mocks or more": np.mean(warned[mocks >= 2]), "one mock": np.mean(warned[mocks == 1])}
    error = calibration_error(said, truth - said)
    print(
        f"{world.name:<13}{len(cases):6}{np.mean(truth):8.1%}{scores['model']:8.4f}{scores['raw']:8.4f}"
        f"{scores['last']:8.4f}{error:8.4f} ({floor_of(said, truth - said):.4f}){cover:8.1%}{inner:8.1%}"
        f"{alarms['two mocks or more']:8.1%}{alarms['one mock']:8.1%}{np.mean(column(cases, 'enough')):8.1%}"
    )
    broken = [f"{world.name}: not better than {name}" for name in tuned if scores["model"] >= scores[name]]
    if world.name == "right":
        broken += ["calibration error"] * bool(error > LIMIT_ERROR)
        broken += ["coverage"] * bool(not LIMIT_COVER[0] <= cover <= LIMIT_COVER[1])
    # Who is careless in exams, or tires more in them, does worse there than in practice: the warning is then true.
    if world.shift == 0 and not (world.leaked or world.careless or world.tired):
        high_by = {name: share for name, share in alarms.items() if share > LIMIT_ALARMS}
        broken += [f"{world.name}: {share:.1%} false alarms with {name}" for name, share in high_by.items()]
    return broken


def margins(world: World, cases: list[Case], tuned: dict[str, np.ndarray]) -> None:
    """Print by how much the Brier score is better than the baselines', with the standard error."""
    said, truth = column(cases, "probability"), column(cases, "truth")
    row = f"{world.name:<13}"
    for other in baselines(cases, tuned).values():
        gap = other**2 - said**2 - 2 * (other - said) * truth
        row += f"{np.mean(gap):+12.4f} ({np.std(gap, ddof=1) / np.sqrt(len(gap)):.4f})"
    print(row)


def biases(world: World, cases: list[Case]) -> None:
    """Print the share passed less the probability told, by number of mocks."""
    error, mocks = column(cases, "truth") - column(cases, "probability"), column(cases, "mocks")
    parts = [error[mocks == count] for count in range(5)]
    cells = [f"{np.mean(part):+9.3f} ({len(part):3})" if len(part) else f"{'-':>9}{'':6}" for part in parts]
    print(f"{world.name:<13}" + "".join(cells))


def main() -> int:
    """Simulate, print, and say whether limits were kept."""
    scale = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    names = sys.argv[2].split(",") if len(sys.argv) > 2 else [world.name for world in WORLDS]
    if unknown := set(names) - {world.name for world in WORLDS}:
        sys.exit(f"no such world: {', '.join(sorted(unknown))}")
    tuning = max(50, int(400 * scale))
    sizes = {i: max(20, int(world.learners * scale)) for i, world in enumerate(WORLDS) if world.name in names}
    jobs = [(number, seed) for number, size in sizes.items() for seed in range(size)]
    jobs += [(0, 1_000_000 + seed) for seed in range(tuning)]
    with Pool(2) as pool:
        cases = pool.map(case, jobs, chunksize=25)
    tuned = {name: tune(cases[-tuning:], name) for name in ("raw", "last")}
    found, at = [], 0
    for number, size in sizes.items():
        found.append((WORLDS[number], cases[at : at + size]))
        at += size
    print(f"{'':27}{'Brier score':^24}{'':17}{'90% covers':^16}{'warned, mocks':^16}")
    print(
        f"{'world':<11}learners{'pass':>8}{'model':>8}{'raw':>8}{'last':>8}{'calibration error':>18}"
        f"{'marks':>7}{'prob.':>8}{'two+':>8}{'one':>8}{'enough':>8}"
    )
    broken = [limit for world, those in found for limit in report(world, those, tuned)]
    print(f"\n{'Brier score better than':<25}{'raw (se)':>8}{'last (se)':>21}")
    for world, those in found:
        margins(world, those, tuned)
    print("\nbias by mocks (n)" + "".join(f"{count:>{5 if count == 0 else 15}}" for count in range(5)))
    for world, those in found:
        biases(world, those)
    seconds = speed()
    print(f"\nspeed: {seconds * 1000:.0f} ms, {seconds / LIMIT_SECONDS:.2f} of the limit {LIMIT_SECONDS * 1000:.0f} ms")
    broken += ["speed"] * (seconds > LIMIT_SECONDS)
    print("limits kept" if not broken else "limits broken: " + "; ".join(broken))
    return int(bool(broken))


def speed() -> float:
    """Return the median processor time for 5,000 answers and three papers, in seconds."""
    rng = np.random.default_rng(5)
    learner = Learner(WORLDS[0], rng)
    lesson, point = rng.integers(LESSONS, size=5000), rng.integers(POINTS, size=5000)
    kind, level = rng.integers(len(TYPES), size=5000), rng.integers(len(LEVELS), size=5000)
    right = learner.right(lesson, point, kind, level, exam=False)
    days = rng.uniform(0, 60, 5000)
    items = (lesson, point, kind, level)
    seen = observations(rng, [part[:4500] for part in items], right[:4500], days[:4500], source="practice")
    seen += observations(rng, [part[4500:] for part in items], right[4500:], days[4500:], source="exam")
    papers = [replace(PAPER, id=name) for name in ("theory", "skills", "short")]
    taken = []
    for _ in range(5):
        begun = time.process_time()
        readiness(seen, papers, now=NOW)
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
