// @ts-check
// From the click on Copy Password to the panel's word that it is copied, which comes after the value is on the clipboard.
// Each value is then read back from there.

import { setTimeout as sleep } from "node:timers/promises";
import { find, goInside, openPage, panelFrame, press, rowButton, until } from "../browser/harness/index.mjs";
import { atProbedDesk, counted, inTabs } from "./desk.mjs";
import { apiTime, both, rowOf } from "./figures.mjs";
import { noted } from "./navigation.mjs";
import { pagesOf } from "./pages.mjs";

/** @typedef {import("../browser/harness/technician.mjs").Page} Page */
/** @typedef {import("./desk.mjs").Desk} Desk */

/** A press counts once its row has been seen for 500 ms (src/panel/src/visibility.rs); a person needs longer anyway. */
const A_LOOK_MS = 700;

/** The floor: the browser's own clipboard, and its own message to the background. @param {Desk} desk @param {number} n */
async function floor(desk, n) {
  const page = await desk.launched.openExtensionPage("extension/floor.html");
  await page.bringToFront();
  const button = await find(page, "Write");
  for (let written = 1; written <= n; written += 1) {
    await button.click();
    await until("it is written", () => page.evaluate((wanted) => /** @type {any} */ (globalThis).gluepaneWrites.length === wanted, written));
  }
  const writes = /** @type {number[]} */ (await page.evaluate(() => /** @type {any} */ (globalThis).gluepaneWrites));
  const trips = [];
  for (let trip = 0; trip < n; trip += 1) trips.push(/** @type {number} */ (await page.evaluate(() => /** @type {any} */ (globalThis).gluepaneRoundTrip())));
  await page.close();
  return { writes, trips };
}

/** Copies the first password that a page lists. @param {Desk} desk @param {Page} page */
async function copyFirst(desk, page) {
  const panel = await panelFrame(page);
  // Not one of the vault's.
  const id = await until("there are passwords", () =>
    panel.evaluate(() => document.querySelector("li[data-row]:has([aria-label='Copy Password'])")?.getAttribute("data-row")),
  );
  const button = await rowButton(panel, id, "Copy Password");
  await sleep(A_LOOK_MS);
  await desk.simulator.control.clearJournal();
  const before = await panel.evaluate(() => performance.timeOrigin + performance.now());
  await button.click();
  const done = await noted(page, "copied", "true", before);
  const clicked = await noted(page, "click", "", before);
  const api = apiTime(await desk.simulator.control.journal(), clicked, done);
  const [held, wanted] = await Promise.all([desk.launched.readClipboard(), desk.simulator.control.passwordValue(id)]);
  if (held !== wanted) throw new Error(`the clipboard does not hold the value of ${id}`);
  await press(panel, "Clear now");
  await noted(page, "copied", "false", done);
  return { over: done - clicked - api.ms, api: api.ms };
}

/** @param {number} n @returns {Promise<import("./figures.mjs").Row[]>} */
export async function clipboard(n) {
  /** @type {import("./figures.mjs").Row[]} */
  const found = [];
  await atProbedDesk(async (desk) => {
    const { writes, trips } = await floor(desk, n);
    const pages = pagesOf(desk.facts, n);
    /** @type {Awaited<ReturnType<typeof copyFirst>>[]} */
    const samples = [];
    const open = async (/** @type {typeof pages[0]} */ to) => (await openPage(desk.launched, to.path)).page;
    await inTabs(counted("copies", pages), open, async (page, to, isNew) => {
      const from = await page.evaluate(() => performance.timeOrigin + performance.now());
      if (!isNew) await goInside(page, to.path);
      await noted(page, "organization", to.organization, isNew ? 0 : from);
      samples.push(await copyFirst(desk, page));
    });
    found.push(
      rowOf(
        {
          bench: "clipboard",
          what: "Copy Password to copied, over the API's time",
          unit: "ms",
          beside: `API ${both(samples.map((one) => one.api))}; floor: clipboard alone ${both(writes)}, message alone ${both(trips)}`,
        },
        samples.map((one) => one.over),
      ),
    );
  });
  return found;
}
