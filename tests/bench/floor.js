// A page of the extension that does nothing of ours: what the browser alone needs for a write to the clipboard after a
// click, and for a message to the background that is refused unread.
"use strict";

globalThis.gluepaneWrites = [];
document.getElementById("write").addEventListener("click", async (event) => {
  await navigator.clipboard.writeText(`floor ${event.timeStamp}`);
  globalThis.gluepaneWrites.push(performance.now() - event.timeStamp);
});

globalThis.gluepaneRoundTrip = () =>
  new Promise((resolve) => {
    const begun = performance.now();
    const port = chrome.runtime.connect({ name: "ask" });
    const done = () => (port.disconnect(), resolve(performance.now() - begun));
    port.onMessage.addListener(done);
    port.onDisconnect.addListener(done);
    port.postMessage({});
  });
