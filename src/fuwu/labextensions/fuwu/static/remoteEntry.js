// The federated-module container that JupyterLab loads: written by hand, because one plugin of plain
// JavaScript needs no bundler. JupyterLab calls `init` with the modules it shares and then `get` for the
// module named in package.json.
(() => {
  const here = document.currentScript.src;
  let scope;

  const shared = async (name) => {
    const versions = scope[name];
    const factory = await versions[Object.keys(versions)[0]].get();
    return factory();
  };

  const container = {
    init(sharedScope) {
      scope = sharedScope;
    },
    async get(module) {
      if (module !== "./extension") throw new Error(`fuwu has no module ${module}`);
      const [notebook, docmanager, apputils, extension] = await Promise.all([
        shared("@jupyterlab/notebook"),
        shared("@jupyterlab/docmanager"),
        shared("@jupyterlab/apputils"),
        import(new URL("extension.js", here).href),
      ]);
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = new URL("reading.css", here).href;
      document.head.append(sheet);
      return () => ({ __esModule: true, default: extension.plugin({ notebook, docmanager, apputils }) });
    },
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.fuwu = container;
})();
