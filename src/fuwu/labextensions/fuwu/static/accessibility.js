// Repairs of what JupyterLab leaves wrong for screen readers and keyboards on a page to read, found with
// axe-core. They are made again for what appears later.

const REPAIRS = [dropEditorRoles, letTablesScroll];

export function repairAccessibility(root) {
  let waiting = false;
  const repair = () => {
    waiting = false;
    for (const each of REPAIRS) each(root);
  };
  const later = () => {
    if (!waiting) setTimeout(repair, 100);
    waiting = true;
  };
  new MutationObserver(later).observe(root, { childList: true, subtree: true });
  window.addEventListener("resize", later);
  repair();
}

/** Cells are announced as a feed of things to edit; here they are a text. */
function dropEditorRoles(root) {
  for (const node of root.querySelectorAll(".jp-WindowedPanel-viewport[role], .jp-Cell[aria-label]")) {
    node.removeAttribute("role");
    node.removeAttribute("aria-label");
  }
}

/** What scrolls sideways must be reachable by keyboard. */
function letTablesScroll(root) {
  for (const table of root.querySelectorAll(".jp-RenderedHTMLCommon table")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
    else table.removeAttribute("tabindex");
  }
}
