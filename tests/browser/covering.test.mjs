// @ts-check
// A page that would have secret buttons pressed by somebody who doesn't see them: nothing secret goes through.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import { ATTACKS, makeKit } from "./harness/attacks.mjs";
import { clickAt, HOST, noteClicks, notedClicks, placeOf } from "./harness/hand.mjs";
import { HDG, openClient, panelFrame, press, reveals, showsClient, shownValue, startReadyDesk, textOf, until } from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {import("./harness/attacks.mjs").Attack} Attack */

const COVERED = "This page is covering Gluepane";
/** The row that is attacked, and the one that is copied from without an attack. */
const [VICTIM, OTHER] = [HDG.password, "9301024"];
/** However long a press waits for its row, it is decided by then. */
const DECIDED_MS = 3_200;

describe("a page that covers, moves or dresses up the panel", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  /** @type {[string, string, string][]} */
  const table = [];
  const only = new RegExp(process.env.GLUEPANE_ATTACKS ?? ".");

  before(async () => void (desk = await startReadyDesk()));
  after(async () => {
    const width = Math.max(...table.map(([name]) => name.length));
    console.log(`\n${table.map(([name, what, how]) => `  ${name.padEnd(width)}  ${what.padEnd(11)} ${how}`).join("\n")}\n`);
    await desk?.stop();
  });

  /** The values that were asked for. */
  async function read() {
    return reveals(await desk.simulator.control.journal()).map((entry) => entry.path_and_query.split("?")[0]);
  }

  /**
   * What becomes of the press.
   *
   * @param {Frame} panel
   */
  async function outcome(panel) {
    const pressed = performance.now();
    let isHere = false;
    for (;;) {
      const ms = performance.now() - pressed;
      if (panel.detached) return "taken away";
      if ((await read()).length > 0) return ms > 350 ? "waited" : "allowed";
      const text = await textOf(panel).catch(() => "");
      isHere ||= (await notedClicks(panel).catch(() => [])).length > 0;
      if (text.includes(COVERED) && ms > 300) return "refused";
      if (!isHere && ms > 800) return "not reached";
      if (ms > DECIDED_MS) return "nothing";
      await sleep(50);
    }
  }

  /** The picture of the button and what is around it. @param {Page} page @param {{ x: number, y: number }} at */
  async function picture(page, at) {
    const clip = { x: Math.max(0, Math.round(at.x) - 90), y: Math.max(0, Math.round(at.y) - 16), width: 110, height: 32 };
    // Within the window: for more of the page Chromium lays it out anew, and a frame of another process comes late.
    return Buffer.from(await page.screenshot({ clip, captureBeyondViewport: false })).toString("base64");
  }

  /** The same picture twice in a row. @param {Page} page @param {{ x: number, y: number }} at */
  async function calmPicture(page, at) {
    let last = "";
    return until("the panel is drawn", async () => {
      const now = await picture(page, at);
      const isCalm = now === last;
      last = now;
      return isCalm ? now : undefined;
    });
  }

  /** @param {Page} page @param {{ x: number, y: number }} at @param {string} seen */
  async function looksLike(page, at, seen) {
    for (let n = 0; n < 4; n += 1) {
      if ((await picture(page, at)) === seen) return true;
      await sleep(60);
    }
    return false;
  }

  /** Leads the technician's hand as the attack has it. @param {Page} page @param {Frame} panel @param {Attack} attack @param {{ x: number, y: number }} at */
  async function lead(page, panel, attack, at) {
    if (attack.by === "drag") {
      await page.mouse.move(100, 340);
      await page.mouse.down();
      await page.mouse.move(at.x - 20, at.y, { steps: 5 });
      await page.mouse.move(at.x, at.y);
      await sleep(80);
      await page.mouse.up();
    } else if (attack.by === "keys") {
      for (let n = 0; n < 60; n += 1) {
        const reached = await panel.evaluate((row) => document.hasFocus() && document.activeElement?.matches(`[data-row="${row}"] [aria-label="Copy Password"]`), VICTIM);
        if (reached) break;
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Enter");
    } else {
      await clickAt(page, at, { from: { x: 200, y: 500 }, hold: 90 });
      if (attack.by === "double click") await clickAt(page, at, { rest: 30, hold: 40 });
    }
  }

  /** The panel's page in a frame that the page itself has made, as faint as it likes. @param {Page} page @param {Frame} panel */
  async function ownFrame(page, panel) {
    const addresses = [await panel.evaluate(() => location.href), `${desk.launched.extensionOrigin}/extension/panel.html`];
    for (const address of addresses) {
      await page.evaluate((src) => {
        const frame = document.createElement("iframe");
        frame.className = "attack";
        frame.src = src;
        frame.style.cssText = "position:fixed;left:0;top:0;width:380px;height:100vh;border:0;opacity:0.02;z-index:2147483647";
        document.body.append(frame);
      }, address);
    }
    await sleep(2_500);
    for (const frame of page.frames()) {
      if (frame === page.mainFrame() || frame === panel) continue;
      if (await frame.evaluate((row) => document.querySelector(`li[data-row="${row}"]`) !== null, VICTIM).catch(() => false)) return frame;
    }
    return undefined;
  }

  for (const attack of ATTACKS.filter(({ name }) => only.test(name))) {
    test(`${attack.name}: nothing secret goes through unseen, and without it the panel works`, async () => {
      const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
      try {
        await desk.simulator.control.clearJournal();
        const clipboard = await desk.launched.readClipboard();
        await page.bringToFront();
        let aim = await placeOf(page, panel, VICTIM, "Copy Password");
        await page.mouse.move(200, 500);
        await sleep(700);
        const seen = await calmPicture(page, aim);
        await page.evaluate(`(${makeKit})(${JSON.stringify(HOST)}, ${JSON.stringify(aim)})`);
        await noteClicks(panel);
        await page.evaluate(`(async () => { await (${attack.run})(globalThis.kit); })()`);

        let [target, isInSight] = [panel, false];
        if (attack.by === "page's own frame") {
          const made = await ownFrame(page, panel);
          if (made) {
            target = made;
            await noteClicks(made);
            aim = await placeOf(page, made, VICTIM, "Copy Password", "iframe.attack");
          } else {
            aim = { x: 200, y: 500 };
          }
        } else if (attack.early) {
          // The technician sees what the page shows for a while, before the hand goes there.
          await sleep(600);
          aim = await page.evaluate(() => /** @type {any} */ (globalThis).kit.at);
        } else {
          if (attack.by === "gesture, then click") await page.mouse.click(300, 600);
          await sleep(500);
          if (!panel.detached) aim = await placeOf(page, panel, VICTIM, "Copy Password");
          isInSight = await looksLike(page, aim, seen);
        }
        await lead(page, target, attack, aim);
        const result = await outcome(target);
        table.push([attack.name, result, isInSight ? "the attack does nothing: the panel is drawn as ever" : ""]);
        if (!isInSight) {
          const got = (await read()).filter((path) => !attack.elsewhere || path === `/passwords/${VICTIM}`);
          assert.deepEqual(got, [], `the press went through (${result})`);
          // What was copied before this attack may have been cleared in the meantime.
          if (!attack.elsewhere) assert.ok(["", clipboard].includes(await desk.launched.readClipboard()), "nothing has come to the clipboard");
          for (const frame of [panel, target]) assert.equal(await shownValue(frame, VICTIM).catch(() => null), null, "no value is shown");
        }

        // The same page without the attack.
        await page.bringToFront();
        await page.evaluate(() => /** @type {any} */ (globalThis).undoAttack());
        // Where the page has not let the frame stay, it stays away until the page is loaded again.
        if (result === "taken away") await page.reload();
        // Out of a dialog that is gone the frame comes back with a new document.
        await sleep(400);
        const again = await panelFrame(page);
        await until("the panel is as before", async () => {
          if ((await textOf(again)).includes(COVERED)) await press(again, "Try again");
          return (await textOf(again)).includes(HDG.name);
        });
        await showsClient(again, HDG.name);
        await page.evaluate(() => delete (/** @type {any} */ (globalThis).attacked));
        await desk.simulator.control.clearJournal();
        const place = await placeOf(page, again, OTHER, "Copy Password");
        await noteClicks(again);
        await clickAt(page, place, { from: { x: 200, y: 500 } });
        const value = await desk.simulator.control.passwordValue(OTHER);
        // A press soon after the panel was covered is refused as well; the next one is not.
        await until("without the attack it is copied", async () => {
          if ((await desk.launched.readClipboard()) === value) return true;
          if (!(await textOf(again)).includes(COVERED)) return false;
          await press(again, "Try again");
          await showsClient(again, HDG.name);
          await clickAt(page, await placeOf(page, again, OTHER, "Copy Password"), { from: { x: 200, y: 500 } });
          return false;
        }, 15_000).catch(async (error) => {
          const landed = await notedClicks(again);
          throw new Error(`${error.message}; presses reached ${JSON.stringify(landed)}, and the panel says: ${await textOf(again)}`);
        });
      } finally {
        await desk.tidy();
      }
    });
  }
});
