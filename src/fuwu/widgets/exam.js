// The player in exam mode. Served behind player.js as one module with it, whose functions it uses.
//
// Python holds time, state and answers. What is here: the screens around the items (start, paused, open
// elsewhere, time up, result), the bar and the answer card, and `change`, which sends every change of an
// answer until Python says it is kept. The time shown is what Python last said, less what performance.now()
// has run since: the clock of the machine may be set by anybody.
//
// `sitting` is what one view knows beyond the payload: answers not yet kept, time spent on each item, and how
// the learner arranged the page. To read it, begin at `MODES.exam` at the end.

const TYPING_MS = 400; // typed text goes out after this pause
const RESEND_MOST_MS = 30_000;
const SILENT_MS = 35_000; // Python speaks every ten seconds
const STALE_MS = 30_000; // a draft older than the stored answer by this much lost to another window
const WARNINGS = [10, 5, 1]; // minutes
const TOAST_MS = 15_000;
const WIDE_PX = 880;
const SLOWEST = 8;
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
  tellPython(player, { type: "sync", times: timesSpent(player), window: sitting.id });
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
  clearTimeout(unsent.get(id)?.timer);
  const base = answered(player, view)?.saved_at ?? null;
  const entry = { answer, change_id: newId(), base, at: Date.now(), timer: null, tries: 0 };
  unsent.set(id, entry);
  keepChange(player, id, entry);
  view.last = answer;
  view.draft = answer !== null;
  at(view, ".submit").classList.toggle("void", answer === null);
  if (TYPED.includes(type) && answer !== null) entry.timer = setTimeout(() => deliver(player, id), TYPING_MS);
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

/** What waits for a pause in typing goes at once. */
function flush(player) {
  if (!running(player)) return;
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

function dropChange(player, id) {
  const { unsent } = sittingOf(player);
  clearTimeout(unsent.get(id)?.timer);
  unsent.delete(id);
  lasting((store) => store.removeItem(changeKey(player, id)));
}

/** A change that an earlier page could not save; null if another window has answered since. */
function leftOver(player, view) {
  const { id } = view.item;
  const entry = lasting((store) => JSON.parse(store.getItem(changeKey(player, id))));
  if (!entry?.change_id) return null;
  const saved = answered(player, view);
  const newer = saved && saved.saved_at !== entry.base && Date.parse(saved.saved_at) - entry.at > STALE_MS;
  if (newer || same(saved?.answer ?? null, entry.answer)) return dropChange(player, id);
  return { ...entry, timer: null, tries: 0 };
}

/** Stored. The page shows it, unless the learner has gone on editing here. */
function receiveKept(player, view, { change_id, answer, saved_at, summary }) {
  const sitting = sittingOf(player);
  const { id } = view.item;
  const entry = sitting.unsent.get(id);
  const troubled = failures(player).length > 0;
  if (entry?.change_id === change_id) dropChange(player, id);
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

function receiveRefusal(player, view, { change_id, message }) {
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

// ---------------------------------------------------------------- screens without items

function askOnce(player, type) {
  if (!player.pending.has("")) ask(player, "", { type });
  showBusy(player);
}

function showBusy(player) {
  const busy = String(player.pending.has(""));
  for (const node of player.root.querySelectorAll("[data-ask]")) {
    if (node.getAttribute("aria-disabled") !== busy) node.setAttribute("aria-disabled", busy);
  }
}

function askButton(player, name, key) {
  return html`<button type="button" class="primary big-button" data-do="${name}" data-ask>${text(player, key)}</button>`;
}

/** One sheet with a heading, some words and one thing to press. */
function sheet(player, { mark, title, words, body, button }) {
  return html`
    <div class="summary sheet" role="group" tabindex="-1" aria-labelledby="${player.id}-title">
      <p class="title" id="${player.id}-title">${mark && icon(mark)}<span>${title}</span></p>
      ${words && html`<p>${words}</p>`}
      ${body}
      ${button && html`<div class="actions">${button}</div>`}
      <p class="hint whole" hidden></p>
    </div>`;
}

function startScreen(player) {
  const { title, notice, exam } = player.payload;
  const term = ({ label, text: words }) => html`<dt>${label}</dt><dd>${words}</dd>`;
  const body = html`
    ${notice && html`<p class="callout">${notice}</p>`}
    <p class="label">${text(player, "format")}</p>
    <dl class="terms">${exam.terms.map(term)}</dl>
    ${exam.note && html`<p class="callout note">${exam.note}</p>`}
    ${exam.previous.length > 0 && previousMarkup(player, exam.previous)}
    <p class="dim">${text(player, "start_hint")}</p>`;
  return sheet(player, { title, body, button: askButton(player, "start", "start") });
}

function previousMarkup(player, previous) {
  const line = (one) => html`
    <li><span>${dateText(player, one.at)}</span>
      <b>${text(player, "previous_line", { marks: number(one.marks), possible: number(one.possible) })}</b>
      ${passMark(player, one.passed)}</li>`;
  return html`<p class="label">${text(player, "previous_results")}</p><ul class="previous">${previous.map(line)}</ul>`;
}

function passMark(player, passed) {
  const name = passed === null ? "undecided" : passed ? "passed" : "failed";
  return html`<span class="pass" data-pass="${name}">${icon(name)}${text(player, name)}</span>`;
}

function dateText(player, iso, style = { dateStyle: "medium", timeStyle: "short" }) {
  return new Date(iso).toLocaleString(player.root.lang, style);
}

function pausedScreen(player) {
  const last = player.payload.exam.pauses.at(-1);
  const rows = [["time_left", clockText(timeLeft(player))], ["paused_for", last && durationText(last.seconds)]];
  const row = ([key, words]) => html`<dt>${text(player, key)}</dt><dd>${words}</dd>`;
  return sheet(player, {
    title: text(player, "paused_title"),
    words: text(player, "paused_hint"),
    body: html`<dl class="terms figures-big">${rows.filter(([, words]) => words).map(row)}</dl>`,
    button: askButton(player, "continue", "continue"),
  });
}

function takenScreen(player) {
  return sheet(player, {
    title: text(player, "taken_title"),
    words: text(player, "taken_hint"),
    button: askButton(player, "take-over", "take_over"),
  });
}

function overScreen(player) {
  const key = player.payload.exam.state === "expired" ? "over" : "handed";
  return sheet(player, { mark: "clock", title: text(player, `${key}_title`), words: text(player, `${key}_hint`) });
}

// ---------------------------------------------------------------- the paper

const EXAM_SHORTCUTS = [
  ["key_choose", ["1–9", "A–E"]],
  ["key_clear", ["Delete"]],
  ["key_walk", ["←", "→"]],
  ["key_next", ["Enter"]],
  ["key_flag", ["F"]],
  ["key_order", ["Alt + ↑", "Alt + ↓"]],
  ["key_time", ["T"]],
  ["key_hand_in", ["Ctrl + Enter"]],
  ["key_help", ["?"]],
];

function runningScreen(player) {
  const { title, notice } = player.payload;
  const show = (name) => html`<button type="button" data-do="show" data-show="${name}">${text(player, `show_${name}`)}</button>`;
  return html`
    <div class="top">
      <p class="title">${title}</p>
      <div class="tools">
        <div class="switch" role="group" aria-label="${text(player, "view")}">${show("one")}${show("all")}</div>
        ${helpButton(player)}
      </div>
    </div>
    ${notice && html`<p class="callout notice" role="status">${icon("warn")}<span>${notice}</span></p>`}
    ${barMarkup(player)}
    <p class="callout time-up" tabindex="-1" hidden><b>${text(player, "over_title")}</b> ${text(player, "over_hint")}</p>
    <div class="desk">
      <div class="paper">
        <div class="items">${player.views.map((view, i) => [sectionHead(player, i), itemMarkup(player, view)])}</div>
        ${pagerMarkup(player)}
      </div>
      ${cardMarkup(player)}
    </div>
    ${helpMarkup(player, EXAM_SHORTCUTS)}
    ${handInMarkup(player)}`;
}

function helpButton(player) {
  return html`<button type="button" class="quiet help" data-do="help" aria-label="${text(player, "shortcuts")}">?</button>`;
}

function barMarkup(player) {
  return html`
    <div class="bar-top">
      <div class="clock">${icon("clock")}<span class="time" role="timer" aria-label="${text(player, "time_left")}"></span>
        <button type="button" class="quiet" data-do="hide-clock"></button></div>
      <span class="tally dim"></span>
      <span class="kept dim"></span>
      <span class="bar-end">
        <button type="button" data-do="card" aria-controls="${player.id}-card">${icon("grid")}<span>${text(player, "card")}</span></button>
        <button type="button" class="primary" data-do="hand-in">${text(player, "hand_in")}</button>
      </span>
      <div class="progress" role="progressbar" aria-label="${text(player, "progress")}" aria-valuemin="0"><i></i></div>
      <p class="toast" hidden></p>
    </div>`;
}

/** Before the first item of a section: its title, marks and rule. */
function sectionHead(player, index) {
  const { items, sections } = player.payload;
  const section = sections.find(({ id }) => id === items[index].section);
  if (!section || items[index - 1]?.section === section.id) return null;
  const facts = [text(player, "section_marks", { n: number(section.marks) }), section.rule].filter(Boolean).join(" · ");
  return html`<div class="section" data-section="${section.id}"><b>${section.title}</b> <span class="dim">${facts}</span></div>`;
}

function pagerMarkup(player) {
  return html`
    <div class="pager">
      <button type="button" class="quiet" data-do="previous">${icon("previous")}<span>${text(player, "previous")}</span></button>
      <span class="place dim" aria-hidden="true"></span>
      <button type="button" data-do="next"><span>${text(player, "next")}</span>${icon("next")}</button>
    </div>`;
}

function cardMarkup(player) {
  const place = ({ index }) => html`<button type="button" data-do="visit" data-index="${index}"></button>`;
  const group = ({ title, members }) => html`
    <div class="numbers" role="group" aria-label="${title}">
      <p class="label" aria-hidden="true">${title}</p>${members.map(place)}</div>`;
  const jump = (name) => html`<button type="button" class="jump" data-do="next-${name}"></button>`;
  const legend = (name) => html`<span data-state="${name}">${icon(name)}${text(player, `legend_${name}`)}</span>`;
  const marked = Boolean(player.payload.result);
  return html`
    <div class="card" id="${player.id}-card" role="group" aria-label="${text(player, "card")}">
      <p class="card-title">${text(player, "card")}</p>
      ${!marked && html`<div class="jumps">${["empty", "flagged"].map(jump)}</div>`}
      <div class="nav" role="toolbar" aria-label="${text(player, "questions")}">${runs(player).map(group)}</div>
      ${!marked && html`<p class="legend dim" aria-hidden="true">${["answered", "empty", "flag"].map((name) =>
        name === "flag" ? html`<span>${icon("flag")}${text(player, "legend_flagged")}</span>` : legend(name))}</p>`}
    </div>`;
}

/** The items in runs of one section each, in their order. */
function runs({ payload: { sections }, views }) {
  const starts = views.filter(({ item }, i) => item.section !== views[i - 1]?.item.section);
  return starts.map(({ index, item }, i) => ({
    title: sections.find(({ id }) => id === item.section)?.title ?? "",
    members: views.slice(index, starts[i + 1]?.index),
  }));
}

function clearControl(player) {
  return html`<button type="button" class="submit quiet void" data-do="clear">${text(player, "clear")}</button>`;
}

// ---------------------------------------------------------------- keeping the paper up to date

function refreshTally(player) {
  const total = player.views.length;
  const done = player.views.filter((view) => has(player, view)).length;
  const told = text(player, "answered_of", { answered: done, total });
  const flagged = flaggedViews(player).length;
  player.root.querySelector(".tally").textContent = [told, flagged && text(player, "flagged_n", { n: flagged })].filter(Boolean).join(" · ");
  for (const [name, value] of [["now", done], ["max", total], ["text", told]]) player.progress.setAttribute(`aria-value${name}`, value);
  player.progress.firstChild.style.width = `${percent({ earned: done, possible: total })}%`;
  for (const [name, n] of [["empty", total - done], ["flagged", flagged]]) {
    const node = player.root.querySelector(`[data-do=next-${name}]`);
    put(node, html`<span>${text(player, `next_${name}`)}</span> <b>${n}</b>`);
    node.setAttribute("aria-disabled", String(n === 0));
  }
}

function flaggedViews(player) {
  return player.views.filter((view) => player.payload.flags[view.item.id]);
}

function emptyViews(player) {
  return player.views.filter((view) => !has(player, view));
}

/** "Saving…", "Saved 10:03:22", or what is wrong. */
function showKept(player) {
  const sitting = sittingOf(player);
  const node = player.root.querySelector(".kept");
  if (!node) return;
  const failed = failures(player);
  sitting.silent = performance.now() - sitting.heardAt > SILENT_MS;
  const message = failed.find(({ problem }) => problem)?.problem;
  const trouble = failed.length > 0
    ? text(player, message ? "unsaved_why" : "unsaved", { n: failed.length, message })
    : sitting.silent && text(player, "silent");
  const calm = sitting.unsent.size > 0 ? text(player, "saving") : sitting.savedAt ? savedAt(player, sitting.savedAt) : text(player, "nothing_saved");
  node.classList.toggle("failed", Boolean(trouble));
  put(node, trouble ? icon("warn") : sitting.unsent.size === 0 && sitting.savedAt && icon("correct"), html`<span>${trouble || calm}</span>`);
}

function refreshExam(player) {
  const sitting = sittingOf(player);
  if (player.views.length === 0) return;
  const { entering } = sitting;
  if (entering) enterPlace(player);
  for (const view of player.views) refreshNav(player, view);
  if (sitting.screen === "result") refreshResult(player);
  else refreshRunning(player);
  showCard(player);
  shownInExam(player);
  if (entering && running(player)) flush(player); // changes an earlier page or screen left behind
}

function refreshRunning(player) {
  for (const node of player.root.querySelectorAll("[data-show]")) {
    node.setAttribute("aria-pressed", String(node.dataset.show === player.payload.show));
  }
  refreshTally(player);
  showKept(player);
  showHidden(player);
  showClock(player, timeLeft(player));
}

/** Where the learner was before the page was loaded anew, else the first empty item. */
function enterPlace(player) {
  const sitting = sittingOf(player);
  sitting.entering = false;
  const kept = lasting((store) => store.getItem(changeKey(player, "place")));
  const index = player.views.findIndex((view) => view.item.id === kept);
  const empty = player.views.findIndex((view) => !has(player, view));
  player.current = sitting.screen === "result" ? 0 : Math.max(0, index >= 0 ? index : empty);
  account(player);
}

function shownInExam(player) {
  const { views, current, pager, payload } = player;
  const sitting = sittingOf(player);
  const result = sitting.screen === "result";
  const one = !result && payload.show === "one";
  const filtered = (view) => result && view !== sitting.held && !FILTERS[sitting.filter](player, view);
  for (const view of views) view.node.hidden = one ? view.index !== current : filtered(view);
  for (const head of player.root.querySelectorAll(".section")) {
    const members = views.filter((view) => view.item.section === head.dataset.section);
    head.hidden = members.every((view) => view.node.hidden);
  }
  player.root.dataset.view = one ? "one" : "all";
  if (!pager) return;
  pager.hidden = !one || views.length < 2;
  const [previous, place, next] = pager.children;
  previous.setAttribute("aria-disabled", String(current === 0));
  next.setAttribute("aria-disabled", String(current === views.length - 1));
  place.textContent = `${current + 1} / ${views.length}`;
}

/** Beside the paper where there is room, else above it when asked for. */
function showCard(player) {
  const sitting = sittingOf(player);
  const wide = player.root.clientWidth >= WIDE_PX;
  const open = sitting.card ?? wide;
  player.root.classList.toggle("wide", wide);
  player.root.classList.toggle("with-card", open);
  player.root.querySelector(".card").hidden = !open;
  player.root.querySelector("[data-do=card]").setAttribute("aria-expanded", String(open));
}

function showHidden(player) {
  const hidden = lasting((store) => store.getItem("fuwu:clock")) === "hidden";
  player.root.querySelector(".time").hidden = hidden;
  player.root.querySelector("[data-do=hide-clock]").textContent = text(player, hidden ? "show_clock" : "hide_clock");
}

function hideClock(player) {
  const hidden = player.root.querySelector(".time").hidden;
  lasting((store) => store.setItem("fuwu:clock", hidden ? "shown" : "hidden"));
  showHidden(player);
}

/** On touching another item: what was typed goes out, and its time stops. */
function leaveItem(player) {
  account(player);
  flush(player);
}

function arrived(player) {
  shownInExam(player);
  const id = player.views[player.current].item.id;
  if (running(player)) lasting((store) => store.setItem(changeKey(player, "place"), id));
}

function nextOf(player, list) {
  const after = list.find((view) => view.index > player.current) ?? list[0];
  if (after) go(player, after.index);
}

function visit(player, index) {
  const sitting = sittingOf(player);
  for (const dialog of player.root.querySelectorAll("dialog[open]")) dialog.close();
  if (sitting.screen === "result" && !FILTERS[sitting.filter](player, player.views[index])) setFilter(player, "all");
  if (!player.root.classList.contains("wide") && sitting.screen === "running") {
    sitting.card = null; // over the paper it would be in the way
    showCard(player);
  }
  go(player, index);
}

// ---------------------------------------------------------------- handing in

function handInMarkup(player) {
  return html`
    <dialog class="hand-in-dialog" aria-labelledby="${player.id}-hand-in">
      <p class="title" id="${player.id}-hand-in">${text(player, "hand_in_title")}</p>
      <div class="hand-in-body"></div>
      <p class="waiting dim" role="status"></p>
      <p class="hint whole" hidden></p>
      <div class="actions">
        <button type="button" class="primary" data-do="confirm">${text(player, "confirm_hand_in")}</button>
        <button type="button" data-do="back" autofocus>${text(player, "back")}</button>
      </div>
    </dialog>`;
}

function openHandIn(player) {
  flush(player);
  const dialog = player.root.querySelector(".hand-in-dialog");
  const list = (key, views) => views.length > 0 && html`
    <p class="label">${text(player, key, { n: views.length })}</p>
    <div class="links">${views.map(({ index }) => html`
      <button type="button" data-do="visit" data-index="${index}" aria-label="${text(player, "go_to", { n: index + 1 })}">${index + 1}</button>`)}</div>`;
  const empty = player.views.filter((view) => (view.last ?? null) === null);
  put(
    dialog.querySelector(".hand-in-body"),
    empty.length === 0 && html`<p>${text(player, "all_answered", { n: player.views.length })}</p>`,
    list("n_empty", empty),
    list("n_flagged", flaggedViews(player)),
    html`<p>${text(player, "still_left", { time: clockText(timeLeft(player)) })}</p>`,
  );
  dialog.querySelector(".hint").hidden = true;
  dialog.querySelector(".waiting").textContent = "";
  if (!dialog.open) dialog.showModal();
}

function confirmHandIn(player) {
  sittingOf(player).handing = true;
  player.root.querySelector(".hand-in-dialog .hint").hidden = true;
  flush(player);
  proceedHandIn(player);
}

/** The last changes first; then the hand-in, once. */
function proceedHandIn(player) {
  const sitting = sittingOf(player);
  if (!sitting.handing || sitting.screen !== "running") return;
  const waiting = player.root.querySelector(".waiting");
  const words = sitting.unsent.size > 0 ? text(player, "waiting_unsaved", { n: sitting.unsent.size }) : text(player, "handing_in");
  if (waiting.textContent !== words) waiting.textContent = words;
  if (sitting.unsent.size > 0) return;
  if (sitting.asked && !player.pending.has("")) return stopHandIn(player); // no reply: it may be pressed again
  if (sitting.asked) return;
  sitting.asked = true;
  ask(player, "", { type: "hand_in", times: timesSpent(player), window: sitting.id });
}

function stopHandIn(player) {
  Object.assign(sittingOf(player), { handing: false, asked: false });
  player.root.querySelector(".waiting").textContent = "";
}

function backToPaper(player) {
  if (player.pending.has("")) return;
  stopHandIn(player);
  player.root.querySelector(".hand-in-dialog").close();
}

// ---------------------------------------------------------------- the result

const FILTERS = {
  all: () => true,
  wrong: (player, view) => player.payload.result.wrong.includes(view.item.id),
  empty: (player, view) => player.payload.result.unanswered.includes(view.item.id),
  flagged: (player, view) => Boolean(player.payload.flags[view.item.id]),
  waiting: (player, view) => stateOf(player, view) === "waiting",
};

function resultScreen(player) {
  return html`
    <div class="top">
      <p class="title">${player.payload.title}</p>
      <div class="tools">
        <button type="button" data-do="card" aria-controls="${player.id}-card">${icon("grid")}<span>${text(player, "card")}</span></button>
        ${helpButton(player)}
      </div>
    </div>
    <div class="desk">
      <div class="paper">
        <div class="summary" role="group" tabindex="-1" aria-label="${text(player, "result")}"></div>
        <div class="review">
          <p class="title">${text(player, "review")}</p>
          <div class="switch filters" role="group" aria-label="${text(player, "review")}"></div>
        </div>
        <p class="dim none" hidden>${text(player, "filter_none")}</p>
        <div class="items">${player.views.map((view, i) => [sectionHead(player, i), itemMarkup(player, view)])}</div>
      </div>
      ${cardMarkup(player)}
    </div>
    ${helpMarkup(player, EXAM_SHORTCUTS.filter(([key]) => ["key_walk", "key_help"].includes(key)))}`;
}

function refreshResult(player) {
  put(player.summary, resultMarkup(player, player.payload.result));
  for (const node of player.root.querySelectorAll(".go-on")) node.hidden = true; // practice's way on
  refreshFilters(player);
}

function refreshFilters(player) {
  const sitting = sittingOf(player);
  const count = (name) => player.views.filter((view) => FILTERS[name](player, view)).length;
  const button = (name) => html`
    <button type="button" data-do="filter" data-filter="${name}" aria-pressed="${String(name === sitting.filter)}">
      ${text(player, `filter_${name}`, { n: count(name) })}</button>`;
  const names = Object.keys(FILTERS).filter((name) => name !== "waiting" || count(name) > 0);
  const box = player.root.querySelector(".filters");
  const focused = focusInside(player)?.dataset.filter;
  put(box, names.map(button));
  if (focused) box.querySelector(`[data-filter=${focused}]`)?.focus({ preventScroll: true });
  player.root.querySelector(".none").hidden = count(sitting.filter) > 0;
}

function setFilter(player, name) {
  Object.assign(sittingOf(player), { filter: name, held: null });
  refreshFilters(player);
  shownInExam(player);
}

function settleNow(player) {
  setFilter(player, "waiting");
  const first = player.views.find((view) => FILTERS.waiting(player, view));
  if (first) go(player, first.index);
}

function resultMarkup(player, result) {
  const share = percent({ earned: result.low, possible: result.possible });
  return html`
    <div class="score">
      <p class="ring" style="--share:${share}%"><strong>${share}%</strong></p>
      <div>
        <p class="verdict-line">${passMark(player, result.passed)}<span class="dim">${text(player, "cut", { n: number(result.cut) })}</span></p>
        <p class="big">${marksText(player, result)}</p>
        <p class="dim">${usedText(player, result)}</p>
      </div>
    </div>
    ${openPoints(player) > 0 && openMarkup(player)}
    ${result.state === "expired" && html`<p class="callout">${text(player, "expired")}</p>`}
    ${result.wrong.length > 0 && html`<p class="book">${icon("read")}<span>${text(player, "book")}</span></p>`}
    <div class="actions">${askButton(player, "new", "another")}</div>
    <p class="hint whole" hidden></p>
    ${table(player, "by_section", result.sections.map((row) => tableRow(player, row, html`<span>${row.title}</span>`)))}
    ${table(player, "by_type", result.types.map((row) => tableRow(player, row, html`<span>${text(player, `type_${row.type}`)}</span>`)))}
    ${table(player, "by_point", result.points.map((row) => tableRow(player, row, html`<a href="${row.href}" data-anchor="${row.anchor}">${row.title}</a>`)))}
    ${timesMarkup(player, result.times)}
    ${result.pauses.length > 0 && pausesMarkup(player, result.pauses)}`;
}

/** Marks, or from where to where they may still go. */
function marksText(player, { marks, low, high, possible }) {
  const range = { low: number(low), high: number(high), possible: number(possible) };
  if (high > low) return text(player, "marks_between", range);
  return text(player, "marks_of", { marks: number(marks ?? low), possible: range.possible });
}

function usedText(player, { used_seconds }) {
  const [used, total] = [used_seconds, player.payload.exam.total_ms / 1000].map(durationText);
  return text(player, "time_used", { used, total });
}

/** Key points that the grader left to the learner. */
function openPoints(player) {
  const reviews = player.views.map((view) => answered(player, view)?.feedback?.case).filter((review) => review && !review.settled);
  return reviews.flatMap((review) => review.key_points).filter(({ state }) => state === "uncertain").length;
}

function openMarkup(player) {
  return html`<div class="callout open-points"><p>${text(player, "until_settled", { n: openPoints(player) })}</p>
    <button type="button" data-do="settle">${text(player, "settle")}</button></div>`;
}

function table(player, key, rows) {
  return rows.length > 0 && html`<div><p class="label">${text(player, key)}</p><ul class="by-point">${rows}</ul></div>`;
}

function tableRow(player, row, label) {
  const low = row.low ?? row.earned;
  const earned = row.high > low ? `${number(low)}–${number(row.high)}` : number(row.marks ?? low);
  return html`
    <li>
      <span class="row-title">${label}<span class="dim">${text(player, "right_of", row)}</span></span>
      <span class="bar" aria-hidden="true"><i style="width:${percent({ earned: low, possible: row.possible })}%"></i></span>
      <span class="figures">${text(player, "marks_of", { marks: earned, possible: number(row.possible) })}</span>
    </li>`;
}

/** The slowest first, each against the pace its marks allow. */
function timesMarkup(player, times) {
  const { items, exam } = player.payload;
  const marks = items.reduce((sum, item) => sum + (item.marks ?? item.possible), 0);
  const rows = times
    .map(({ item_id, seconds }) => ({ view: viewById(player, item_id), seconds }))
    .filter(({ view, seconds }) => view && seconds > 0)
    .map(({ view, seconds }) => ({ view, seconds, pace: ((exam.total_ms / 1000) * (view.item.marks ?? view.item.possible)) / marks }))
    .sort((a, b) => b.seconds - a.seconds);
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map(({ seconds, pace }) => Math.max(seconds, pace)));
  const list = rows.map((row) => timeRow(player, row, most));
  const rest = list.slice(SLOWEST);
  return html`<div><p class="label">${text(player, "by_time")}</p><p class="dim">${text(player, "pace")}</p>
    <ul class="by-point times">${list.slice(0, SLOWEST)}</ul>
    ${rest.length > 0 && html`<details><summary>${text(player, "more_times")}</summary><ul class="by-point times">${rest}</ul></details>`}</div>`;
}

function timeRow(player, { view, seconds, pace }, most) {
  const share = (value) => percent({ earned: value, possible: most });
  return html`
    <li>
      <button type="button" class="quiet link" data-do="visit" data-index="${view.index}">${text(player, "question", { n: view.index + 1 })}</button>
      <span class="bar ${seconds > pace ? "slow" : ""}" aria-hidden="true"><i style="width:${share(seconds)}%"></i><b style="left:${share(pace)}%"></b></span>
      <span class="figures">${text(player, "time_row", { time: durationText(seconds), pace: durationText(pace) })}</span>
    </li>`;
}

function pausesMarkup(player, pauses) {
  const clock = { timeStyle: "medium" };
  const line = (pause) => html`<li>${text(player, "pause_line", {
    from: dateText(player, pause.from, clock),
    to: dateText(player, pause.to, clock),
    time: durationText(pause.seconds),
  })}</li>`;
  return html`<div><p class="label">${text(player, "pauses")}</p><ul class="pauses">${pauses.map(line)}</ul></div>`;
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
  const entry = unsent.get(view.item.id) ?? leftOver(player, view);
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
  replies: { kept: receiveKept, error: receiveRefusal, assessed: receiveJudged },
  told: { time: receiveTime, error: receiveTrouble },
  begin: beginExam,
};
