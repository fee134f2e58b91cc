// Goes into a copy of the extension's panel page, before its own scripts: notes when what a technician waits for is
// drawn. Times are milliseconds since 1970, so that those of the host page, of the panel and of the simulator compare.
"use strict";

(() => {
  /** What is waited for, as the browser tests find it (tests/browser/harness/panel.mjs). */
  const WATCHED = {
    organization: () => document.querySelector("h1.org")?.textContent?.trim() ?? "",
    copied: () => String(/Password of .{1,200} copied/.test(document.body?.textContent ?? "")),
  };
  /** @type {{ what: string, is: string, at: number }[]} */
  const noted = (globalThis.gluepaneBench = []);
  const latest = new Map();
  const at = (moment) => performance.timeOrigin + moment;

  const look = () => {
    for (const [what, read] of Object.entries(WATCHED)) {
      const is = read();
      if (is === latest.get(what)) continue;
      latest.set(what, is);
      // The frame that draws it has begun, and the task after it runs when that frame is done.
      requestAnimationFrame(() => setTimeout(() => noted.push({ what, is, at: at(performance.now()) }), 0));
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  addEventListener("click", (event) => noted.push({ what: "click", is: "", at: at(event.timeStamp) }), true);
})();
