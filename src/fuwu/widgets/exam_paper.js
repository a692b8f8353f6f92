// What an exam shows until it is handed in: a sheet before the start, when it stood still, when it is open
// elsewhere and when the time is up; the paper with its bar and answer card; the question before the hand-in.

const WIDE_PX = 880; // from here on the answer card has room beside the paper

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
  const hidden = lasting((store) => store.getItem(changeKey(player, "clock"))) === "hidden";
  player.root.querySelector(".time").hidden = hidden;
  player.root.querySelector("[data-do=hide-clock]").textContent = text(player, hidden ? "show_clock" : "hide_clock");
}

function hideClock(player) {
  const hidden = player.root.querySelector(".time").hidden;
  lasting((store) => store.setItem(changeKey(player, "clock"), hidden ? "shown" : "hidden"));
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
