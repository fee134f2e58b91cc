// @ts-check
// axe finds nothing to complain about, in any state, light and dark.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { browserName, startDesk } from "../harness/index.mjs";
import { states } from "../harness/states.mjs";

/** @typedef {import("puppeteer-core").Frame | import("puppeteer-core").Page} Document */

const only = new RegExp(process.env.GLUEPANE_STATES ?? ".");

/** @param {Document} inside @param {string} axe its source @returns {Promise<string[]>} one line for each element */
async function complaints(inside, axe) {
  if (!(await inside.evaluate(() => "axe" in globalThis))) await inside.evaluate(axe);
  return inside.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap((/** @type {any} */ { id, help, nodes }) =>
      nodes.map((/** @type {any} */ { html, failureSummary }) => `${id} (${help}): ${html.slice(0, 160)}: ${failureSummary.replace(/\s+/g, " ").slice(0, 300)}`),
    );
  });
}

/** How each browser is started with a dark system. @type {Record<string, import("../harness/launch.mjs").LaunchOptions>} */
const DARK = {
  chromium: { args: ["--blink-settings=preferredColorScheme=0"] },
  firefox: { prefs: { "layout.css.prefers-color-scheme.content-override": 0, "ui.systemUsesDarkTheme": 1 } },
};

describe("axe", () => {
  for (const scheme of ["light", "dark"]) {
    test(`complains of nothing in any state, ${scheme}`, async (context) => {
      const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      const desk = await startDesk({ launch: scheme === "dark" ? (DARK[browserName()] ?? {}) : {} });
      let n = 0;
      try {
        for await (const { name, inside, failed } of states(desk, only)) {
          n += 1;
          await context.test(name, async () => {
            if (failed) throw failed;
            assert.equal(await inside.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches), scheme === "dark");
            assert.deepEqual(await complaints(inside, axe), []);
          });
        }
      } finally {
        await desk.stop();
      }
      assert.ok(n > 0);
    });
  }
});
