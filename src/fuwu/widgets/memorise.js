// The player for memorising: items with their keys, to read and to recall. Served behind player.js as one module
// with it, whose functions it uses.
//
// Keys come one by one (`reveal`), the next one ahead of time. With the answers covered an item shows its key only
// when asked to; nothing entered is sent or kept. A view has `told` (what Python revealed) and `open` (it shows).

const MEMORISE_SHORTCUTS = [
  ["key_walk", ["←", "→"]],
  ["key_turn", ["Enter"]],
  ["key_cover", ["H"]],
  ["key_star", ["S"]],
  ["key_help", ["?"]],
];

function memoriseFrame(player) {
  const { title, notice } = player.payload;
  const mark = (view) => html`<button type="button" data-index="${view.index}"></button>`;
  const walk = (way, body) => html`<button type="button" data-do="${way}">${body}</button>`;
  return html`
    <div class="top">
      <p class="title">${title}</p>
      <span class="tally dim"></span>
      <div class="tools">
        <button type="button" class="cover" data-do="cover" aria-pressed="false">${text(player, "cover")}</button>
        <button type="button" class="quiet help" data-do="help" aria-label="${text(player, "shortcuts")}">?</button>
      </div>
    </div>
    <div class="progress" role="progressbar" aria-label="${text(player, "progress")}" aria-valuemin="1"><i></i></div>
    ${notice && html`<p class="callout notice" role="status">${icon("warn")}<span>${notice}</span></p>`}
    <p class="hint whole" hidden></p>
    <div class="nav" hidden>${player.views.map(mark)}</div>
    <div class="items">${player.views.map((view) => itemMarkup(player, view))}</div>
    <div class="pager">
      ${walk("previous", html`${icon("previous")}<span>${text(player, "previous")}</span>`)}
      <span class="place dim" aria-hidden="true"></span>
      ${walk("next", html`<span>${text(player, "next")}</span>${icon("next")}`)}
    </div>
    <div class="summary" hidden></div>
    ${helpMarkup(player, MEMORISE_SHORTCUTS)}
    <p class="sr" role="status"></p>
    <p class="sr" role="alert"></p>`;
}

function turnControl(player) {
  return html`<button type="button" class="submit primary" data-do="turn">${text(player, "turn")}</button>`;
}

function restoreMemorised(player, view) {
  if (view.index === player.payload.start) player.current = view.index;
  at(view, ".flag").hidden = true; // a flag is a mark within one sitting; here there is the star
  showFlag(player, view);
}

function refreshMemorised(player) {
  const { views, current } = player;
  const told = text(player, "place_of", { n: current + 1, total: views.length });
  const values = { now: current + 1, max: views.length, text: told };
  for (const [name, value] of Object.entries(values)) player.progress.setAttribute(`aria-value${name}`, value);
  player.progress.firstChild.style.width = `${percent({ earned: current + 1, possible: views.length })}%`;
  player.root.querySelector(".tally").textContent = told;
  player.root.querySelector(".cover").setAttribute("aria-pressed", String(Boolean(player.covered)));
  player.payload.show = "one";
  refreshShown(player);
  showCurrent(player);
}

/** Ask for the keys of this item and the next one; show this one's unless the answers are covered. */
function showCurrent(player) {
  const view = player.views[player.current];
  for (const one of [view, player.views[player.current + 1]]) if (one) reveal(player, one);
  if (!player.covered) showKey(player, view);
}

function reveal(player, view) {
  if (view.told || view.asked) return;
  const silent = () => {
    clearTimeout(view.asked);
    view.asked = null;
    hint(player, view, text(player, "no_reply"));
  };
  view.asked = setTimeout(silent, REPLY_MS);
  try {
    player.model.send({ type: "reveal", item_id: view.item.id });
  } catch {
    silent();
  }
}

function receiveKey(player, view, { answer, feedback }) {
  clearTimeout(view.asked);
  view.asked = null;
  view.told = { answer, feedback };
  hint(player, view, "");
  if (view.index === player.current && (!player.covered || view.wanted)) showKey(player, view);
}

/** The right answer in the controls themselves, and every explanation. */
function showKey(player, view) {
  if (!view.told || view.open) return;
  const { answer, feedback } = view.told;
  const hadFocus = view.node.contains(focusInside(player));
  Object.assign(view, { open: true, wanted: false });
  if (view.item.type === "case") at(view, ".body").hidden = true;
  else fill(view, answer);
  lock(view, true);
  const listed = feedback.parts.filter((part) => !markPart(player, view, part));
  const box = at(view, ".feedback");
  box.hidden = false;
  put(
    box,
    ["fillin", "numeric"].includes(view.item.type) && labelled(player, "right_answer", feedback.key_text, "key-text"),
    listed.length > 0 && html`<ul class="part-list">${listed.map((part) => listedPart(player, part))}</ul>`,
    feedback.case && caseReview(player, view, feedback.case),
    labelled(player, "rationale", feedback.rationale, "rationale"),
    labelled(player, "note", feedback.note, "callout note"),
    feedbackEnd(player, { ...feedback, verdict: null }),
  );
  if (hadFocus) view.node.focus({ preventScroll: true });
}

/** Put the item back as it was before its key showed. */
function hideKey(player, view) {
  if (!view.open) return;
  const hadFocus = view.node.contains(focusInside(player));
  view.node.outerHTML = toSource(itemMarkup(player, view));
  view.node = player.root.querySelector(`.item[data-index="${view.index}"]`);
  view.open = false;
  at(view, ".flag").hidden = true;
  showFlag(player, view);
  if (hadFocus) view.node.focus({ preventScroll: true });
}

function cover(player) {
  player.covered = !player.covered;
  if (player.covered) for (const view of player.views) hideKey(player, view);
  refreshMemorised(player);
  player.status.textContent = text(player, player.covered ? "covered" : "uncovered");
}

/** Show what is covered; once it shows, go on. */
function turn(player, view) {
  if (view.open) return go(player, view.index + 1);
  view.wanted = true;
  reveal(player, view);
  showKey(player, view);
}

function memoriseShown(player) {
  const { item } = player.views[player.current];
  player.model.send({ type: "at", item_id: item.id });
  refreshMemorised(player);
}

function memoriseKey(player, view, event) {
  const { key, altKey, ctrlKey, metaKey } = event;
  if (altKey || ctrlKey || metaKey) return null;
  if (key === "ArrowLeft" || key === "ArrowRight") return () => go(player, player.current + (key === "ArrowLeft" ? -1 : 1));
  if (key === "?" || key === "\uff1f") return () => player.help.showModal();
  return { H: () => cover(player), S: () => star(player, view) }[key.toUpperCase()] ?? null;
}

function memoriseEnter(player, view, event) {
  if (event.target.matches("button, a")) return event.repeat ? () => {} : null;
  return event.repeat ? () => {} : () => turn(player, view);
}

Object.assign(ACTIONS, { cover, turn });

MODES.memorise = {
  ...PRACTICE,
  frame: memoriseFrame,
  control: turnControl,
  restore: restoreMemorised,
  refresh: refreshMemorised,
  shown: memoriseShown,
  edited: () => {},
  enter: memoriseEnter,
  key: memoriseKey,
  replies: { revealed: receiveKey, remarked: receiveRemark, error: REPLIES.error },
};
