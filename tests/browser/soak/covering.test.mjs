// @ts-check
// Every way to cover the panel, in both browsers.

process.env.GLUEPANE_ATTACKS = ".";
await import("../covering.test.mjs");
