// @ts-check
// What the browser wakes: a service worker in Chromium, an event page in Firefox, the same file. It routes and decides
// nothing. Listeners are registered in the first turn, before the WASM is ready: an event that wakes us is not lost.

import init, { __wbg_reset_state as rebuild, answer, signal } from "../pkg/background.js";
import "./clipboard.js";

const ready = init({ module_or_path: chrome.runtime.getURL("pkg/background_bg.wasm") });

/** Whoever waits for an answer. @type {Set<(answer?: unknown) => void>} */
const waiting = new Set();

/** A panic kills the instance: a new one takes its place, and whoever waits is told at once that there is no answer. A
 * page then asks again, or says so. @param {unknown} cause */
function stumble(cause) {
  if (!(cause instanceof WebAssembly.RuntimeError)) return;
  rebuild();
  for (const reply of waiting) reply(undefined);
  waiting.clear();
}

/** @param {string} kind @param {string} [detail] */
const tell = (kind, detail) => void ready.then(() => signal(kind, detail)).catch(stumble);

/** @param {unknown} message @param {chrome.runtime.MessageSender | undefined} sender @param {(answer?: unknown) => void} reply */
function hear(message, sender, reply) {
  waiting.add(reply);
  const settle = (/** @type {unknown} */ found) => void (waiting.delete(reply) && reply(found));
  ready.then(() => answer(message, sender)).then(settle, (cause) => (settle(undefined), stumble(cause)));
  return true; // Keeps the channel open for the answer.
}

chrome.runtime.onMessage.addListener(hear);
chrome.runtime.onConnect.addListener((port) => {
  let isOpen = true;
  port.onDisconnect.addListener(() => (isOpen = false));
  port.onMessage.addListener((message) => {
    hear(message, port.sender, (answer) => isOpen && (answer === undefined ? port.disconnect() : port.postMessage(answer)));
  });
});
chrome.runtime.onInstalled.addListener(() => tell("started"));
chrome.runtime.onStartup.addListener(() => tell("started"));
chrome.alarms.onAlarm.addListener((alarm) => tell("alarm", alarm.name));
chrome.permissions.onAdded.addListener(() => tell("permissions-added"));
chrome.permissions.onRemoved.addListener(() => tell("permissions-removed"));
chrome.tabs.onRemoved.addListener((tab) => tell("tab-closed", String(tab)));
chrome.windows.onRemoved.addListener((window) => tell("window-closed", String(window)));
chrome.commands.onCommand.addListener((command, tab) => {
  // In this very turn, or the browser no longer takes it for the technician's own doing.
  if (command !== "open-side-panel") tell(command, String(tab?.id));
  else if (chrome.sidePanel) void chrome.sidePanel.open({ windowId: tab?.windowId ?? chrome.windows.WINDOW_ID_CURRENT });
  else void /** @type {any} */ (globalThis).browser.sidebarAction.toggle();
});

// A panic in the middle of an async export never settles its promise: it comes out here.
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, (event) => stumble(event instanceof ErrorEvent ? event.error : /** @type {any} */ (event).reason));
}
