// Repairs of what JupyterLab and ipywidgets leave out for screen readers, found with axe-core. Each is made
// again for nodes that appear later.

const REPAIRS = [nameSliders, dropEmptyRoles];

export function repairAccessibility(root) {
  const repair = () => REPAIRS.forEach((each) => each(root));
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      repair();
    }, 100);
  }).observe(root, { childList: true, subtree: true });
  repair();
}

/** ipywidgets' slider handle has the role but no name: take that of its label. */
function nameSliders(root) {
  for (const handle of root.querySelectorAll(".noUi-handle:not([aria-label])")) {
    const label = handle.closest(".jupyter-widgets")?.querySelector("label, .widget-label")?.textContent;
    if (label) handle.setAttribute("aria-label", label);
  }
}

/** Filled in as axe finds more. */
function dropEmptyRoles() {}
