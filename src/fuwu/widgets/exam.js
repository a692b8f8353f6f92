// The player in exam mode. Served behind player.js as one module with it, whose functions it uses; with it go
// exam_paper.js (the screens of an exam that is not over) and exam_result.js (the screen after the hand-in).
//
// Python holds time, state and answers. What is here: the time, `change`, which sends every change of an
// answer until Python says it is kept, one item, the keyboard and the mode. The time shown is what Python last
// said, less what performance.now() has run since: the clock of the machine may be set by anybody.
//
// `sitting` is what one view knows beyond the payload: answers not yet kept, time spent on each item, and how
// the learner arranged the page. To read it, begin at `MODES.exam` at the end.

const TYPING_MS = 400; // typed text goes out after this pause,
const TYPING_MOST_MS = 2000; // and without one after so long: who types to the last second loses no more
const RESEND_MOST_MS = 30_000;
const SILENT_MS = 35_000; // Python speaks every ten seconds
const STALE_MS = 3000; // a change older than another window's stored answer by this much lost to it
const WARNINGS = [10, 5, 1]; // minutes
const TOAST_MS = 15_000;
const TYPED = ["fillin", "numeric", "case"];

OUTCOMES.unattempted = "skipped";
Object.assign(ICONS, {
  skipped: "M4 8h8",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4M8 4.5V8l2.5 1.6",
  grid: "M3 3h3.5v3.5H3zM9.5 3H13v3.5H9.5zM3 9.5h3.5V13H3zM9.5 9.5H13V13H9.5z",
  passed: ICONS.correct,
  failed: ICONS.wrong,
  undecided: ICONS.waiting,
});

function sittingOf(player) {
  player.sitting ??= {
    id: newId(), // of this window: times spent count in each
    unsent: new Map(), // item id -> {answer, change_id, base, at, timer, tries, sent, failed, problem}
    spent: new Map(), // item id -> ms
    since: null, // when the current item came before the learner's eyes
    heardAt: performance.now(),
    syncedAt: -Infinity,
    warned: new Set(),
    toastUntil: 0,
    filter: "all",
    card: null, // open or closed by the learner; null: as the width has it
    handing: false,
  };
  return player.sitting;
}

/** Which screen the state of the exam asks for. */
function screenOf(player) {
  const { exam, result } = player.payload;
  if (result) return "result";
  if (exam.state === "submitted" || exam.state === "expired") return "over";
  if (exam.state === "not_started") return "start";
  if (!exam.owner) return "taken";
  return exam.state; // paused or running
}

function running(player) {
  return sittingOf(player).screen === "running" && !sittingOf(player).over;
}

function has(player, view) {
  const answer = answered(player, view)?.answer;
  return answer !== null && answer !== undefined;
}

// ---------------------------------------------------------------- time

/** Milliseconds left. Kept at the payload, which all views of the model share. */
function timeLeft({ payload: { exam } }) {
  exam.heard_at ??= performance.now();
  const passed = exam.state === "running" ? performance.now() - exam.heard_at : 0;
  return Math.max(0, exam.remaining_ms - passed);
}

/** mm:ss; also for more than an hour, as exam rooms show it. */
function clockText(ms) {
  const seconds = Math.ceil(ms / 1000 - 0.001);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

function durationText(seconds) {
  return clockText(Math.round(seconds) * 1000);
}

function timeInWords(player) {
  const seconds = Math.ceil(timeLeft(player) / 1000);
  return text(player, "left_exact", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** Four times a second: the time shown, warnings, the end, and whether Python still answers. */
function tick(player) {
  const sitting = sittingOf(player);
  showBusy(player);
  if (sitting.screen === "over") return sync(player, 3000);
  if (sitting.screen !== "running") return;
  const left = timeLeft(player);
  const silence = performance.now() - sitting.heardAt;
  showClock(player, left);
  warn(player, left);
  if (left === 0) return timeUp(player);
  if (left < TYPING_MOST_MS) flush(player); // Python's clock may be a moment ahead
  if (sitting.over) reopenPaper(player); // Python knows of more time than we thought
  if (silence > SILENT_MS / 2) sync(player, SILENT_MS / 4);
  if (silence > SILENT_MS !== Boolean(sitting.silent)) showKept(player);
  proceedHandIn(player);
}

function showClock(player, left) {
  const node = player.root.querySelector(".clock");
  const shown = clockText(left);
  const minutes = left / 60_000;
  if (node.dataset.shown === shown) return;
  node.dataset.shown = shown;
  node.dataset.level = minutes <= 1 ? "last" : minutes <= 10 ? "late" : "calm";
  node.querySelector(".time").textContent = shown;
}

/** Said once at ten, five and one minute, even when the clock is hidden. */
function warn(player, left) {
  const sitting = sittingOf(player);
  const due = WARNINGS.filter((minutes) => left <= minutes * 60_000 && !sitting.warned.has(minutes));
  for (const minutes of due) sitting.warned.add(minutes);
  if (due.length > 0 && left > 0) {
    const n = Math.ceil(left / 60_000);
    toast(player, text(player, n === 1 ? "left_minute" : "left_minutes", { n }), TOAST_MS);
  }
  if (performance.now() > sitting.toastUntil) player.root.querySelector(".toast").hidden = true;
}

/** A line that is seen, said politely, and gone again. */
function toast(player, words, ms) {
  const node = player.root.querySelector(".toast");
  sittingOf(player).toastUntil = performance.now() + ms;
  put(node, icon("clock"), html`<span>${words}</span>`);
  node.hidden = false;
  player.status.textContent = words;
}

function timeUp(player) {
  const sitting = sittingOf(player);
  if (!sitting.over) {
    flush(player);
    sitting.over = true;
    closePaper(player);
  }
  sync(player, 3000);
}

function closePaper(player) {
  const line = player.root.querySelector(".time-up");
  for (const dialog of player.root.querySelectorAll("dialog[open]")) dialog.close();
  line.hidden = false;
  player.alert.textContent = line.textContent;
  if (focusInside(player)) line.focus();
  lockPaper(player, true);
}

function reopenPaper(player) {
  sittingOf(player).over = false;
  player.root.querySelector(".time-up").hidden = true;
  lockPaper(player, false);
}

function lockPaper(player, locked) {
  for (const view of player.views) {
    lock(view, locked);
    at(view, ".flag").disabled = locked;
  }
  player.root.querySelector("[data-do=hand-in]").setAttribute("aria-disabled", String(locked));
}

/** Ask for the time, at most once in `least` milliseconds. */
function sync(player, least = 1000) {
  const sitting = sittingOf(player);
  if (performance.now() - sitting.syncedAt < least) return;
  sitting.syncedAt = performance.now();
  tellPython(player, { type: "sync", screen: sitting.screen, times: timesSpent(player), window: sitting.id });
}

function tellPython(player, message) {
  try {
    player.model.send(message);
    return true;
  } catch {
    return false; // the connection is closed
  }
}

/** The views of a model share its payload: each compares with what it shows itself. */
function receiveTime(player, { remaining_ms, state, owner }) {
  sittingOf(player).heardAt = performance.now();
  Object.assign(player.payload.exam, { remaining_ms, state, owner, heard_at: performance.now() });
  if (screenOf(player) !== sittingOf(player).screen) build(player);
  else tick(player);
}

// ---------------------------------------------------------------- time spent on each item

/** Add up what the current item has had so far. */
function account(player) {
  const { spent, since } = sittingOf(player);
  const now = performance.now();
  const id = player.views[player.current]?.item.id;
  if (since !== null && id) spent.set(id, (spent.get(id) ?? 0) + now - since);
  sittingOf(player).since = running(player) && !document.hidden ? now : null;
}

function secondsOn(player, id) {
  account(player);
  return Math.round((sittingOf(player).spent.get(id) ?? 0) / 100) / 10;
}

function timesSpent(player) {
  account(player);
  return Object.fromEntries([...sittingOf(player).spent.keys()].map((id) => [id, secondsOn(player, id)]));
}

// ---------------------------------------------------------------- every change of an answer is sent

function answerOf(view) {
  const { answer, given } = read(view);
  return given === 0 ? null : answer;
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What the controls show for an answer; null empties them. */
function show(view, answer) {
  const { item } = view;
  const empty = { multiple: [], fillin: [], matching: {}, numeric: "", case: "", ordering: item.steps?.map(({ id }) => id) };
  fill(view, answer ?? empty[item.type] ?? []);
  view.last = answer;
  view.draft = answer !== null;
  at(view, ".submit").classList.toggle("void", answer === null);
}

function editedInExam(player, view) {
  sizeCase(player, view);
  change(player, view, answerOf(view));
}

/** Each change has an id: Python stores it once however often it comes. */
function change(player, view, answer) {
  if (!running(player) || same(answer, view.last)) return;
  const { unsent } = sittingOf(player);
  const { id, type } = view.item;
  const waiting = unsent.get(id);
  clearTimeout(waiting?.timer);
  const base = answered(player, view)?.saved_at ?? null;
  const now = performance.now();
  const since = (!waiting?.sent && waiting?.since) || now;
  const entry = { answer, change_id: newId(), base, at: Date.now(), since, timer: null, tries: 0 };
  unsent.set(id, entry);
  keepChange(player, id, entry);
  view.last = answer;
  view.draft = answer !== null;
  at(view, ".submit").classList.toggle("void", answer === null);
  const wait = Math.min(TYPING_MS, Math.max(0, since + TYPING_MOST_MS - now));
  if (TYPED.includes(type) && answer !== null) entry.timer = setTimeout(() => deliver(player, id), wait);
  else deliver(player, id);
  refreshNav(player, view);
  showKept(player);
}

/** Send, and again after growing silences, until it is kept. */
function deliver(player, id) {
  const { unsent, id: window } = sittingOf(player);
  const entry = unsent.get(id);
  if (!entry) return;
  const { answer, change_id } = entry;
  const wait = Math.min(RESEND_MOST_MS, REPLY_MS * 1.5 ** entry.tries);
  clearTimeout(entry.timer);
  entry.tries += 1;
  entry.sent = true;
  entry.timer = setTimeout(() => unanswered(player, id), wait);
  if (!tellPython(player, { type: "change", item_id: id, answer, change_id, seconds: secondsOn(player, id), window })) {
    complain(player, entry, "");
  }
}

function unanswered(player, id) {
  const entry = sittingOf(player).unsent.get(id);
  if (!entry) return;
  complain(player, entry, entry.problem ?? "");
  deliver(player, id);
}

/** Not saved: shown for as long as it lasts, said once. */
function complain(player, entry, problem) {
  const already = failures(player).length > 0;
  Object.assign(entry, { failed: true, problem });
  showKept(player);
  if (!already) player.alert.textContent = player.root.querySelector(".kept")?.textContent ?? "";
}

function failures(player) {
  return [...sittingOf(player).unsent.values()].filter((entry) => entry.failed);
}

/** What waits for a pause in typing goes at once; not before a new page has looked what still counts. */
function flush(player) {
  if (!running(player) || sittingOf(player).entering) return;
  for (const [id, entry] of sittingOf(player).unsent) if (!entry.sent) deliver(player, id);
}

function resendFailed(player) {
  if (!running(player)) return;
  for (const [id, entry] of sittingOf(player).unsent) if (entry.failed) deliver(player, id);
}

/** Unlike a draft in practice a change outlives its tab, and its browser. */
function lasting(access) {
  try {
    return access(localStorage);
  } catch {
    return null;
  }
}

function changeKey(player, id) {
  return `fuwu:${player.payload.attempt_id}:${id}`;
}

function keepChange(player, id, { answer, change_id, base, at: when }) {
  lasting((store) => store.setItem(changeKey(player, id), JSON.stringify({ answer, change_id, base, at: when })));
}

/** Another window may have kept a newer change under the same key. */
function dropChange(player, id, { change_id }) {
  const { unsent } = sittingOf(player);
  const key = changeKey(player, id);
  clearTimeout(unsent.get(id)?.timer);
  unsent.delete(id);
  lasting((store) => JSON.parse(store.getItem(key))?.change_id === change_id && store.removeItem(key));
  return null;
}

/** A change that this page or an earlier one could not save; null if another window has answered since. */
function leftOver(player, view) {
  const { id } = view.item;
  const here = sittingOf(player).unsent.get(id);
  const entry = here ?? lasting((store) => JSON.parse(store.getItem(changeKey(player, id))));
  if (!entry?.change_id) return null;
  const saved = answered(player, view);
  const newer = saved && saved.saved_at !== entry.base && Date.parse(saved.saved_at) - entry.at > STALE_MS;
  if (newer || same(saved?.answer ?? null, entry.answer)) return dropChange(player, id, entry);
  return here ?? { ...entry, timer: null, tries: 0 };
}

/** Stored. The page shows it, unless the learner has gone on editing here. */
function receiveKept(player, view, { change_id, answer, saved_at, summary }) {
  const sitting = sittingOf(player);
  const { id } = view.item;
  const entry = sitting.unsent.get(id);
  const troubled = failures(player).length > 0;
  if (entry?.change_id === change_id) dropChange(player, id, entry);
  if (answer === null) delete player.payload.answers[id];
  else player.payload.answers[id] = { answer, saved_at };
  player.payload.summary = summary ?? player.payload.summary;
  sitting.savedAt = saved_at;
  sitting.heardAt = performance.now();
  if (!sitting.unsent.has(id) && !same(answer, view.last)) show(view, answer);
  if (!sitting.unsent.has(id)) view.draft = false;
  sizeCase(player, view);
  refreshTally(player);
  refreshNav(player, view);
  showKept(player);
  if (troubled && failures(player).length === 0) player.status.textContent = text(player, "saved_again");
  proceedHandIn(player);
}

function receiveRefusal(player, view, { change_id, remark_id, message }) {
  if (remark_id) return receiveRemark(player, view, { remark_id, message });
  const entry = sittingOf(player).unsent.get(view.item.id);
  if (entry?.change_id === change_id) return complain(player, entry, message);
  if (player.pending.has(view.item.id)) fail(player, view.item.id, message); // a self-check after the hand-in
}

/** Something about the whole failed: said where the learner is looking. */
function receiveTrouble(player, { item_id, message }) {
  if (item_id) return; // about an item that is no longer shown
  if (player.pending.has("")) return failWhole(player, message);
  if (sittingOf(player).screen === "running") return toast(player, message, TOAST_MS);
  player.pending.set("", {});
  failWhole(player, message);
}

function clearAnswer(player, view) {
  if (!running(player) || view.last === null) return;
  show(view, null);
  view.last = undefined; // so that it counts as a change
  change(player, view, null);
  sizeCase(player, view);
  player.status.textContent = text(player, "cleared");
  if (!focusInside(player) || focusInside(player).matches(".void")) focusItem(view);
}

/** A chosen radio button, pressed once more, is taken back. */
function takeBack(player, event) {
  if (!event.target.matches("input[type=radio]") || !running(player)) return;
  const view = viewOf(player, event.target);
  if (view.last === null || String(view.last) !== event.target.value) return;
  event.target.checked = false;
  change(player, view, null);
  player.status.textContent = text(player, "cleared");
}

// ---------------------------------------------------------------- one item

function restoreInExam(player, view) {
  const flagButton = at(view, ".flag");
  showFlag(player, view);
  if (sittingOf(player).screen === "result") {
    restoreMarked(player, view);
    flagButton.disabled = true;
    flagButton.hidden = !player.payload.flags[view.item.id];
    return;
  }
  const { unsent } = sittingOf(player);
  const entry = leftOver(player, view);
  show(view, entry ? entry.answer : answered(player, view)?.answer ?? null);
  if (!entry) view.draft = false;
  if (entry) unsent.set(view.item.id, entry);
}

/** An item earns the marks of this paper, whatever its own points are. */
function inMarks({ item }, feedback) {
  const share = (item.marks ?? feedback.possible) / feedback.possible;
  return Object.assign(feedback, { earned: feedback.earned * share, possible: feedback.possible * share });
}

/** After the hand-in: the answer and what is said of it; also of none. */
function restoreMarked(player, view) {
  const saved = answered(player, view);
  if (saved?.feedback) inMarks(view, saved.feedback);
  view.draft = false;
  if (has(player, view)) fill(view, saved.answer);
  lock(view, true);
  if (saved?.feedback) showOutcome(player, view, saved);
  else put(at(view, ".status"), icon("skipped"), html`<span>${text(player, "verdict_unattempted")}</span>`);
  at(view, ".status").hidden = Boolean(saved?.feedback);
  if (!saved?.saved_at) at(view, ".saved")?.remove();
  const sent = player.pending.get(view.item.id);
  if (sent) showPending(player, view, sent);
  if (player.payload.remarks) restoreNote(player, view);
}

function receiveJudged(player, view, message) {
  if (message.result) player.payload.result = message.result;
  inMarks(view, message.feedback);
  sittingOf(player).held = view; // it stays, though it no longer waits to be judged
  receiveOutcome(player, view, message);
}

// ---------------------------------------------------------------- keyboard

function examEnter(player, view, event) {
  const nothing = () => {};
  const native = event.target.matches("textarea, select, button, a, summary");
  if (!running(player)) return null;
  if (event.ctrlKey || event.metaKey) return event.repeat ? nothing : () => openHandIn(player);
  if (native || event.repeat) return event.repeat ? nothing : null;
  return view.index === player.views.length - 1 ? () => openHandIn(player) : () => go(player, view.index + 1);
}

function examKey(player, view, event) {
  const { target, key } = event;
  const typing = target.matches(TEXT_FIELD);
  if (event.altKey) return running(player) ? orderAction(player, target, key) : null;
  if (event.ctrlKey || event.metaKey || target.matches("select")) return null;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const busy = typing && target.value !== "";
    return busy ? null : () => walk(player, key === "ArrowLeft" ? -1 : 1);
  }
  if (typing) return null;
  if (key === "?" || key === "\uff1f") return () => player.help.showModal();
  if (key.toUpperCase() === "S" && player.payload.remarks) return () => star(player, view);
  return running(player) ? paperKey(player, view, key) : null;
}

function paperKey(player, view, key) {
  if (key === "f" || key === "F") return () => flagInExam(player, view);
  if (key === "t" || key === "T") return () => toast(player, timeInWords(player), TOAST_MS / 3);
  if (key === "Delete" || key === "Backspace") return () => clearAnswer(player, view);
  return chooseAction(view, key);
}

/** Over what a filter hides. */
function walk(player, direction) {
  if (sittingOf(player).screen !== "result") return step(player, direction);
  const { views, current } = player;
  for (let i = current + direction; views[i]; i += direction) if (!views[i].node.hidden) return go(player, i);
}

function flagInExam(player, view) {
  flag(player, view);
  if (running(player)) refreshTally(player);
}

// ---------------------------------------------------------------- the whole

const SCREENS = {
  start: startScreen,
  paused: pausedScreen,
  taken: takenScreen,
  over: overScreen,
  running: runningScreen,
  result: resultScreen,
};

function examFrame(player) {
  const screen = screenOf(player);
  const { attempt_id, answers } = player.payload;
  const { attempt, screen: before } = sittingOf(player);
  for (const [id, { answer, feedback }] of Object.entries(answers)) if (answer === null && !feedback) delete answers[id];
  if (attempt_id !== attempt) forget(player, attempt_id);
  else if (screen !== before) leaveScreen(player);
  const fresh = attempt_id !== attempt || screen !== before;
  if (fresh && screen === "result") dropChanges(player);
  const sitting = sittingOf(player);
  Object.assign(sitting, { screen, fresh, entering: fresh, over: false, handing: false, asked: false, heardAt: performance.now() });
  if (screen !== "running" && screen !== "result") player.views = [];
  player.root.classList.add("fuwu-exam");
  player.root.dataset.screen = screen;
  return html`${SCREENS[screen](player)}<p class="sr" role="status"></p><p class="sr" role="alert"></p>`;
}

/** Another attempt: nothing of the last one stays. */
function forget(player, attempt_id) {
  const sitting = sittingOf(player);
  for (const { timer } of sitting.unsent.values()) clearTimeout(timer);
  const { card } = sitting;
  player.sitting = null;
  Object.assign(sittingOf(player), { attempt: attempt_id, card });
  firstLook(player);
}

function firstLook(player) {
  const sitting = sittingOf(player);
  const times = Object.values(player.payload.answers).map(({ saved_at }) => saved_at).filter(Boolean);
  sitting.savedAt = times.sort().at(-1) ?? null;
  for (const minutes of WARNINGS) if (timeLeft(player) <= minutes * 60_000) sitting.warned.add(minutes);
}

/** Where nothing can be changed nothing is sent. */
function leaveScreen(player) {
  const { unsent } = sittingOf(player);
  account(player);
  sittingOf(player).since = null;
  for (const entry of unsent.values()) {
    clearTimeout(entry.timer);
    entry.sent = false;
  }
}

/** After the end what was not kept is void, whichever window it came from. */
function dropChanges(player) {
  const ours = (key) => key.startsWith(changeKey(player, ""));
  sittingOf(player).unsent.clear();
  lasting((store) => Object.keys(store).filter(ours).forEach((key) => store.removeItem(key)));
}

/** A screen that is new is read from its top; else the focus stays with the current item. */
function examFocus(player) {
  const { summary } = player;
  if (!summary || (player.views.length > 0 && !sittingOf(player).fresh)) return focusItem(player.views[player.current]);
  summary.focus({ preventScroll: true });
  scrollTo(summary, player.views.length > 0 ? "start" : "nearest");
}

/** What a page that was away must do: ask for the time, send what is still here. */
function wake(player) {
  account(player);
  if (document.hidden) return flush(player);
  sync(player);
  resendFailed(player);
}

function beginExam(player) {
  const abort = new AbortController();
  const hear = (target, name, react) => target.addEventListener(name, react, { signal: abort.signal });
  const timer = setInterval(() => tick(player), 250);
  const sizes = new ResizeObserver(() => player.views.length > 0 && showCard(player));
  hear(player.root, "click", (event) => takeBack(player, event));
  hear(player.root, "focusout", () => flush(player));
  hear(document, "visibilitychange", () => wake(player));
  hear(window, "pagehide", () => flush(player));
  for (const name of ["focus", "online"]) hear(window, name, () => wake(player));
  sizes.observe(player.root);
  sync(player); // this view may be younger than its payload
  return () => {
    flush(player);
    abort.abort();
    clearInterval(timer);
    sizes.disconnect();
    for (const entry of sittingOf(player).unsent.values()) clearTimeout(entry.timer);
  };
}

Object.assign(ACTIONS, {
  start: (player) => askOnce(player, "start"),
  continue: (player) => askOnce(player, "continue"),
  "take-over": (player) => askOnce(player, "take_over"),
  new: (player) => askOnce(player, "new"),
  clear: clearAnswer,
  flag: flagInExam,
  visit: (player, view, node) => visit(player, Number(node.dataset.index)),
  card: (player) => {
    sittingOf(player).card = player.root.querySelector(".card").hidden;
    showCard(player);
  },
  "hide-clock": hideClock,
  "next-empty": (player) => nextOf(player, emptyViews(player)),
  "next-flagged": (player) => nextOf(player, flaggedViews(player)),
  "hand-in": openHandIn,
  confirm: confirmHandIn,
  back: backToPaper,
  filter: (player, view, node) => setFilter(player, node.dataset.filter),
  settle: settleNow,
});

MODES.exam = {
  ...PRACTICE,
  frame: examFrame,
  control: clearControl,
  restore: restoreInExam,
  refresh: refreshExam,
  shown: arrived,
  focus: examFocus,
  leave: leaveItem,
  edited: editedInExam,
  enter: examEnter,
  key: examKey,
  replies: { kept: receiveKept, error: receiveRefusal, assessed: receiveJudged, remarked: receiveRemark },
  told: { time: receiveTime, error: receiveTrouble },
  begin: beginExam,
};
