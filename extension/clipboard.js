// @ts-check
// The clipboard, for the WASM. Firefox's event page has a document and a clipboard of its own; Chromium's service worker
// has neither and asks an offscreen document, which is spoken to alone: runtime.sendMessage would hand the value to
// every open page of the extension.

const PAGE = "extension/offscreen.html";

/** @type {Promise<void> | undefined} */
let opening;

/** The offscreen document, opened if it isn't. */
async function offscreen() {
  const worker = /** @type {any} */ (globalThis);
  const url = chrome.runtime.getURL(PAGE);
  const find = async () => (await worker.clients.matchAll({ includeUncontrolled: true })).find((/** @type {any} */ client) => client.url === url);
  const open = await find();
  if (open) return open;
  opening ??= chrome.offscreen
    .createDocument({ url: PAGE, reasons: ["CLIPBOARD"], justification: "Copies a password and clears it again." })
    .finally(() => (opening = undefined));
  await opening;
  return find();
}

/** @param {{ write: string } | { read: true }} order @returns {Promise<string>} */
async function order(order) {
  const client = await offscreen();
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("late")), 3000);
    port1.onmessage = ({ data }) => {
      clearTimeout(late);
      port1.close();
      data.ok ? resolve(data.text) : reject(new Error("refused"));
    };
    client.postMessage(order, [port2]);
  });
}

const hasDocument = typeof document !== "undefined";

/** @type {any} */ (globalThis).gluepaneClipboard = {
  /** @param {string} text */
  write: (text) => (hasDocument ? navigator.clipboard.writeText(text) : order({ write: text })),
  read: () => (hasDocument ? navigator.clipboard.readText() : order({ read: true })),
};
