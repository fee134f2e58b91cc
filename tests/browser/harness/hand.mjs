// @ts-check
// The technician's hand: real presses of the browser's own mouse at places of the screen, whatever lies there.

import { setTimeout as sleep } from "node:timers/promises";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {{ x: number, y: number }} Point in CSS pixels of the window */

/** The element of the page that holds our frame; of several popovers at the root ours is told by its closed shadow root. */
export const HOST = "html > [popover]:empty:not(.attack)";

/**
 * Where a button of a row is drawn in the window, however the page has laid out our frame.
 *
 * @param {Page} page
 * @param {Frame} panel
 * @param {string} id the password's
 * @param {string} name the button's
 * @param {string} [holder] a selector of what holds the frame in the page
 * @returns {Promise<Point>}
 */
export async function placeOf(page, panel, id, name, holder = HOST) {
  const inside = await panel.evaluate(
    async (row, label) => {
      const button = document.querySelector(`li[data-row="${row}"] button[aria-label="${label}"]`);
      if (!button) throw new Error(`row ${row} has no button “${label}”`);
      button.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = button.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2, width: innerWidth, height: innerHeight };
    },
    id,
    name,
  );
  const box = await page.evaluate((selector) => {
    const element = /** @type {any} */ (globalThis).attacked ?? document.querySelector(selector);
    const { left, top, width, height } = (selector.startsWith("html >") ? element : document.querySelector(selector)).getBoundingClientRect();
    return { left, top, width, height };
  }, holder);
  return { x: box.left + (inside.x * box.width) / inside.width, y: box.top + (inside.y * box.height) / inside.height };
}

/**
 * Moves there and presses, as fast as people do.
 *
 * @param {Page} page
 * @param {Point} to
 * @param {{ rest?: number, hold?: number, from?: Point }} [how] milliseconds before the press, and of it
 */
export async function clickAt(page, to, { rest = 80, hold = 80, from } = {}) {
  if (from) await page.mouse.move(from.x, from.y);
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await sleep(rest);
  await page.mouse.down();
  await sleep(hold);
  await page.mouse.up();
}

/**
 * Notes every trusted click that reaches the panel's document from now on.
 *
 * @param {Frame} panel
 */
export async function noteClicks(panel) {
  await panel.evaluate(() => {
    const here = /** @type {any} */ (globalThis);
    here.landed = [];
    if (here.isNoting) return;
    here.isNoting = true;
    addEventListener(
      "click",
      (event) => event.isTrusted && here.landed.push(/** @type {Element} */ (event.target).closest("[aria-label]")?.getAttribute("aria-label") ?? ""),
      true,
    );
  });
}

/**
 * The labels of what the noted clicks have reached.
 *
 * @param {Frame} panel
 * @returns {Promise<string[]>}
 */
export async function notedClicks(panel) {
  return panel.evaluate(() => /** @type {any} */ (globalThis).landed ?? []);
}
