// @ts-check
// A thousand ordinary clicks, half of them in each browser.

process.env.GLUEPANE_CLICKS ??= "500";
await import("../clicks.test.mjs");
