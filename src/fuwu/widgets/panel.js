// A panel: shows the HTML that Python sends and tells Python what the learner does. All words come from Python.

const REPLY_MS = 8000;
const TYPING_MS = 400; // typed text goes out after this pause
const PIECE = 1000000; // characters of a file in one message: the server refuses very large ones

/** What is entered in `box`: by name; ticks as true and false, several ticks of one name as a list of values. */
function valuesOf(box) {
  const values = {};
  for (const field of box.querySelectorAll("input[name], select[name], textarea[name]")) {
    if (field.type === "radio" && !field.checked) continue;
    if (field.type === "file") continue;
    if (field.type === "checkbox" && field.hasAttribute("value")) {
      values[field.name] ??= [];
      if (field.checked) values[field.name].push(field.value);
    } else values[field.name] = field.type === "checkbox" ? field.checked : field.value;
  }
  return values;
}

/** Send a long text ahead in pieces; return the name under which Python has put it together. */
function sendPieces(model, text) {
  const name = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + PIECE, text.length);
    const code = text.charCodeAt(end - 1);
    if (end < text.length && code >= 0xd800 && code < 0xdc00) end -= 1; // both halves of a sign stay together
    model.send({ do: "#piece", name, text: text.slice(start, end) });
    start = end;
  }
  return name;
}

/** The text of the file chosen in `box`, if there is a field for one. */
async function fileOf(box) {
  const field = box.querySelector("input[type=file]");
  const [file] = field?.files ?? [];
  return file ? { file: await file.text(), file_name: file.name } : {};
}

function save({ name, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** Print what is inside the panel's [data-print], or the whole panel, in a frame of its own. */
function print(root) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "position:fixed;width:0;height:0;border:0;visibility:hidden"; // some print nothing of display: none
  frame.className = "fuwu-print-frame";
  document.body.append(frame);
  const page = frame.contentDocument;
  page.documentElement.lang = root.lang;
  for (const style of document.querySelectorAll("style")) page.head.append(style.cloneNode(true));
  page.body.innerHTML = `<div class="fuwu-panel fuwu-print" lang="${root.lang}"></div>`;
  page.body.firstChild.innerHTML = (root.querySelector("[data-print]") ?? root).innerHTML;
  for (const box of page.querySelectorAll("details")) box.open = true;
  frame.contentWindow.onafterprint = () => frame.remove();
  frame.contentWindow.print();
}

/** Go to the place in this page if it is here; else the link opens as any other. */
function openPlace(link, event) {
  const place = link.dataset.anchor && document.querySelector(`[id="${CSS.escape(link.dataset.anchor)}"]`);
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView({ block: "start" });
}

/** How to find the focused element again in the new HTML. */
function focusKey(node) {
  if (!node?.dataset) return null;
  const tag = node.tagName.toLowerCase();
  if (node.id) return `#${CSS.escape(node.id)}`;
  if (node.name) return `${tag}[name="${CSS.escape(node.name)}"]`;
  const marks = Object.entries(node.dataset).map(([name, value]) => {
    const dashed = name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`);
    return `[data-${dashed}="${CSS.escape(value)}"]`;
  });
  return marks.length ? tag + marks.join("") : null;
}

/** What browsers may refuse to keep; without it the page only forgets sooner. */
function stored(access) {
  try {
    return access(sessionStorage);
  } catch {
    return null;
  }
}

/** The fields with data-on=input in `body`: sent while one types, and kept in the browser until Python has them. */
function notesOf(model, body, tell) {
  const waiting = new Map(); // field name -> { value, own, timer }
  const key = (name) => `fuwu:panel:${name}`;
  const send = (name) => {
    const note = waiting.get(name);
    const { do: act, on, ...own } = note.own;
    clearTimeout(note.timer);
    note.timer = setTimeout(() => tell(model.get("failed")), REPLY_MS);
    note.sent = note.value;
    try {
      model.send({ do: act, re: name, values: { ...own, [name]: note.value } });
    } catch {
      tell(model.get("failed"));
    }
  };
  const typed = ({ name, value, dataset }) => {
    clearTimeout(waiting.get(name)?.timer);
    waiting.set(name, { value, own: { ...dataset }, sent: null, timer: setTimeout(() => send(name), TYPING_MS) });
    stored((store) => store.setItem(key(name), value));
  };
  const flush = () => {
    for (const [name, note] of waiting) if (note.sent === null) send(name);
  };
  /** Python has it, or could not keep it: then it stays, to be sent with the next letter or the next opening. */
  const answered = ({ type, re }) => {
    const note = waiting.get(re);
    if (!note || note.sent !== note.value) return;
    clearTimeout(note.timer);
    if (type === "error") return;
    waiting.delete(re);
    stored((store) => store.removeItem(key(re)));
  };
  /** Put what Python does not have yet into the fields that were drawn anew. */
  const restore = () => {
    for (const field of body.querySelectorAll("[data-on=input]")) {
      const value = waiting.get(field.name)?.value ?? stored((store) => store.getItem(key(field.name)));
      if (value === null) continue;
      field.value = value;
      if (!waiting.has(field.name)) typed(field);
    }
  };
  const stop = () => {
    flush();
    for (const { timer } of waiting.values()) clearTimeout(timer);
  };
  return { typed, flush, answered, restore, stop };
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "fuwu fuwu-panel";
  root.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab's sign: no shortcuts from in here
  const alert = document.createElement("p");
  alert.className = "failed";
  alert.setAttribute("role", "alert");
  alert.hidden = true;
  const body = document.createElement("div");
  root.append(alert, body);
  el.append(root);
  let timer = null;
  let queued = null;

  const tell = (message) => {
    alert.textContent = message;
    alert.hidden = !message;
  };
  const notes = notesOf(model, body, tell);
  const settle = () => {
    clearTimeout(timer);
    timer = null;
    root.removeAttribute("aria-busy");
  };
  const draw = () => {
    root.lang = model.get("lang") === "zh" ? "zh-CN" : "en";
    const active = root.getRootNode().activeElement;
    const key = root.contains(active) ? focusKey(active) : null;
    body.innerHTML = model.get("html"); // made by Python from escaped texts
    const target = body.querySelector("[data-focus]") ?? (key && body.querySelector(key));
    notes.restore();
    if (key && target) target.focus({ preventScroll: true });
  };
  const run = async (node) => {
    if (node.getAttribute("aria-disabled") === "true") return;
    if (timer) {
      queued = node; // a click that ends the typing in a field: what was typed is on its way
      return;
    }
    if (node.dataset.do === "print") return print(root);
    const box = node.closest("form") ?? body;
    root.setAttribute("aria-busy", "true");
    timer = setTimeout(() => {
      settle();
      queued = null;
      tell(model.get("failed"));
    }, Number(node.dataset.wait) || REPLY_MS);
    const { do: name, wait, ...own } = node.dataset;
    try {
      const { file, ...about } = await fileOf(box);
      if (file?.length > PIECE) about.file_pieces = sendPieces(model, file);
      else if (file !== undefined) about.file = file;
      model.send({ do: name, values: { ...valuesOf(box), ...about, ...own } });
    } catch {
      settle();
      tell(model.get("failed"));
    }
  };
  const receive = (message) => {
    if (message.re) {
      notes.answered(message);
      return tell(message.type === "error" ? message.message : "");
    }
    settle();
    const next = queued;
    queued = null;
    if (next) run(next);
    tell(message.type === "error" ? message.message : "");
  };
  const onClick = (event) => {
    const link = event.target.closest("a[data-anchor]");
    if (link) return openPlace(link, event);
    const node = event.target.closest("[data-do]");
    if (node && !node.dataset.on) run(node);
  };
  const onChange = (event) => {
    notes.flush(); // who leaves a field has done typing
    const node = event.target.closest("[data-do][data-on=change]");
    if (node) run(node);
  };
  const onInput = (event) => event.target.matches("[data-do][data-on=input]") && notes.typed(event.target);
  const onSubmit = (event) => {
    event.preventDefault();
    const node = event.target.querySelector("[data-do]:not([data-on])");
    if (node) run(node);
  };
  // Who comes back to the page sees it as it is now; nobody is disturbed who is at it.
  const onReturn = () => {
    const node = body.querySelector("[data-on=return]");
    if (!node || timer || document.visibilityState !== "visible" || root.contains(document.activeElement)) return;
    model.send({ do: node.dataset.do, values: {} });
  };
  const onFile = () => model.get("file")?.text !== undefined && save(model.get("file"));
  const heard = { click: onClick, change: onChange, input: onInput, submit: onSubmit };
  for (const [name, react] of Object.entries(heard)) root.addEventListener(name, react);
  for (const name of ["keydown", "keyup"]) root.addEventListener(name, (event) => event.stopPropagation());
  const calls = { "change:html": draw, "change:lang": draw, "change:file": onFile, "msg:custom": receive };
  for (const [name, call] of Object.entries(calls)) model.on(name, call);
  document.addEventListener("visibilitychange", onReturn);
  window.addEventListener("pagehide", notes.flush);
  const stopTheme = followTheme(root);
  draw();
  return () => {
    stopTheme();
    document.removeEventListener("visibilitychange", onReturn);
    window.removeEventListener("pagehide", notes.flush);
    notes.stop();
    clearTimeout(timer);
    for (const [name, call] of Object.entries(calls)) model.off(name, call);
    root.remove();
  };
}

export default { render };
