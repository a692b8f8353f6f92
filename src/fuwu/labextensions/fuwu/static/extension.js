// The JupyterLab plugin: a Fuwu notebook that was built by us (metadata.fuwu) and is trusted runs by itself
// when it opens and after its kernel was replaced. In JupyterLab's single-document view (/doc) it becomes
// the reading page: no code, no editing, one bar on top.

import { repairAccessibility } from "./accessibility.js";

const TEXT = {
  zh: {
    home: "目录", other: "English", starting: "正在启动…", live: "可以作答", stopped: "内核已停止，正在恢复…",
    start: "▶ 开始学习", dark: "深色", light: "浅色", skip: "跳到正文", page: "阅读页", failed: "有单元格没有运行成功，请重新打开本页",
  },
  en: {
    home: "Contents", other: "中文", starting: "Starting…", live: "Ready", stopped: "The kernel stopped; recovering…",
    start: "▶ Start", dark: "Dark", light: "Light", skip: "Skip to the text", page: "Reading page", failed: "A cell did not run; please reopen this page",
  },
};

const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
const TEXT_ID = "fuwu-text";
const READING = config.mode === "single-document";

export function plugin({ notebook, docmanager, apputils }) {
  return {
    id: "fuwu:reading",
    autoStart: true,
    requires: [notebook.INotebookTracker, docmanager.IDocumentManager],
    optional: [apputils.IThemeManager],
    activate(app, tracker, documents, themes) {
      // A reading page is never saved: what the learner does is in the answer log, not in the notebook.
      if (READING) documents.autosave = false;
      tracker.widgetAdded.connect((_, panel) => open(panel, { notebook, themes, app }));
    },
  };
}

async function open(panel, { notebook, themes }) {
  await panel.context.ready;
  const about = panel.content.model.getMetadata("fuwu");
  if (!about) return;
  const lesson = new LivePage(panel, notebook, TEXT[about.lang] || TEXT.en);
  // Cells that are taken out of the page while out of sight cannot be linked to, and lose their widgets.
  panel.content.notebookConfig = { ...panel.content.notebookConfig, windowingMode: "none" };
  if (READING) becomeReadingPage(panel, about, lesson, themes);
  await lesson.start();
}

/** A notebook whose code cells are kept running on whatever kernel it has. */
class LivePage {
  constructor(panel, notebook, text) {
    this.panel = panel;
    this.notebook = notebook;
    this.text = text;
    this.status = () => {};
    this.startButton = null;
  }

  async start() {
    const { sessionContext } = this.panel;
    await sessionContext.ready;
    sessionContext.statusChanged.connect((_, status) => this.onStatus(status));
    if (this.trusted()) await this.run();
    else this.offerStart();
  }

  trusted() {
    return [...this.panel.content.model.cells].every((cell) => cell.type !== "code" || cell.trusted);
  }

  /** For a notebook this machine has not signed: running it is the learner's own decision. */
  offerStart() {
    this.status(this.text.start, () => this.run());
  }

  async run() {
    const { content, sessionContext } = this.panel;
    const back = this.lost ? placeOf(this.panel.node) : null;
    this.lost = false;
    this.status(this.text.starting);
    const fine = await this.notebook.NotebookActions.runAll(content, sessionContext);
    content.deselectAll();
    this.keepClean();
    if (this.lost) return;
    this.panel.node.classList.add("fuwu-live");
    if (!READING) this.linkReadingPages();
    this.status(fine ? this.text.live : this.text.failed);
    if (back) setTimeout(back, 500); // the widgets need a moment to be as high as they were
    else this.scrollToHash();
  }

  /** The start page is drawn by a widget, and again whenever something changes: its links are made again too. */
  linkReadingPages() {
    const link = () => linkReadingPages(this.panel, this.text);
    link();
    this.links ??= new MutationObserver(link);
    this.links.observe(this.panel.node, { childList: true, subtree: true });
  }

  onStatus(status) {
    if (["restarting", "autorestarting", "dead"].includes(status)) {
      this.lost = true;
      this.status(this.text.stopped);
      if (READING) dismissNotice();
    } else if (status === "idle" && this.lost) {
      this.run();
    }
  }

  /** Running changes outputs, which makes the browser ask about unsaved work on leaving. */
  keepClean() {
    if (!READING) return;
    const { model } = this.panel.context;
    model.dirty = false;
    model.stateChanged.connect((_, change) => {
      if (change.name === "dirty" && change.newValue) model.dirty = false;
    });
  }

  scrollToHash() {
    const anchor = decodeURIComponent(initialHash.slice(1));
    if (anchor) showAnchor(anchor);
  }
}

/** Return how to scroll back to where the page is now. */
function placeOf(node) {
  const scroller = node.querySelector(".jp-WindowedPanel-outer");
  const top = scroller?.scrollTop ?? 0;
  return () => {
    const exam = node.querySelector(".fuwu-exam");
    if (exam) showExam(exam);
    else if (scroller) scroller.scrollTop = top;
  };
}

/** An exam stood still: what it says of that must be seen, and takes the keyboard. */
function showExam(exam) {
  exam.scrollIntoView({ block: "center" });
  exam.querySelector(".sheet")?.focus({ preventScroll: true });
}

/** JupyterLab's notice that the kernel restarts: the page recovers by itself and says so in its bar. */
function dismissNotice() {
  const until = Date.now() + 3000;
  const look = () => {
    const button = document.querySelector(".jp-Dialog .jp-Dialog-button.jp-mod-accept");
    if (button) button.click();
    else if (Date.now() < until) setTimeout(look, 50);
  };
  look();
}

const initialHash = window.location.hash;

function showAnchor(anchor) {
  const name = CSS.escape(anchor);
  const target = document.querySelector(`[id="${name}"], [data-jupyter-id="${name}"]`);
  target?.scrollIntoView({ block: "start" });
  return Boolean(target);
}

function becomeReadingPage(panel, about, lesson, themes) {
  document.body.classList.add("fuwu-reading");
  document.documentElement.lang = about.lang === "zh" ? "zh-CN" : "en";
  keepTitle(about.title);
  panel.content.node.dataset.lmSuppressShortcuts = "true";
  panel.content.node.setAttribute("lang", document.documentElement.lang);
  panel.content.node.id = TEXT_ID;
  repairAccessibility(panel.node);
  // Editing starts with a double click or Enter; a page to read has neither.
  panel.node.addEventListener("dblclick", (event) => event.stopPropagation(), true);
  const bar = topBar(about, lesson, themes);
  document.body.prepend(bar);
  panel.node.addEventListener("click", (event) => followLink(event), true);
  window.addEventListener("keydown", keepFromNotebook, true);
}

/** What takes keys on a reading page. */
const TAKES_KEYS = "a, button, input, textarea, select, summary, dialog, .fuwu-player, .fuwu-panel, .jupyter-widgets";

/** With nothing focused, Enter, A, B or D are commands of the notebook; a page to read has none. */
function keepFromNotebook(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!event.target.closest?.(TAKES_KEYS)) event.stopPropagation();
}

/** JupyterLab writes the file's name into the browser's tab; the lesson's title belongs there. */
function keepTitle(title) {
  const write = () => {
    if (document.title !== title) document.title = title;
  };
  new MutationObserver(write).observe(document.querySelector("title"), { childList: true });
  write();
}

/** Links between notebooks open the other's reading page, in the same window. */
function followLink(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const href = link.dataset.commandlinkerArgs ? "" : link.getAttribute("href");
  const found = /(?:^|\/)(?<name>(?:\.\.\/)?[^/?#]+\.ipynb)(?:[?][^#]*)?(?:#(?<anchor>.*))?$/.exec(href || "");
  if (href?.startsWith("#")) {
    event.preventDefault();
    event.stopPropagation();
    showAnchor(decodeURIComponent(href.slice(1)));
    return;
  }
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  const here = window.location.pathname.split("/").pop();
  if (found.groups.name === here && found.groups.anchor && showAnchor(found.groups.anchor)) return;
  window.location.assign(readingAddress(found.groups.name, found.groups.anchor));
}

/** In JupyterLab, links of the start page open notebooks; beside each goes a link to its reading page. */
function linkReadingPages(panel, text) {
  const folder = panel.context.path.replace(/[^/]*$/, "");
  for (const link of panel.node.querySelectorAll(".fuwu-lessons a:not(.fuwu-page)")) {
    const name = link.getAttribute("data-href") || link.getAttribute("href") || "";
    const found = /([^/]+\.ipynb)/.exec(name);
    if (!found || link.parentNode.querySelector(".fuwu-page")) continue;
    const href = `${config.baseUrl}doc/tree/${folder}${found[1]}`;
    const page = element("a", { class: "fuwu-page", href, target: "_blank", rel: "noopener" }, text.page);
    link.parentNode.append(" ", page);
  }
}

/** The address of another notebook's reading page: a name in this folder, or ../folder/name. */
function readingAddress(name, anchor) {
  const folder = window.location.pathname.replace(/[^/]*$/, "");
  const url = new URL(name, window.location.origin + folder);
  url.hash = anchor ? `#${anchor}` : "";
  return url.href;
}

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function topBar(about, lesson, themes) {
  const { text } = lesson;
  const name = window.location.pathname.split("/").pop();
  const other = about.lang === "zh" ? "en" : "zh";
  const skip = element("a", { class: "fuwu-skip", href: `#${TEXT_ID}` }, text.skip);
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    const target = document.getElementById(TEXT_ID);
    target.tabIndex = -1;
    target.focus();
  });
  const nav = element("nav", { "aria-label": text.home });
  if (name !== "00-start.ipynb") nav.append(element("a", { href: readingAddress("00-start.ipynb") }, text.home));
  nav.append(
    element("a", { href: otherLanguage(other, name), lang: other === "zh" ? "zh-CN" : "en", class: "fuwu-other" }, text.other),
  );
  const status = element("span", { role: "status", class: "fuwu-status" });
  lesson.status = (message, action) => {
    if (!action) return status.replaceChildren(message);
    const button = element("button", { type: "button" }, message);
    button.addEventListener("click", action);
    return status.replaceChildren(button);
  };
  const bar = element("header", { class: "fuwu-bar" }, skip, element("span", { class: "fuwu-title" }, about.title), status, nav);
  if (themes) nav.append(themeButton(themes, text));
  return bar;
}

function otherLanguage(lang, name) {
  const folders = window.location.pathname.split("/");
  folders.splice(-2, 2, lang, name);
  return folders.join("/");
}

function themeButton(themes, text) {
  const button = element("button", { type: "button" });
  const isLight = () => document.body.dataset.jpThemeLight !== "false";
  const label = () => {
    button.textContent = isLight() ? text.dark : text.light;
  };
  button.addEventListener("click", () => themes.setTheme(isLight() ? "JupyterLab Dark" : "JupyterLab Light"));
  themes.themeChanged.connect(label);
  label();
  return button;
}
