// What players and panels share; served before either, as one module with it.

/** Be dark where JupyterLab is, or, where there is none, where the system is. Returns how to stop. */
function followTheme(root) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const light = document.body.dataset.jpThemeLight;
    root.classList.toggle("fuwu-dark", light === undefined ? system.matches : light === "false");
  };
  const observer = new MutationObserver(apply);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  system.addEventListener("change", apply);
  apply();
  return () => {
    observer.disconnect();
    system.removeEventListener("change", apply);
  };
}
