// What an exam shows after the hand-in: marks, by section, type and point, times, pauses, and every item.

const SLOWEST = 8; // items listed before the rest is folded

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
    ${result.wrong.length > 0 && html`<p class="book">${icon("read")}<a href="12-mistakes.ipynb">${text(player, "book")}</a></p>`}
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
