// @ts-check
// Starts the WASM of a page of ours. Decides nothing: which page is drawn, and how, is src/panel.
import init from "../pkg/panel.js";

/** The WASM is dead, or never came: the static screen takes over, and whatever was shown goes with the rest. */
function stumble() {
  document.getElementById("app")?.remove();
  document.getElementById("stumbled")?.removeAttribute("hidden");
}

document.getElementById("reload")?.addEventListener("click", () => location.reload());
addEventListener("gluepane-stumbled", stumble);
// A trap that isn't a panic doesn't reach the hook.
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, (event) => {
    const error = event instanceof ErrorEvent ? event.error : event instanceof PromiseRejectionEvent ? event.reason : null;
    if (error instanceof WebAssembly.RuntimeError) stumble();
  });
}

init({ module_or_path: new URL("../pkg/panel_bg.wasm", import.meta.url) }).catch(stumble);
