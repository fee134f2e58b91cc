// @ts-check
// What the browser wakes: a service worker in Chromium, an event page in Firefox, the same file. It routes and decides
// nothing. Listeners are registered in the first turn, before the WASM is ready: an event that wakes us is not lost.

import init, { __wbg_reset_state as rebuild, answer, signal } from "../pkg/background.js";
import "./clipboard.js";

const ready = init({ module_or_path: chrome.runtime.getURL("pkg/background_bg.wasm") });

/** @param {string} kind @param {string} [detail] */
const tell = (kind, detail) => void ready.then(() => signal(kind, detail));

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  ready.then(() => answer(message, sender)).then(reply, () => reply(undefined));
  return true; // Keeps the channel open for the answer.
});
chrome.runtime.onInstalled.addListener(() => tell("started"));
chrome.runtime.onStartup.addListener(() => tell("started"));
chrome.alarms.onAlarm.addListener((alarm) => tell("alarm", alarm.name));
chrome.permissions.onAdded.addListener(() => tell("permissions-added"));
chrome.permissions.onRemoved.addListener(() => tell("permissions-removed"));
chrome.tabs.onRemoved.addListener((tab) => tell("tab-closed", String(tab)));

// A panic in an async export never settles its promise, and the instance is dead afterwards: a new one takes its place.
// The asking page has a deadline.
for (const kind of ["error", "unhandledrejection"]) {
  addEventListener(kind, (event) => {
    const cause = event instanceof ErrorEvent ? event.error : /** @type {any} */ (event).reason;
    if (cause instanceof WebAssembly.RuntimeError) rebuild();
  });
}
