// @ts-check
// Starts the WASM of a page of ours. Decides nothing: which page is drawn, and how, is src/panel.
import init from "../pkg/panel.js";

// Through a port of its own, which the background alone hears: runtime.sendMessage would hand the form's API key to
// every open page of the extension. A port also tells at once when the background is stopped in the middle.
/** @type {any} */ (globalThis).gluepaneAsk = (/** @type {unknown} */ question) =>
  new Promise((resolve, reject) => {
    const port = chrome.runtime.connect({ name: "ask" });
    port.onMessage.addListener((answer) => (resolve(answer), port.disconnect()));
    port.onDisconnect.addListener(() => reject(chrome.runtime.lastError ?? new Error("stopped")));
    port.postMessage(question);
  });

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
