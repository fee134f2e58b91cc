// @ts-check
// Chromium's hand on the clipboard. Only the service worker can reach it: orders come through a MessageChannel that the
// worker opens, and the answer goes back through it.

const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("field"));
let pending = "";

// The text is set in the event rather than selected: an empty one clears, which a selection can't.
document.addEventListener("copy", (event) => {
  event.clipboardData?.setData("text/plain", pending);
  event.preventDefault();
});

/** @param {string} text */
function write(text) {
  pending = text;
  field.value = "-";
  field.select();
  const ok = document.execCommand("copy");
  pending = field.value = "";
  return { ok, text: "" };
}

function read() {
  field.value = "";
  field.focus();
  const ok = document.execCommand("paste");
  const text = field.value;
  field.value = "";
  // Nothing to paste is an empty clipboard.
  return { ok: ok || text === "", text };
}

navigator.serviceWorker.addEventListener("message", ({ data, ports: [port] }) => {
  port?.postMessage("write" in data ? write(data.write) : read());
});
navigator.serviceWorker.startMessages();
