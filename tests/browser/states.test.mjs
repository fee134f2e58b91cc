// @ts-check
// Every state, light and dark: axe finds nothing to complain about, it fits its frame in every size, and has its pictures
// in target/screenshots/states.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { browserName, REPOSITORY, startDesk, until } from "./harness/index.mjs";
import { states } from "./harness/states.mjs";

/** @typedef {import("puppeteer-core").Frame | import("puppeteer-core").Page} Document */
/** @typedef {import("puppeteer-core").Page} Page */

/** GLUEPANE_STATES names some of them. */
const only = new RegExp(process.env.GLUEPANE_STATES ?? ".");
const folder = join(REPOSITORY, "target/screenshots/states");
/** A small window at 200 %, and a column of 380 px or a page of 640 px at 200 %. */
const TWICE = { width: 640, height: 400 };
const NARROW = { panel: { width: 190, height: 400 }, page: { width: 320, height: 400 } };

/** How each browser is started with a dark system. @type {Record<string, import("./harness/launch.mjs").LaunchOptions>} */
const DARK = {
  chromium: { args: ["--blink-settings=preferredColorScheme=0"] },
  firefox: { prefs: { "layout.css.prefers-color-scheme.content-override": 0, "ui.systemUsesDarkTheme": 1 } },
};

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

/** What sticks out sideways: of the document, or of a part of it that scrolls. @param {Document} inside */
async function overflowing(inside) {
  return inside.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const out = [...document.body.querySelectorAll("*")].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -1 || right > clientWidth + 1) && element.checkVisibility({ visibilityProperty: true });
    });
    const names = out.map(({ tagName, className, textContent }) => `${tagName} ${className} ${textContent?.slice(0, 40)}`);
    return [...(scrollWidth > clientWidth + 1 ? [`${scrollWidth} px wide in a window of ${clientWidth} px`] : []), ...names];
  });
}

/** As on a system with high contrast. Chromium alone lets a test say so. @param {Page} page @param {any} inside @param {string} value */
async function forceColours(page, inside, value) {
  for (const session of new Set([/** @type {any} */ (page)._client(), inside.client ?? inside._client()])) {
    await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value }] });
  }
  await until(`forced colours: ${value}`, () => inside.evaluate((/** @type {string} */ wanted) => matchMedia("(forced-colors: active)").matches === (wanted === "active"), value));
}

/** In a window of this many CSS pixels, drawn at twice the size: as zooming to 200 % does. @param {Page} page @param {{ width: number, height: number } | null} size */
async function resize(page, size) {
  await page.setViewport(size && { ...size, deviceScaleFactor: 2 });
  if (size) await until(`the window is ${size.width} px wide`, () => page.evaluate((width) => innerWidth === width, size.width));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

describe("every state", () => {
  let axe = "";
  before(async () => {
    await mkdir(folder, { recursive: true });
    axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });

  for (const scheme of ["light", "dark"]) {
    test(`can be read and used by everybody, ${scheme}`, async (context) => {
      const desk = await startDesk({ launch: scheme === "dark" ? (DARK[browserName()] ?? {}) : {} });
      let n = 0;
      try {
        for await (const { name, page, inside, failed } of states(desk, only)) {
          n += 1;
          await context.test(name, async () => {
            if (failed) throw failed;
            /** @param {string} look */
            const shoot = async (look) => {
              const path = /** @type {`${string}.png`} */ (join(folder, `${browserName()}-${name}${look}.png`));
              await page.screenshot({ path, captureBeyondViewport: false });
            };
            await shoot(scheme === "dark" ? "-dark" : "");
            assert.equal(await inside.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches), scheme === "dark");
            assert.deepEqual(await complaints(inside, axe), []);
            assert.deepEqual(await overflowing(inside), []);
            // The colours change nothing of the sizes.
            if (scheme === "dark") return;
            if (browserName() === "chromium") {
              await forceColours(page, inside, "active");
              await shoot("-forced");
              await forceColours(page, inside, "none");
            }
            const isPanel = await inside.evaluate(() => document.body.dataset.page === "panel");
            try {
              for (const [look, size] of /** @type {const} */ ([["-200", TWICE], ["-narrow", isPanel ? NARROW.panel : NARROW.page]])) {
                await resize(page, size);
                await shoot(look);
                assert.deepEqual(await overflowing(inside), [], look);
              }
            } finally {
              await resize(page, null);
            }
          });
        }
      } finally {
        await desk.stop();
      }
      assert.ok(n > 0);
    });
  }
});
