// The quiz player: shows items, sends answers, shows what Python replies.
//
// It holds no key and no words of its own: verdicts, explanations and all text on the page come from
// Python (the traits `payload` and `strings`, and messages). To read it, begin at `render` at the end.
//
// `player` is one view of the model: {model, root, payload, pending, views, current}; a `view` is one item
// on the page: {item, index, id, node, draft, warned, seenAt}.

const REPLY_MS = 8000; // after this silence we say "not saved"
const LETTERS = "ABCDE"; // F flags, so a sixth option is chosen by its digit
const TEXT_FIELD = "input[type=text], textarea";
const LONG_LABEL = 14; // characters that a closed <select> still shows on a phone

// Drawn, not typed: a machine without symbol fonts would show boxes.
const ICONS = {
  correct: "M3 8.5l3.2 3.2L13 4.8",
  partial: "M8 1.5A6.5 6.5 0 0 1 8 14.5A6.5 6.5 0 0 1 8 1.5ZM8 3A5 5 0 0 0 8 13A5 5 0 0 0 8 3ZM8 13A5 5 0 0 1 8 3Z",
  wrong: "M4 4l8 8M12 4l-8 8",
  waiting: "M3.2 8h.1M8 8h.1M12.8 8h.1",
  answered: "M8 5.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5",
  draft: "M3 13l.8-3L10.6 3.2l2.2 2.2L6 12.2z",
  flag: "M4 14V2.5h8.5l-2 3.2l2 3.3H4",
  star: "M8 1.8l1.9 3.9l4.3.6l-3.1 3l.7 4.3L8 11.6l-3.8 2l.7-4.3l-3.1-3l4.3-.6z",
  up: "M4 9.8L8 5.8l4 4",
  down: "M4 6.2l4 4l4-4",
  previous: "M10 4L6 8l4 4",
  next: "M6 4l4 4l-4 4",
  grip: "M6 4h.1M10 4h.1M6 8h.1M10 8h.1M6 12h.1M10 12h.1",
  read: "M8 4.2C6.5 3 4.5 2.8 2.2 3v9.3c2.3-.2 4.3 0 5.8 1.2c1.5-1.2 3.5-1.4 5.8-1.2V3C11.5 2.8 9.5 3 8 4.2v9.3",
  warn: "M8 2.2L14.5 13.5h-13zM8 6.5v3M8 11.5h.1",
};


// ---------------------------------------------------------------- markup

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

class Markup {
  constructor(source) {
    this.source = source;
  }
}

/** Trusted HTML: made here by `html`, or sanitised when the item bank was built. */
function raw(source) {
  return new Markup(source ?? "");
}

function toSource(value) {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Markup) return value.source;
  if (Array.isArray(value)) return value.map(toSource).join("");
  return String(value).replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
}

/** Template tag: texts are escaped, Markup and lists of it go in as they are, null and false vanish. */
function html(literals, ...values) {
  return raw(literals.reduce((source, literal, i) => source + toSource(values[i - 1]) + literal));
}

function put(node, ...markup) {
  node.innerHTML = toSource(markup);
}

function plain(source) {
  const box = document.createElement("span");
  box.innerHTML = source;
  return box.textContent.trim();
}

function icon(name) {
  return ICONS[name] && html`<svg class="icon icon-${name}" viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}" /></svg>`;
}

// ---------------------------------------------------------------- words and numbers

/** The text `key` in the learner's language, its {placeholders} filled. */
function text(player, key, values = {}) {
  const template = player.model.get("strings")[key] ?? key;
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function number(value) {
  return String(Math.round(value * 100) / 100);
}

function points(player, { earned, possible }) {
  return text(player, "points", { earned: number(earned), possible: number(possible) });
}

function percent({ earned, possible }) {
  return possible > 0 ? Math.round((100 * earned) / possible) : 0;
}

function savedAt(player, iso) {
  const utc = /(?:z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`;
  const [time] = new Date(utc).toTimeString().split(" "); // hh:mm:ss of this machine, in every language
  return text(player, "saved_at", { time });
}

function newId() {
  // randomUUID exists only in secure contexts; a class server on the local network is plain http.
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// ---------------------------------------------------------------- one item: finding things, its state

function at(view, selector) {
  return view.node.querySelector(selector);
}

/** The controls of the answer (not those of the feedback). */
function fields(view, selector) {
  return [...view.node.querySelectorAll(".stem, .body")].flatMap((part) => [...part.querySelectorAll(selector)]);
}

function viewOf(player, node) {
  const item = node.closest(".item");
  return item && player.views[item.dataset.index];
}

function viewById(player, id) {
  return player.views.find((view) => view.item.id === id);
}

function answered(player, view) {
  return player.payload.answers[view.item.id];
}

const OUTCOMES = { correct: "correct", partial: "partial", wrong: "wrong" };

/** The state of an item in one word: it names an icon, a text (`state_…`) and a colour. */
function stateOf(player, view) {
  const saved = answered(player, view);
  if (!saved) return view.draft ? "draft" : "empty";
  if (!saved.feedback) return "answered";
  return OUTCOMES[saved.feedback.verdict] ?? "waiting";
}

function focusInside(player) {
  const active = player.root.getRootNode().activeElement;
  return player.root.contains(active) ? active : null;
}

function scrollTo(node, block) {
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block, behavior: reduced ? "auto" : "smooth" });
}

// ---------------------------------------------------------------- modes

/** Where another mode differs from practice: exam.js, served behind this file, puts `exam` here. */
const MODES = {};

function way(player) {
  return MODES[player.payload.mode] ?? PRACTICE;
}

// ---------------------------------------------------------------- the eight types
// body: markup of the controls; read: {answer, given, wanted} (parts filled, of how many); fill: show an answer.

function choicesBody(player, { id, item }) {
  const kind = item.type === "multiple" ? "checkbox" : "radio";
  const choice = (option, i) => html`
    <div class="choice" data-part="${option.id}"><label>
      <input type="${kind}" name="${id}" value="${option.id}" />
      <span class="letter" aria-hidden="true">${LETTERS[i] ?? i + 1}</span>
      <span class="words">${raw(option.html)}</span>
    </label></div>`;
  return html`<div class="choices">${item.options.map(choice)}</div>`;
}

function readChoices(view) {
  const chosen = fields(view, "input:checked").map((input) => input.value);
  const one = view.item.type === "truefalse" ? chosen[0] === "true" : chosen[0];
  return { answer: view.item.type === "multiple" ? chosen : one, given: chosen.length, wanted: 1 };
}

function fillChoices(view, answer) {
  const chosen = Array.isArray(answer) ? answer : [String(answer)];
  for (const input of fields(view, "input")) input.checked = chosen.includes(input.value);
}

/** The gaps stand in the stem itself. */
function stemWithBlanks(player, { item }) {
  return item.stem.replace(/<span[^>]*data-blank="(\d+)"[^>]*>\s*<\/span>/g, (_, n) => {
    const label = text(player, "blank", { n });
    return toSource(html`<span class="blank" data-part="${n}">${textInput(label, n)}</span>`);
  });
}

function textInput(label, name, mode = "text") {
  return html`<input type="text" name="${name}" aria-label="${label}" inputmode="${mode}" size="10" autocomplete="off" spellcheck="false" />`;
}

/** The blanks by their number: a translated sentence may hold the second before the first. */
function blanks(view) {
  return fields(view, "input").sort((a, b) => a.name - b.name);
}

function readBlanks(view) {
  const answer = blanks(view).map((input) => input.value.trim());
  return { answer, given: answer.filter(Boolean).length, wanted: answer.length };
}

function fillBlanks(view, answer) {
  blanks(view).forEach((input, i) => (input.value = answer[i] ?? ""));
}

function matchingBody(player, { id, item }) {
  const words = item.right.map((side) => plain(side.html));
  const long = words.some((word) => word.length > LONG_LABEL); // then they are listed in full above
  const options = item.right.map((side, i) => {
    const letter = long && `${String.fromCharCode(65 + i)}. `;
    return html`<option value="${side.id}">${letter}${words[i]}</option>`;
  });
  const pair = (side, i) => html`
    <div class="pair" data-part="${side.id}">
      <label for="${id}-${i}">${raw(side.html)}</label>
      <select id="${id}-${i}" name="${side.id}"><option value="">${text(player, "choose")}</option>${options}</select>
    </div>`;
  const pool = long && html`<ol class="pool">${item.right.map((side) => html`<li>${raw(side.html)}</li>`)}</ol>`;
  return html`${pool}<div class="pairs">${item.left.map(pair)}</div>`;
}

function readMatching(view) {
  const chosen = fields(view, "select").filter((select) => select.value);
  const answer = Object.fromEntries(chosen.map((select) => [select.name, select.value]));
  return { answer, given: chosen.length, wanted: view.item.left.length };
}

function fillMatching(view, answer) {
  for (const select of fields(view, "select")) select.value = answer[select.name] ?? "";
}

function orderingBody(player, { item }) {
  const line = (side) => html`
    <li class="step" data-part="${side.id}">
      <span class="grip" aria-hidden="true">${icon("grip")}</span>
      <span class="words">${raw(side.html)}</span>
      <span class="movers">${["up", "down"].map((way) => mover(player, way, plain(side.html)))}</span>
    </li>`;
  return html`<ol class="steps">${item.steps.map(line)}</ol>`;
}

function mover(player, way, step) {
  return html`<button type="button" class="quiet" data-do="${way}" aria-label="${text(player, `move_${way}`, { step })}">${icon(way)}</button>`;
}

function readOrdering(view) {
  const answer = fields(view, ".step").map((step) => step.dataset.part);
  return { answer, given: answer.length, wanted: answer.length };
}

function fillOrdering(view, answer) {
  const steps = new Map(fields(view, ".step").map((step) => [step.dataset.part, step]));
  at(view, ".steps").append(...answer.map((id) => steps.get(id)).filter(Boolean));
}

function numericBody(player, { item }) {
  const label = text(player, item.unit ? "number_in" : "number", { unit: item.unit });
  const unit = item.unit && html`<span class="unit" aria-hidden="true">${item.unit}</span>`;
  return html`<div class="numeric">${textInput(label, "number", "decimal")}${unit}</div>`;
}

function caseBody(player, { id }) {
  return html`
    <textarea rows="7" aria-label="${text(player, "your_answer")}" aria-describedby="${id}-count"></textarea>
    <p class="count dim" id="${id}-count">${text(player, "characters", { n: 0 })}</p>`;
}

function readText(view) {
  const answer = fields(view, TEXT_FIELD)[0].value.trim();
  return { answer, given: answer ? 1 : 0, wanted: 1 };
}

function fillText(view, answer) {
  fields(view, TEXT_FIELD)[0].value = answer;
}

const CHOICES = { body: choicesBody, read: readChoices, fill: fillChoices };
const TYPES = {
  single: CHOICES,
  multiple: CHOICES,
  truefalse: CHOICES,
  fillin: { stem: stemWithBlanks, body: () => null, read: readBlanks, fill: fillBlanks },
  matching: { body: matchingBody, read: readMatching, fill: fillMatching },
  ordering: { body: orderingBody, read: readOrdering, fill: fillOrdering },
  numeric: { body: numericBody, read: readText, fill: fillText },
  case: { body: caseBody, read: readText, fill: fillText },
};

function read(view) {
  return TYPES[view.item.type].read(view);
}

function fill(view, answer) {
  TYPES[view.item.type].fill(view, answer);
}

/** Let the textarea grow with its text, and count what is in it. */
function sizeCase(player, view) {
  const area = view.item.type === "case" && at(view, "textarea");
  if (!area || !area.value) return;
  const n = [...area.value.replace(/\s/g, "")].length;
  at(view, ".count").textContent = text(player, "characters", { n });
  area.rows = area.disabled ? 2 : 7;
  area.style.height = "auto";
  if (area.scrollHeight > area.clientHeight) area.style.height = `${area.scrollHeight + 4}px`;
}

// ---------------------------------------------------------------- drafts: what is entered but not yet sent

/** Run a storage access; a browser that forbids storage only loses the comfort. */
function stored(access) {
  try {
    return access(sessionStorage);
  } catch {
    return null;
  }
}

function draftKey(player, view, part = "") {
  return `fuwu:${player.payload.attempt_id}:${view.item.id}${part}`;
}

function keepDraft(player, view) {
  const { answer, given } = read(view);
  view.draft = given > 0;
  if (!view.draft) return dropDraft(player, view);
  stored((store) => store.setItem(draftKey(player, view), JSON.stringify(answer)));
}

function dropDraft(player, view) {
  view.draft = false;
  stored((store) => store.removeItem(draftKey(player, view)));
}

function restoreDraft(player, view) {
  const answer = stored((store) => JSON.parse(store.getItem(draftKey(player, view))));
  if (answer === null) return;
  view.draft = true;
  fill(view, answer);
}

// ---------------------------------------------------------------- one item on the page

function itemMarkup(player, view) {
  const { id, index, item } = view;
  const type = TYPES[item.type];
  const rule = [text(player, "worth", { n: number(item.marks ?? item.possible ?? 1) }), player.payload.rules[item.type]].filter(Boolean).join(" · ");
  return html`
    <div class="item" role="group" tabindex="-1" aria-labelledby="${id}-number ${id}-stem"
      data-index="${index}" data-item="${item.id}" data-type="${item.type}">
      <div class="head">
        <span class="number" id="${id}-number">${text(player, "question", { n: index + 1 })}</span>
        <span class="chip">${text(player, `type_${item.type}`)}</span>
        ${item.level && html`<span class="chip">${item.level}</span>`}
        <span class="rule dim">${rule}</span>
        <button type="button" class="flag quiet" data-do="flag">${icon("flag")}<span>${text(player, "flag")}</span></button>
        ${player.payload.remarks && html`<button type="button" class="star quiet" data-do="star">${icon("star")}<span>${text(player, "star")}</span></button>`}
      </div>
      <div class="stem" id="${id}-stem">${raw(type.stem ? type.stem(player, view) : item.stem)}</div>
      <div class="body">${type.body(player, view)}</div>
      <p class="hint" id="${id}-hint" hidden></p>
      <div class="actions">${way(player).control(player, view)}</div>
      <div class="status" tabindex="-1" hidden></div>
      <div class="feedback" hidden></div>
    </div>`;
}

/** What is under the controls: the button, and how sure the learner is; `lock` hides them by their class. */
function submitControl(player) {
  const choice = (name) => html`<button type="button" data-do="sure" data-sure="${name}" aria-pressed="false">${text(player, name)}</button>`;
  return html`
    <button type="button" class="submit primary" data-do="submit">${text(player, "submit")}</button>
    <div class="sure switch" role="group" aria-label="${text(player, "how_sure")}">${Object.values(SURE).map(choice)}</div>`;
}

const SURE = { J: "sure", K: "unsure", L: "guess" };

/** Say how sure one is, before the answer; said again it is taken back. */
function setSure(player, view, name) {
  if (answered(player, view) || player.pending.has(view.item.id)) return;
  view.sure = view.sure === name ? null : name;
  stored((store) => store.setItem(draftKey(player, view, ":sure"), view.sure ?? ""));
  showSure(view);
  player.status.textContent = text(player, view.sure ?? "unsaid");
}

function showSure(view) {
  press(view, "sure", view.sure);
}

/** Show which of the buttons that choose `name` is chosen. */
function press(view, name, value) {
  for (const node of view.node.querySelectorAll(`[data-${name}]`)) {
    node.setAttribute("aria-pressed", String(node.dataset[name] === value));
  }
}

/** Show what is known of an item: its stored answer, an answer on its way, or a draft. */
function restoreItem(player, view) {
  const saved = answered(player, view);
  const sent = player.pending.get(view.item.id);
  if (saved) {
    fill(view, saved.answer);
    lock(view, true);
    showOutcome(player, view, saved);
    restoreNote(player, view);
  } else {
    restoreDraft(player, view);
    view.sure = stored((store) => store.getItem(draftKey(player, view, ":sure"))) || null;
    showSure(view);
  }
  if (sent) showPending(player, view, sent);
  showFlag(player, view);
}

function restoreNote(player, view) {
  const note = stored((store) => store.getItem(draftKey(player, view, ":note")));
  if (note !== null) remark(player, view, "note", note); // it was never said to be kept
}

/** `disabled` takes the focus away, and the notebook would catch the next key: callers move it first. */
function lock(view, locked) {
  for (const field of fields(view, "input, select, textarea, button")) field.disabled = locked;
  for (const node of view.node.querySelectorAll(".submit, .sure")) node.hidden = locked;
  view.node.classList.toggle("locked", locked);
}

function showFlag(player, view) {
  at(view, ".flag").setAttribute("aria-pressed", String(Boolean(player.payload.flags[view.item.id])));
  at(view, ".star")?.setAttribute("aria-pressed", String(Boolean(remarksOf(player, view).favourite)));
}

/** Tell what is wrong with the entry, or (message "") that nothing is. */
function hint(player, view, message) {
  const line = at(view, ".hint");
  line.textContent = message;
  line.hidden = !message;
  for (const field of fields(view, TEXT_FIELD)) {
    field.setAttribute("aria-invalid", String(Boolean(message)));
    if (message) field.setAttribute("aria-errormessage", line.id);
    else field.removeAttribute("aria-errormessage");
  }
  if (message) player.alert.textContent = message;
}

function focusItem(view) {
  const field = fields(view, TEXT_FIELD).find((input) => !input.disabled);
  // On a phone the keyboard would jump up and hide the question.
  const target = field && !matchMedia("(pointer: coarse)").matches ? field : view.node;
  target.focus({ preventScroll: true });
  view.node.scrollIntoView({ block: "nearest" });
}

// ---------------------------------------------------------------- feedback

function showOutcome(player, view, { feedback, saved_at, confidence }) {
  const status = at(view, ".status");
  const box = at(view, ".feedback");
  status.hidden = Boolean(feedback);
  box.hidden = !feedback;
  status.classList.remove("failed");
  if (!feedback) return put(status, icon("answered"), html`<span>${savedAt(player, saved_at)}</span>`);
  view.node.dataset.verdict = feedback.verdict ?? "waiting";
  const listed = feedback.parts.filter((part) => !markPart(player, view, part));
  put(
    box,
    verdictLine(player, view, feedback, saved_at),
    saidLine(player, feedback, confidence),
    // The marks at the two options already say it; "Right answer: False" would only confuse.
    view.item.type !== "truefalse" && labelled(player, "right_answer", feedback.key_text, "key-text"),
    labelled(player, "mistake", feedback.mistake, "callout mistake"),
    listed.length > 0 && html`<ul class="part-list">${listed.map((part) => listedPart(player, part))}</ul>`,
    feedback.case && caseReview(player, view, feedback.case),
    labelled(player, "rationale", feedback.rationale, "rationale"),
    labelled(player, "note", feedback.note, "callout note"),
    remarksBox(player, view, feedback),
    feedbackEnd(player, feedback),
  );
}

function verdictText(player, feedback) {
  return text(player, `verdict_${feedback.verdict ?? "waiting"}`);
}

function verdictLine(player, view, feedback, saved_at) {
  return html`
    <div class="verdict" tabindex="-1">
      <span class="medal">${icon(stateOf(player, view))}</span>
      <strong>${verdictText(player, feedback)}</strong>
      ${feedback.verdict && html`<span class="earned">${points(player, feedback)}</span>`}
      <span class="saved dim">${savedAt(player, saved_at)}</span>
    </div>`;
}

/** What the learner said of the answer before: an error one was sure of, and a lucky guess, are told so. */
function saidLine(player, { verdict }, confidence) {
  if (!confidence || !verdict) return null;
  const missed = verdict !== "correct";
  if (missed && confidence === "sure") return html`<p class="callout mistake">${text(player, "overconfident")}</p>`;
  if (!missed && confidence === "guess") return html`<p class="callout">${text(player, "lucky")}</p>`;
  return html`<p class="dim">${text(player, "you_said", { sure: text(player, confidence) })}</p>`;
}

function labelled(player, key, source, name) {
  return source && html`<div class="${name}"><p class="label">${text(player, key)}</p><div class="prose">${raw(source)}</div></div>`;
}

// ---------------------------------------------------------------- what the learner keeps about an item

const CAUSES = ["misread", "unknown", "confused", "calculation", "guess"];

function remarksOf(player, view) {
  return player.payload.remarks?.[view.item.id] ?? {};
}

/** After an answer that was not right: why not, and a note of one's own. */
function remarksBox(player, view, { verdict }) {
  const { cause, note } = remarksOf(player, view);
  if (!player.payload.remarks || !(note || ["wrong", "partial", "invalid"].includes(verdict))) return null;
  const choice = (name) => html`<button type="button" data-do="cause" data-cause="${name}" aria-pressed="${name === cause}">${text(player, `cause_${name}`)}</button>`;
  return html`<div class="remarks">
    <p class="label" id="${view.id}-cause">${text(player, "cause")}</p>
    <div class="causes" role="group" aria-labelledby="${view.id}-cause">${CAUSES.map(choice)}</div>
    <label class="label" for="${view.id}-note">${text(player, "own_note")}</label>
    <textarea id="${view.id}-note" class="own-note" rows="2" maxlength="2000">${note ?? ""}</textarea>
    <p class="dim kept" role="status"></p></div>`;
}

/** Keep something about an item. A note stays in the browser until Python says that it has it. */
function remark(player, view, name, value) {
  const remark_id = newId();
  const before = remarksOf(player, view)[name];
  (player.payload.remarks[view.item.id] ??= {})[name] = value;
  if (name === "note") stored((store) => store.setItem(draftKey(player, view, ":note"), value));
  const silent = () => receiveRemark(player, view, { remark_id, message: text(player, "no_reply") });
  player.pending.set(remark_id, { timer: setTimeout(silent, REPLY_MS), name, before });
  showRemarks(player, view);
  try {
    player.model.send({ type: "remark", item_id: view.item.id, name, value, remark_id });
  } catch {
    silent();
  }
}

/** Python has it, or (`message` says so) could not keep it: then only a note stays, to be sent once more. */
function receiveRemark(player, view, { remark_id, name, value, message = "" }) {
  const sent = player.pending.get(remark_id);
  settle(player, remark_id);
  const line = at(view, ".kept");
  if (line) line.textContent = message || text(player, "kept");
  const kept = (player.payload.remarks[view.item.id] ??= {});
  if (message) player.alert.textContent = message;
  else kept[name] = value;
  if (message && sent && sent.name !== "note") kept[sent.name] = sent.before;
  const draft = draftKey(player, view, ":note");
  if (name === "note") stored((store) => (store.getItem(draft) ?? "").trim() === (value ?? "") && store.removeItem(draft));
  showRemarks(player, view);
}

function showRemarks(player, view) {
  const { cause, note } = remarksOf(player, view);
  const field = at(view, ".own-note");
  showFlag(player, view);
  press(view, "cause", cause);
  if (field && field !== focusInside(player)) field.value = note ?? "";
}

function editNote(player, view, { value }) {
  stored((store) => store.setItem(draftKey(player, view, ":note"), value));
  clearTimeout(view.noteTimer);
  const send = () => {
    view.noteTimer = null;
    remark(player, view, "note", value);
  };
  view.sendNote = send;
  view.noteTimer = setTimeout(send, 400);
}

/** Before other items come: what waits for a pause in typing goes at once. */
function flushNotes(player) {
  for (const view of player.views) {
    if (!view.noteTimer) continue;
    clearTimeout(view.noteTimer);
    view.sendNote();
  }
}

function star(player, view) {
  const favourite = !remarksOf(player, view).favourite;
  remark(player, view, "favourite", favourite);
  player.status.textContent = text(player, favourite ? "star_on" : "star_off");
}

function feedbackEnd(player, { verdict, read: place }) {
  const goOn = html`<button type="button" class="primary go-on" data-do="go-on"></button>`;
  const link =
    place && html`<a class="read" href="${place.href}" data-anchor="${place.anchor}">
      ${icon("read")}<span>${text(player, "read_in_lesson", { title: place.title })}</span></a>`;
  return html`<div class="actions">${verdict !== null && goOn}${link}</div>`;
}

/** How a part of the answer did: hit, missed (a key not chosen), slip, or rest (nothing to say). */
function partState({ key, chosen, right }) {
  if (key === null) return right === null ? "rest" : right ? "hit" : "slip";
  if (key) return chosen ? "hit" : "missed";
  return chosen ? "slip" : "rest";
}

const MARKS = { hit: "correct", missed: "correct", slip: "wrong" };

/** Write beside a part of the answer how it did; false when the words need another place. */
function markPart(player, view, part) {
  const spot = at(view, `[data-part="${CSS.escape(part.id)}"]`);
  if (!spot) return false;
  const state = partState(part);
  const inSentence = spot.matches(".blank");
  spot.dataset.mark = state;
  spot.querySelector(":scope > .part-note, :scope > .icon")?.remove();
  spot.insertAdjacentHTML("beforeend", toSource(inSentence ? icon(MARKS[state]) : partNote(player, part, state)));
  return !inSentence;
}

function partNote(player, part, state) {
  const tag = MARKS[state] && text(player, `${part.key === null ? "part" : "option"}_${state}`);
  const expected = part.right === false && part.key === null && part.expect;
  return html`<div class="part-note">
    ${tag && html`<span class="tag">${icon(MARKS[state])}${tag}</span>`}
    ${expected && html`<span class="expect">${text(player, "expected")} <b>${raw(expected)}</b></span>`}
    ${part.why && html`<div class="why">${raw(part.why)}</div>`}
  </div>`;
}

function listedPart(player, part) {
  const state = partState(part);
  const label = part.label ? raw(part.label) : text(player, "blank", { n: part.id });
  return html`<li data-mark="${state}"><span class="label">${label}</span>${partNote(player, part, state)}</li>`;
}

// ---------------------------------------------------------------- case answers: the learner marks them

function caseReview(player, view, review, open = !review.settled) {
  const save = html`
    <div class="actions">
      <button type="button" class="primary" data-do="assess">${text(player, "save_check")}</button>
      <span class="total dim">${totalTicked(player, review, review.key_points.filter(credited).map(({ id }) => id))}</span>
    </div>`;
  const again = html`<p class="dim again">${text(player, "graded_by_words")}
    <button type="button" class="quiet" data-do="reopen">${text(player, "judge_again")}</button></p>`;
  return html`<div class="case-review">
    ${markedAnswer(player, review)}
    ${labelled(player, "reference", review.reference, "reference")}
    <div class="checklist" role="group" aria-labelledby="${view.id}-check">
      <p class="label" id="${view.id}-check">${text(player, open ? "self_check" : "key_points")}</p>
      ${review.key_points.map((point, i) => keyPoint(player, point, i + 1, open))}
      ${open && save}
      ${!open && review.judge === "grader" && again}
    </div></div>`;
}

function credited({ state }) {
  return state === "credited";
}

/** The learner's own words, those that count for a key point marked with its number. */
function markedAnswer(player, { answer, key_points }) {
  const place = (ids) => ids.map((id) => key_points.findIndex((point) => point.id === id) + 1).join(" ");
  const piece = ({ text: words, points: ids }) =>
    ids.length ? html`<mark>${words}<sup>${place(ids)}</sup></mark>` : html`${words}`;
  if (!answer.some(({ points: ids }) => ids.length)) return "";
  return html`<div class="own"><p class="label">${text(player, "your_words")}</p>
    <p class="words">${answer.map(piece)}</p></div>`;
}

const POINT_TAGS = { credited: "found", uncertain: "judge_it", missing: "not_found" };

function keyPoint(player, point, n, open) {
  const had = credited(point);
  const mark = open ? "open" : had ? "hit" : "slip";
  const tag = open ? POINT_TAGS[point.state] : `point_${mark}`;
  return html`
    <div class="choice key-point" data-mark="${mark}" data-state="${point.state}">
      <label>
        <input type="checkbox" value="${point.id}" ${raw(open ? "" : "disabled")} ${raw(had ? "checked" : "")} />
        <span class="words"><b class="nr">${n}</b> ${raw(point.html)}</span>
        <span class="chip">${text(player, "worth", { n: number(point.marks) })}</span>
      </label>
      <div class="part-note">
        <span class="tag">${!open && icon(MARKS[mark])}${text(player, tag)}</span>
        ${point.reason && html`<span class="reason">${point.reason}</span>`}
        <div class="why">${raw(point.why)}</div>
      </div>
    </div>`;
}

/** Let the learner judge the key points anew. */
function reopen(player, view) {
  const { feedback } = answered(player, view);
  at(view, ".case-review").outerHTML = toSource(caseReview(player, view, feedback.case, true));
  at(view, ".key-point input").focus();
}

function ticked(view) {
  return [...view.node.querySelectorAll(".key-point input:checked")].map((input) => input.value);
}

function totalTicked(player, review, ids) {
  const sum = (list) => number(list.reduce((total, point) => total + point.marks, 0));
  const earned = sum(review.key_points.filter((point) => ids.includes(point.id)));
  return text(player, "ticked", { earned, possible: sum(review.key_points) });
}

// ---------------------------------------------------------------- the frame around the items

function frameMarkup(player) {
  const { title, notice } = player.payload;
  const show = (way) => html`<button type="button" data-do="show" data-show="${way}">${text(player, `show_${way}`)}</button>`;
  const goTo = (view) => html`<button type="button" data-do="go" data-index="${view.index}"></button>`;
  return html`
    <div class="top">
      <p class="title">${title}</p>
      <span class="tally dim"></span>
      <div class="tools">
        <div class="switch" role="group" aria-label="${text(player, "view")}">${show("one")}${show("all")}</div>
        <button type="button" class="quiet help" data-do="help" aria-label="${text(player, "shortcuts")}">?</button>
      </div>
    </div>
    <div class="progress" role="progressbar" aria-label="${text(player, "progress")}" aria-valuemin="0"><i></i></div>
    ${notice && html`<p class="callout notice" role="status">${icon("warn")}<span>${notice}</span></p>`}
    <div class="nav" role="toolbar" aria-label="${text(player, "questions")}">${player.views.map(goTo)}</div>
    <div class="items">${player.views.map((view) => itemMarkup(player, view))}</div>
    <div class="pager">
      <button type="button" class="quiet" data-do="previous">${icon("previous")}<span>${text(player, "previous")}</span></button>
      <span class="place dim" aria-hidden="true"></span>
      <button type="button" class="quiet" data-do="next"><span>${text(player, "next")}</span>${icon("next")}</button>
    </div>
    <div class="summary" role="group" tabindex="-1" aria-label="${text(player, "result")}" hidden></div>
    ${helpMarkup(player)}
    <p class="sr" role="status"></p>
    <p class="sr" role="alert"></p>`;
}

const SHORTCUTS = [
  ["key_choose", ["1–9", "A–E"]],
  ["key_submit", ["Enter"]],
  ["key_submit_text", ["Ctrl + Enter"]],
  ["key_walk", ["←", "→"]],
  ["key_order", ["Alt + ↑", "Alt + ↓"]],
  ["key_sure", ["J", "K", "L"]],
  ["key_flag", ["F"]],
  ["key_star", ["S"]],
  ["key_help", ["?"]],
];

function helpMarkup(player, shortcuts = SHORTCUTS) {
  const row = ([key, caps]) => html`<dt>${caps.map((cap) => html`<kbd>${cap}</kbd>`)}</dt><dd>${text(player, key)}</dd>`;
  return html`
    <dialog aria-label="${text(player, "shortcuts")}">
      <p class="title">${text(player, "shortcuts")}</p>
      <dl>${shortcuts.map(row)}</dl>
      <button type="button" class="primary" data-do="close-help">${text(player, "close")}</button>
    </dialog>`;
}

/** Bring everything outside the items up to date: item buttons, progress, what is shown, result. */
function refresh(player) {
  const { summary, show } = player.payload;
  const told = text(player, "answered_of", summary);
  for (const view of player.views) refreshNav(player, view);
  for (const name of ["now", "max", "text"]) {
    player.progress.setAttribute(`aria-value${name}`, { now: summary.answered, max: summary.total, text: told }[name]);
  }
  player.progress.firstChild.style.width = `${percent({ earned: summary.answered, possible: summary.total })}%`;
  player.root.querySelector(".tally").textContent = told;
  for (const node of player.root.querySelectorAll("[data-show]")) {
    node.setAttribute("aria-pressed", String(node.dataset.show === show));
  }
  refreshShown(player);
  refreshSummary(player);
}

function refreshNav(player, view) {
  const node = player.marks[view.index];
  const state = stateOf(player, view);
  const flagged = player.payload.flags[view.item.id] ? "flagged" : "";
  const told = [state, flagged].filter(Boolean).map((name) => text(player, `state_${name}`)).join(" · ");
  node.setAttribute("aria-label", text(player, "nav_item", { n: view.index + 1, state: told }));
  node.setAttribute("aria-current", String(view.index === player.current));
  node.tabIndex = view.index === player.current ? 0 : -1; // one tab stop for the whole row; arrows walk it
  if (node.dataset.drawn === state + flagged) return;
  Object.assign(node.dataset, { drawn: state + flagged, state });
  put(node, html`<span>${view.index + 1}</span>`, icon(state), flagged && icon("flag"));
}

function refreshShown(player) {
  const { show } = player.payload;
  const last = player.views.length - 1;
  for (const view of player.views) view.node.hidden = show === "one" && view.index !== player.current;
  player.root.dataset.view = show;
  player.pager.hidden = show !== "one" || last < 1;
  const [previous, place, next] = player.pager.children;
  // aria-disabled keeps the focus where it is; disabled would throw it out of the player.
  previous.setAttribute("aria-disabled", String(player.current === 0));
  next.setAttribute("aria-disabled", String(player.current === last));
  place.textContent = `${player.current + 1} / ${player.views.length}`;
  player.nav.scrollTop = (player.marks[player.current]?.offsetTop ?? 0) - 60; // a long row of numbers scrolls by itself
}

function refreshSummary(player) {
  const { summary } = player.payload;
  const complete = summary.total > 0 && summary.answered >= summary.total;
  player.summary.hidden = !complete;
  const label = text(player, complete ? "see_result" : "next_unanswered");
  for (const node of player.root.querySelectorAll(".go-on")) node.textContent = label;
  if (complete) put(player.summary, summaryMarkup(player, summary));
}

function summaryMarkup(player, summary) {
  const n = player.views.filter((view) => stateOf(player, view) === "waiting").length;
  const count = (state) => html`
    <span class="count" data-state="${state}">${icon(state)}${text(player, `count_${state}`, { n: summary[state] })}</span>`;
  const retry = html`<button type="button" class="primary" data-do="retry">${text(player, "retry_wrong")}</button>`;
  return html`
    <div class="score">
      <p class="ring" style="--share:${percent(summary)}%"><strong>${percent(summary)}%</strong></p>
      <div>
        <p class="label">${text(player, "result")}</p>
        <p class="big">${points(player, summary)}</p>
        <p class="counts">${["correct", "partial", "wrong"].map(count)}</p>
      </div>
    </div>
    ${n > 0 && html`<p class="callout note">${text(player, "still_to_check", { n })}</p>`}
    <p class="label">${text(player, "by_point")}</p>
    <ul class="by-point">${summary.points.map((point) => pointMarkup(player, point))}</ul>
    <div class="actions">
      ${summary.wrong + summary.partial > 0 && retry}
      <button type="button" data-do="restart">${text(player, "restart")}</button>
    </div>
    <p class="hint whole" hidden></p>`;
}

function pointMarkup(player, point) {
  return html`
    <li>
      <a href="${point.href}" data-anchor="${point.anchor}">${point.title}</a>
      <span class="bar" aria-hidden="true"><i style="width:${percent(point)}%"></i></span>
      <span class="figures">${points(player, point)}</span>
    </li>`;
}

// ---------------------------------------------------------------- walking

function go(player, index) {
  if (!player.views[index]) return;
  moveTo(player, index);
  focusItem(player.views[index]);
}

/** An arrow key: along the row of numbers the focus stays in the row, elsewhere it goes to the item. */
function step(player, direction) {
  const index = player.current + direction;
  if (!focusInside(player)?.closest(".nav")) return go(player, index);
  if (!player.views[index]) return;
  moveTo(player, index);
  player.marks[index].focus({ preventScroll: true });
}

/** Make an item the current one without touching the focus. */
function moveTo(player, index) {
  const before = player.views[player.current];
  const view = player.views[index];
  way(player).leave(player, before);
  player.current = index;
  view.seenAt ??= performance.now();
  refreshNav(player, before);
  refreshNav(player, view);
  way(player).shown(player);
  sizeCase(player, view);
}

/** To the next item without an answer, from here on and around; with none left, to the result. */
function goOn(player) {
  const { views, current } = player;
  const order = [...views.slice(current + 1), ...views.slice(0, current)];
  const open = order.find((view) => !answered(player, view));
  if (open) return go(player, open.index);
  player.summary.focus({ preventScroll: true });
  scrollTo(player.summary, "nearest");
}

/** Go to the place in the lesson if this page has it; else open its page beside this one. */
function openPlace(link, event) {
  const anchor = CSS.escape(link.dataset.anchor);
  const place = document.querySelector(`[id="${anchor}"], [data-jupyter-id="${anchor}"]`);
  if (!place) return link.setAttribute("target", "_blank");
  event.preventDefault();
  if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
  scrollTo(place, "start");
  place.focus({ preventScroll: true });
}

// ---------------------------------------------------------------- talking with Python

/** Send a message that must be answered; silence counts as "not saved". `key`: item id, "" for the whole. */
function ask(player, key, message) {
  const entry = { message, failed: null, timer: null };
  player.pending.set(key, entry);
  post(player, key, entry);
}

function post(player, key, entry) {
  const silent = () => fail(player, key, text(player, key ? "not_saved" : "no_reply"));
  entry.failed = null;
  entry.timer = setTimeout(silent, REPLY_MS);
  if (key) showPending(player, viewById(player, key), entry);
  try {
    player.model.send(entry.message);
  } catch {
    silent(); // a closed connection says so at once
  }
}

function settle(player, key) {
  clearTimeout(player.pending.get(key)?.timer);
  return player.pending.delete(key);
}

function fail(player, key, message) {
  const entry = player.pending.get(key);
  if (!entry) return;
  clearTimeout(entry.timer);
  entry.failed = message;
  if (key) showPending(player, viewById(player, key), entry);
  else failWhole(player, message);
}

/** A retry or restart that got no reply may simply be pressed again. */
function failWhole(player, message) {
  if (!settle(player, "")) return;
  const line = player.root.querySelector(".hint.whole");
  line.textContent = message;
  line.hidden = false;
  player.alert.textContent = message;
}

/** "Saving…", or that it failed and a way to send it again. */
function showPending(player, view, { message, failed }) {
  const hadFocus = view.node.contains(focusInside(player));
  const status = at(view, ".status");
  const again = html`<button type="button" class="primary" data-do="resend">${text(player, "send_again")}</button>`;
  status.hidden = false;
  status.classList.toggle("failed", Boolean(failed));
  if (failed) put(status, html`<span>${icon("warn")} ${failed}</span>`, again);
  else put(status, html`<span>${text(player, "saving")}</span>`);
  if (failed) player.alert.textContent = failed;
  if (hadFocus) (status.querySelector("button") ?? status).focus({ preventScroll: true });
  if (message.type === "submit") return lock(view, true);
  for (const field of view.node.querySelectorAll(".key-point input, [data-do=assess]")) field.disabled = true;
}

function submit(player, view) {
  if (answered(player, view) || player.pending.has(view.item.id)) return;
  const { answer, given, wanted } = read(view);
  if (given === 0) return hint(player, view, text(player, "nothing_yet"));
  if (given < wanted && !view.warned) {
    view.warned = true; // a second press sends it as it is
    return hint(player, view, text(player, "some_missing", { n: wanted - given }));
  }
  hint(player, view, "");
  keepDraft(player, view);
  const elapsed_ms = Math.round(performance.now() - (view.seenAt ?? player.builtAt));
  const item_id = view.item.id;
  ask(player, item_id, { type: "submit", response_id: newId(), item_id, answer, elapsed_ms, confidence: view.sure });
}

function assess(player, view) {
  const item_id = view.item.id;
  if (player.pending.has(item_id)) return;
  ask(player, item_id, { type: "assess", assessment_id: newId(), item_id, key_points: ticked(view) });
}

function resend(player, view) {
  const entry = player.pending.get(view.item.id);
  if (entry) post(player, view.item.id, entry); // the same id: Python stores it once
}

function startAgain(player, type) {
  flushNotes(player);
  if (!player.pending.has("")) ask(player, "", { type });
}

function flag(player, view) {
  const flagged = !player.payload.flags[view.item.id];
  player.payload.flags[view.item.id] = flagged;
  player.model.send({ type: "flag", item_id: view.item.id, flagged });
  showFlag(player, view);
  refreshNav(player, view);
  player.status.textContent = text(player, flagged ? "flag_on" : "flag_off");
}

function setShow(player, show) {
  if (player.payload.show === show) return;
  player.payload.show = show;
  player.model.send({ type: "show", show });
  way(player).refresh(player);
  player.views[player.current]?.node.scrollIntoView({ block: "nearest" });
}

const REPLIES = {
  feedback: receiveOutcome,
  assessed: receiveOutcome,
  invalid: receiveInvalid,
  error: (player, view, message) => {
    if (message.remark_id) receiveRemark(player, view, message);
    else fail(player, view.item.id, message.message);
  },
  remarked: receiveRemark,
};

function receive(player, message) {
  const view = viewById(player, message?.item_id);
  const { replies, told } = way(player);
  if (view) replies[message.type]?.(player, view, message);
  else told[message?.type]?.(player, message);
}

/** Take over what is stored. All views of the model share its payload, so it is kept current here. */
function receiveOutcome(player, view, { answer, feedback, saved_at, summary, confidence }) {
  const hadFocus = view.node.contains(focusInside(player));
  settle(player, view.item.id);
  dropDraft(player, view);
  stored((store) => store.removeItem(draftKey(player, view, ":sure")));
  hint(player, view, "");
  // The stored answer may be another than the one here: a second window was first.
  const kept = answer ?? answered(player, view)?.answer ?? read(view).answer;
  const saved = { answer: kept, feedback, saved_at, confidence };
  player.payload.answers[view.item.id] = saved;
  player.payload.summary = summary;
  fill(view, kept);
  lock(view, true);
  sizeCase(player, view);
  showOutcome(player, view, saved);
  way(player).refresh(player);
  if (hadFocus) focusVerdict(view);
  const said = feedback ? [verdictText(player, feedback), feedback.verdict && points(player, feedback)] : [];
  player.status.textContent = [...said, savedAt(player, saved_at)].filter(Boolean).join(" · ");
}

function focusVerdict(view) {
  const line = at(view, ".verdict") ?? at(view, ".status");
  line.focus({ preventScroll: true });
  scrollTo(line, "nearest");
}

/** The answer could not be read: nothing was stored or revealed, the learner goes on editing. */
function receiveInvalid(player, view, { message }) {
  if (!settle(player, view.item.id)) return;
  const hadFocus = view.node.contains(focusInside(player));
  at(view, ".status").hidden = true;
  if (answered(player, view)) return showOutcome(player, view, answered(player, view)); // it was a self-check
  lock(view, false);
  hint(player, view, message);
  if (hadFocus) (fields(view, "input, select, textarea")[0] ?? at(view, ".submit")).focus();
}

// ---------------------------------------------------------------- what the learner does

const ACTIONS = {
  submit,
  resend,
  assess,
  reopen,
  flag,
  star,
  sure: (player, view, node) => setSure(player, view, node.dataset.sure),
  cause: (player, view, { dataset: { cause } }) => remark(player, view, "cause", remarksOf(player, view).cause === cause ? null : cause),
  "go-on": goOn,
  up: (player, view, node) => swap(player, node.closest(".step"), -1),
  down: (player, view, node) => swap(player, node.closest(".step"), 1),
  go: (player, view, node) => go(player, Number(node.dataset.index)),
  previous: (player) => step(player, -1),
  next: (player) => step(player, 1),
  show: (player, view, node) => setShow(player, node.dataset.show),
  retry: (player) => startAgain(player, "retry"),
  restart: (player) => startAgain(player, "restart"),
  help: (player) => player.help.showModal(),
  "close-help": (player) => player.help.close(),
};

function onClick(player, event) {
  const link = event.target.closest("a[data-anchor]");
  if (link) return openPlace(link, event);
  const node = event.target.closest("[data-do]");
  if (!node || node.getAttribute("aria-disabled") === "true") return;
  ACTIONS[node.dataset.do](player, viewOf(player, node), node);
}

function onInput(player, event) {
  const view = viewOf(player, event.target);
  if (event.target.matches(".own-note")) return editNote(player, view, event.target);
  if (!event.target.closest(".key-point")) return way(player).edited(player, view);
  at(view, ".total").textContent = totalTicked(player, answered(player, view).feedback.case, ticked(view));
}

/** An answer changed: remember it, and take back what was said about the old one. */
function edited(player, view) {
  const state = stateOf(player, view);
  view.warned = false;
  if (!at(view, ".hint").hidden) hint(player, view, "");
  keepDraft(player, view);
  sizeCase(player, view);
  if (stateOf(player, view) !== state) refreshNav(player, view);
}

/** Whatever item the learner touches becomes the current one. */
function onFocus(player, event) {
  const view = viewOf(player, event.target);
  if (view && view.index !== player.current) moveTo(player, view.index);
}

function swap(player, step, direction) {
  const steps = step.parentNode.children;
  const other = direction < 0 ? step.previousElementSibling : step.nextElementSibling;
  if (!other) return;
  // Move the neighbour, not the step itself: a re-inserted element loses the focus.
  if (direction < 0) step.after(other);
  else step.before(other);
  const place = { n: [...steps].indexOf(step) + 1, total: steps.length };
  player.status.textContent = text(player, "moved_to", place);
  way(player).edited(player, viewOf(player, step));
}

/** Drag a step by its handle; the buttons and Alt+↑/↓ do the same without a pointer. */
function onPointerDown(player, event) {
  const grip = event.target.closest(".grip");
  const step = grip?.closest(".step");
  if (!step || grip.closest(".locked")) return;
  const middle = (node) => node.getBoundingClientRect().top + node.offsetHeight / 2;
  const move = ({ clientY }) => {
    const { previousElementSibling: above, nextElementSibling: below } = step;
    if (above && clientY < middle(above)) swap(player, step, -1);
    else if (below && clientY > middle(below)) swap(player, step, 1);
  };
  const end = () => {
    step.classList.remove("dragged");
    grip.removeEventListener("pointermove", move);
  };
  grip.setPointerCapture(event.pointerId);
  step.classList.add("dragged");
  grip.addEventListener("pointermove", move);
  grip.addEventListener("lostpointercapture", end, { once: true });
}

// ---------------------------------------------------------------- keyboard

/** No key pressed in the player may reach the notebook, where A, B, D or Enter are commands. */
function onKeyDown(player, event) {
  event.stopPropagation();
  const composing = event.isComposing || event.keyCode === 229; // Enter that ends a Chinese word is no Enter
  if (composing || player.views.length === 0 || player.root.querySelector("dialog[open]")) return;
  const view = viewOf(player, event.target) ?? player.views[player.current];
  const action = way(player)[event.key === "Enter" ? "enter" : "key"](player, view, event);
  if (!action) return;
  event.preventDefault();
  action();
}

/** What a key other than Enter does; null leaves it to the browser. */
function keyAction(player, view, event) {
  const { target, key } = event;
  const typing = target.matches(TEXT_FIELD);
  if (event.altKey) return orderAction(player, target, key);
  if (event.ctrlKey || event.metaKey || target.matches("select")) return null;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const busy = typing && target.value !== ""; // in text the arrows move the cursor
    return busy ? null : () => step(player, key === "ArrowLeft" ? -1 : 1);
  }
  if (typing) return null;
  if (key === "?" || key === "\uff1f") return () => player.help.showModal(); // also from a Chinese keyboard
  const sign = key.toUpperCase();
  if (sign === "F") return () => flag(player, view);
  if (sign === "S" && player.payload.remarks) return () => star(player, view);
  if (SURE[sign]) return () => setSure(player, view, SURE[sign]);
  return chooseAction(view, key);
}

function enterAction(player, view, event) {
  const native = event.target.matches("textarea, select, button, a"); // a new line, a list, a press
  const nothing = () => {};
  if (native && !event.ctrlKey && !event.metaKey) return event.repeat ? nothing : null;
  // A key held down must not run through the quiz, nor an impatient one past the saving.
  if (event.repeat || player.pending.has(view.item.id)) return nothing;
  if (!answered(player, view)) return () => submit(player, view);
  return stateOf(player, view) === "waiting" ? nothing : () => goOn(player);
}

function orderAction(player, target, key) {
  const step = target.closest(".step");
  const direction = { ArrowUp: -1, ArrowDown: 1 }[key];
  return step && direction && !step.closest(".locked") ? () => swap(player, step, direction) : null;
}

function chooseAction(view, key) {
  const index = /^[1-9]$/.test(key) ? Number(key) - 1 : LETTERS.indexOf(key.toUpperCase());
  const input = key.length === 1 && fields(view, ".choice input")[index];
  if (!input || input.disabled) return null;
  return () => {
    input.focus();
    input.click(); // as the mouse would: the same events follow
  };
}

// ---------------------------------------------------------------- the whole

const PRACTICE = {
  frame: frameMarkup,
  control: submitControl,
  restore: restoreItem,
  refresh,
  shown: refreshShown,
  focus: (player) => player.views.length && focusItem(player.views[player.current]),
  leave: () => {},
  edited,
  enter: enterAction,
  key: keyAction,
  replies: REPLIES,
  told: { error: (player, { message }) => failWhole(player, message) }, // about no single item
  begin: () => () => {}, // what to do once shown; returns how to stop it
};

/** Build everything anew from the payload: at first, after a retry or restart, and when restored. */
function build(player) {
  const hadFocus = Boolean(focusInside(player));
  const before = player.payload?.attempt_id;
  flushNotes(player);
  player.payload = unpack(player.model.get("payload"));
  player.builtAt = performance.now();
  const same = before === player.payload.attempt_id;
  for (const key of [...player.pending.keys()]) if (key === "" || !same) settle(player, key);
  player.root.lang = player.payload.lang === "zh" ? "zh-CN" : "en";
  player.root.setAttribute("aria-label", player.payload.title);
  fillRoot(player);
  if (!same) player.current = Math.max(0, player.views.findIndex((view) => !answered(player, view)));
  for (const view of player.views) way(player).restore(player, view);
  way(player).refresh(player);
  for (const view of player.views) sizeCase(player, view);
  if (hadFocus) way(player).focus(player);
}

/** Give the pairs (id, HTML) that Python sends their names; in place, for all views of the model share the payload. */
function unpack(payload) {
  for (const item of payload.items) {
    for (const name of ["options", "left", "right", "steps"]) {
      item[name] = item[name]?.map((side) => (Array.isArray(side) ? { id: side[0], html: side[1] } : side));
    }
  }
  return payload;
}

/** One string, parsed once: fifty items appear in a few milliseconds. */
function fillRoot(player) {
  const { root } = player;
  const fresh = { draft: false, warned: false, seenAt: null };
  player.views = player.payload.items.map((item, index) => ({ ...fresh, item, index, id: `${player.id}-${index}` }));
  put(root, way(player).frame(player));
  root.querySelectorAll(".item").forEach((node, i) => (player.views[i].node = node));
  for (const name of ["nav", "progress", "pager", "summary"]) player[name] = root.querySelector(`.${name}`);
  player.marks = root.querySelectorAll(".nav [data-index]");
  player.help = root.querySelector("dialog");
  player.status = root.querySelector(".sr[role=status]");
  player.alert = root.querySelector(".sr[role=alert]");
}

/** Follow JupyterLab's theme, or the system's where there is no Lab. Returns how to stop. */
/** Listen to the learner (one listener for all items) and to Python. Returns how to stop. */
function listen(player) {
  const { root, model } = player;
  const heard = { click: onClick, input: onInput, focusin: onFocus, pointerdown: onPointerDown, keydown: onKeyDown };
  for (const [name, react] of Object.entries(heard)) root.addEventListener(name, (event) => react(player, event));
  root.addEventListener("keyup", (event) => event.stopPropagation());
  const rebuild = () => build(player);
  const calls = { "change:payload": rebuild, "change:strings": rebuild, "msg:custom": (message) => receive(player, message) };
  for (const [name, call] of Object.entries(calls)) model.on(name, call);
  return () => {
    for (const [name, call] of Object.entries(calls)) model.off(name, call);
  };
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "fuwu fuwu-player fp"; // the short name stands in the style sheet as it is sent
  root.tabIndex = -1; // a click anywhere brings the keyboard here
  root.setAttribute("role", "region");
  root.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab's sign: no shortcuts from in here
  el.append(root);
  const player = { id: `fuwu-${newId()}`, model, root, pending: new Map(), views: [], current: 0 };
  const stops = [followTheme(root), listen(player)];
  build(player);
  stops.push(way(player).begin(player));
  return () => {
    for (const stop of stops) stop();
    for (const key of [...player.pending.keys()]) settle(player, key);
    root.remove();
  };
}

export default { render };
