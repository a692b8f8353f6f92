// The player in review mode: items and flashcards in one queue, a batch at a time.
//
// Served behind player.js, in one module with it: everything there may be used here. Items are answered as in
// practice; a flashcard is turned over and rated. What comes next is decided by Python: after the last card of
// a batch the page asks for more. Nothing is shown of the next card before the last one is recorded.

const SPACE = " ";
const VISIT_MS = 1500;
const RATINGS = { 1: "again", 2: "hard", 3: "good", 4: "easy" };

Object.assign(ICONS, {
  undo: "M6 3L2.8 6.2L6 9.4M3 6.2h6.2a3.8 3.8 0 0 1 0 7.6H6",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4M8 4.6V8l2.3 1.6",
});

// ---------------------------------------------------------------- a flashcard

function cardBody(player, view) {
  const { item, id } = view;
  const rate = ({ rating, next }) => html`
    <button type="button" class="rate" data-do="rate" data-rating="${rating}">
      <kbd aria-hidden="true">${rating}</kbd><b>${text(player, `rate_${RATINGS[rating]}`)}</b><span class="dim">${next}</span>
    </button>`;
  const place = item.read;
  return html`
    <div class="back" id="${id}-back" tabindex="-1" hidden>
      <p class="label">${text(player, "answer")}</p>
      <div class="prose">${raw(item.back)}</div>
      ${place && html`<p><a class="read" href="${place.href}" data-anchor="${place.anchor}">
        ${icon("read")}<span>${text(player, "read_in_lesson", { title: place.title })}</span></a></p>`}
    </div>
    <div class="rates" role="group" aria-label="${text(player, "how_well")}" hidden>${item.ratings.map(rate)}</div>`;
}

TYPES.card = { body: cardBody, read: () => ({ answer: null, given: 0, wanted: 0 }), fill: () => {} };

function isCard(view) {
  return view.item.type === "card";
}

function isFlipped(view) {
  return !at(view, ".back").hidden;
}

function showBack(view, shown) {
  at(view, ".back").hidden = !shown;
  at(view, ".rates").hidden = !shown;
  at(view, ".submit").hidden = shown;
}

function flip(player, view) {
  if (isFlipped(view)) return;
  showBack(view, true);
  at(view, ".back").focus({ preventScroll: true });
  scrollTo(at(view, ".rates"), "nearest");
}

function rate(player, view, node) {
  rateAs(player, view, Number(node.dataset.rating));
}

function rateAs(player, view, rating) {
  const item_id = view.item.id;
  if (answered(player, view) || player.pending.has(item_id) || !isFlipped(view)) return;
  const elapsed_ms = Math.round(performance.now() - (view.seenAt ?? player.builtAt));
  ask(player, item_id, { type: "rate", review_id: newId(), item_id, rating, elapsed_ms });
  lockRates(player, view);
}

/** Disabled buttons would throw the focus out of the player. */
function lockRates(player, view) {
  const saved = answered(player, view);
  for (const node of view.node.querySelectorAll(".rate")) {
    node.setAttribute("aria-disabled", String(Boolean(saved) || player.pending.has(view.item.id)));
    node.setAttribute("aria-pressed", String(saved?.answer === Number(node.dataset.rating)));
  }
}

function receiveRated(player, view, { rating, saved_at, review, summary }) {
  const here = view.node.contains(focusInside(player)) || player.current === view.index;
  settle(player, view.item.id);
  player.payload.answers[view.item.id] = { answer: rating, saved_at, review };
  player.payload.summary = summary;
  restoreReview(player, view);
  refreshReview(player);
  player.status.textContent = [text(player, `rate_${RATINGS[rating]}`), review?.next].filter(Boolean).join(" · ");
  // A card that has become a leech is told of before the next one comes.
  if (here && !review?.leech) goOnReview(player);
}

// ---------------------------------------------------------------- an item in the review

/** Below the feedback of an item: when it comes again, and where to read if it keeps failing. */
function showReview(player, view) {
  view.node.querySelector(".schedule")?.remove();
  const review = answered(player, view)?.review;
  if (!review) return;
  const line = html`
    <div class="schedule">
      ${review.next && html`<p class="next">${icon("clock")}<span>${text(player, "next_review", { when: review.next })}</span>
        <span class="dim">${text(player, `rate_${RATINGS[review.rating]}`)}${review.why && html` · ${review.why}`}</span></p>`}
      ${review.leech && leechMarkup(player, review.leech)}
      ${review.leech && isCard(view) && goOnButton(player)}
    </div>`;
  const spot = isCard(view) ? at(view, ".status") : (at(view, ".feedback .verdict") ?? at(view, ".status"));
  spot.insertAdjacentHTML("afterend", toSource(line));
}

function leechMarkup(player, leech) {
  return html`
    <div class="callout leech">${icon("read")}
      <p>${text(player, "leech", { n: leech.lapses })}
        <a href="${leech.href}" target="_blank" rel="noopener" data-visit="${leech.point}">${leech.title}</a></p>
    </div>`;
}

function receiveReviewed(player, view, message) {
  receiveOutcome(player, view, message);
  player.payload.answers[view.item.id].review = message.review;
  showReview(player, view);
  refreshReview(player);
}

/** The learner goes to read: Python is told first, since the page may be left with that. */
function onVisit(player, event) {
  const link = event.target.closest?.("a[data-visit]");
  if (!link || !player.root.contains(link) || link.dataset.told || event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  link.dataset.told = "yes";
  const open = () => {
    clearTimeout(timer);
    player.leaving = null;
    link.click();
    delete link.dataset.told;
  };
  const timer = setTimeout(open, VISIT_MS); // whoever does not answer must not keep anybody from reading
  player.leaving = open;
  player.model.send({ type: "visit", point: link.dataset.visit });
}

// ---------------------------------------------------------------- the frame

function reviewFrame(player) {
  const { title, notice, finish } = player.payload;
  player.root.classList.add("fuwu-review");
  return html`
    <div class="top">
      <p class="title">${title}</p>
      <span class="tally dim"></span>
      <div class="tools">
        <button type="button" class="quiet undo" data-do="undo">${icon("undo")}<span>${text(player, "undo")}</span></button>
        <button type="button" class="quiet help" data-do="help" aria-label="${text(player, "shortcuts")}">?</button>
      </div>
    </div>
    <div class="progress" role="progressbar" aria-label="${text(player, "progress")}" aria-valuemin="0"><i></i></div>
    ${notice && html`<p class="callout notice" role="status">${icon("warn")}<span>${notice}</span></p>`}
    <p class="hint whole" hidden></p>
    <div class="nav" hidden>${player.views.map(({ index }) => html`<button type="button" data-index="${index}"></button>`)}</div>
    <div class="items">${player.views.map((view) => itemMarkup(player, view))}</div>
    <div class="pager" hidden></div>
    <div class="summary finish" role="group" tabindex="-1" aria-label="${text(player, "today")}" hidden>${finish && finishMarkup(player, finish)}</div>
    ${helpMarkup(player, REVIEW_SHORTCUTS)}
    <p class="sr" role="status"></p>
    <p class="sr" role="alert"></p>`;
}

const REVIEW_SHORTCUTS = [
  ["key_flip", ["Space", "Enter"]],
  ["key_rate", ["1–4"]],
  ["key_choose", ["1–9", "A–E"]],
  ["key_submit", ["Enter"]],
  ["key_submit_text", ["Ctrl + Enter"]],
  ["key_order", ["Alt + ↑", "Alt + ↓"]],
  ["key_undo", ["Z", "Ctrl + Z"]],
  ["key_help", ["?"]],
];

/** What stands where the cards were when there is none for now. */
function finishMarkup(player, { headline, lines, extra, rest, leeches, links }) {
  const others = html`<button type="button" class="primary" data-do="whole">${text(player, "review_rest", { n: rest })}</button>`;
  const kind = rest > 0 ? "quiet" : "primary";
  const more = html`<button type="button" class="${kind}" data-do="more-today">${text(player, "more_today", { n: extra })}</button>`;
  const waiting = ({ href, point, title, lapses }) => html`
    <li><a href="${href}" target="_blank" rel="noopener" data-visit="${point}">${title}</a>
      <span class="dim">${text(player, "failed_times", { n: lapses })}</span></li>`;
  return html`
    <p class="medal">${icon("correct")}</p>
    <p class="big">${headline}</p>
    ${lines.map((line) => html`<p>${line}</p>`)}
    ${leeches.length > 0 && html`<div class="callout leech">${icon("read")}<div>
      <p>${text(player, "leeches", { n: leeches.length })}</p><ul>${leeches.map(waiting)}</ul></div></div>`}
    <div class="actions">
      ${rest > 0 && others}
      ${extra > 0 && more}
      ${links.map(({ href, title }) => html`<a href="${href}">${title}</a>`)}
    </div>`;
}

function reviewControl(player, view) {
  if (!isCard(view)) return submitControl(player, view);
  return html`<button type="button" class="submit primary" data-do="flip">${text(player, "show_answer")}</button>`;
}

function restoreReview(player, view) {
  view.node.dataset.reason = view.item.reason;
  at(view, ".number").textContent = text(player, `reason_${view.item.reason}`);
  if (!isCard(view)) {
    restoreItem(player, view);
    if (stateOf(player, view) === "waiting") player.current = view.index; // left before it was judged
    return showReview(player, view);
  }
  const saved = answered(player, view);
  const sent = player.pending.get(view.item.id);
  showBack(view, Boolean(saved || sent) || isFlipped(view));
  lockRates(player, view);
  if (saved) showOutcome(player, view, saved);
  else if (sent) showPending(player, view, sent);
  showReview(player, view);
}

function refreshReview(player) {
  const { done, of: total, can_undo } = player.payload.summary;
  const told = text(player, "done_of", { done, total });
  for (const [name, value] of Object.entries({ now: done, max: Math.max(total, 1), text: told })) {
    player.progress.setAttribute(`aria-value${name}`, value);
  }
  player.progress.firstChild.style.width = `${percent({ earned: done, possible: total })}%`;
  const tally = player.root.querySelector(".tally");
  tally.textContent = told;
  tally.hidden = player.progress.hidden = total === 0;
  player.root.querySelector(".undo").setAttribute("aria-disabled", String(!can_undo));
  for (const node of player.root.querySelectorAll(".go-on")) node.textContent = text(player, "go_on");
  shownReview(player);
}

function goOnButton(player) {
  return html`<div class="actions"><button type="button" class="primary go-on" data-do="go-on">${text(player, "go_on")}</button></div>`;
}

function shownReview(player) {
  for (const view of player.views) view.node.hidden = view.index !== player.current;
  player.root.dataset.view = "one";
  player.summary.hidden = player.views.length > 0;
}

// ---------------------------------------------------------------- walking

/** To the next open card of the batch; after the last one Python says what comes. */
function goOnReview(player) {
  const open = player.views.find((view) => !answered(player, view));
  if (open) return go(player, open.index);
  startAgain(player, "more");
}

function undoReview(player) {
  const undone = player.root.querySelector(".undo");
  if (undone.getAttribute("aria-disabled") !== "true") startAgain(player, "undo");
}

function focusReview(player) {
  const view = player.views[player.current];
  if (view) return focusItem(view);
  player.summary.focus({ preventScroll: true });
  scrollTo(player.summary, "nearest");
}

Object.assign(ACTIONS, {
  "go-on": goOnReview,
  flip,
  rate,
  undo: undoReview,
  "more-today": (player) => startAgain(player, "extra"),
  whole: (player) => startAgain(player, "whole"),
});

const LEAVES_ALONE = "button, a, select, textarea, input, summary"; // they do something with Space and Enter themselves

function reviewKey(player, view, event) {
  const { key, target } = event;
  const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
  const typing = target.matches(`${TEXT_FIELD}, select`);
  const takesBack = key === "z" || key === "Z"; // in a text field it is a letter, and Ctrl + Z takes back what was typed
  if (takesBack && (typing ? (event.ctrlKey || event.metaKey) && !target.value : true)) return () => undoReview(player);
  if (key === "f" || key === "F") return null; // nothing to come back to: the queue does
  if (key === "ArrowLeft" || key === "ArrowRight") return null;
  if (!isCard(view)) return keyAction(player, view, event);
  if (plain && key === SPACE && !target.matches(LEAVES_ALONE)) return cardAction(player, view, event);
  if (plain && RATINGS[key]) return isFlipped(view) ? () => rateAs(player, view, Number(key)) : null;
  return key === "?" || key === "\uff1f" ? keyAction(player, view, event) : null;
}

function reviewEnter(player, view, event) {
  if (!isCard(view)) return answered(player, view) ? reviewOn(player, view, event) : enterAction(player, view, event);
  return event.target.matches(LEAVES_ALONE) ? null : cardAction(player, view, event);
}

/** Enter after the feedback: on, but not past a case answer that waits for its judgement. */
function reviewOn(player, view, event) {
  if (event.target.matches(LEAVES_ALONE)) return event.repeat ? () => {} : null;
  if (event.repeat || player.pending.size > 0 || stateOf(player, view) === "waiting") return () => {};
  return () => goOnReview(player);
}

/** Space or Enter on a flashcard: turn it over; once turned it waits for a rating; once rated, on. */
function cardAction(player, view, event) {
  const nothing = () => {};
  if (event.repeat || player.pending.size > 0) return nothing;
  if (answered(player, view)) return () => goOnReview(player);
  return isFlipped(view) ? nothing : () => flip(player, view);
}

// ---------------------------------------------------------------- as the player calls it

/** Listen to links; a batch that was done when the page was left: on to the next. Returns how to stop. */
function beginReview(player) {
  const over = (view) => answered(player, view) && stateOf(player, view) !== "waiting";
  if (player.views.length > 0 && player.views.every(over)) startAgain(player, "more");
  const listener = (event) => onVisit(player, event);
  document.addEventListener("click", listener, true); // before the page's own handling of links
  return () => document.removeEventListener("click", listener, true);
}

MODES.review = {
  ...PRACTICE,
  frame: reviewFrame,
  control: reviewControl,
  restore: restoreReview,
  refresh: refreshReview,
  shown: shownReview,
  focus: focusReview,
  enter: reviewEnter,
  key: reviewKey,
  begin: beginReview,
  replies: { ...REPLIES, feedback: receiveReviewed, assessed: receiveReviewed, rated: receiveRated },
  told: { ...PRACTICE.told, visited: (player) => player.leaving?.() },
};
