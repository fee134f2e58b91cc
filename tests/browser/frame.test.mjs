// @ts-check
// The panel's frame in a page that means no good, or that is strict.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  ask, browserName, clipboardHolds, copy, find, HDG, openClient, press, pressInRow, reveals, rowButton, sees, showsClient, shownValue, startReadyDesk,
  until,
} from "./harness/index.mjs";
import { COVERS } from "./harness/covers.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */

const COVERED = "This page is covering Gluepane";

describe("the panel's frame", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  /** A client's page, and something harmless on the clipboard. */
  async function open() {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await copy(panel, HDG.password, "Copy Username");
    await desk.simulator.control.clearJournal();
    return { page, panel };
  }

  async function assertNothingHappened() {
    assert.deepEqual(reveals(await desk.simulator.control.journal()), [], "no value was asked for");
    assert.equal(await desk.launched.readClipboard(), "administrator");
  }

  /** @param {Frame} panel */
  async function assertStillWorks(panel) {
    await copy(panel, HDG.password);
    assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue(HDG.password));
  }

  test("a script's click on a secret button does nothing", async () => {
    const { panel } = await open();
    for (const name of ["Copy Password", "Show Password"]) {
      const button = await rowButton(panel, HDG.password, name);
      await button.evaluate((element) => {
        /** @type {HTMLElement} */ (element).click();
        for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
          element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, composed: true }));
        }
      });
    }
    const username = await rowButton(panel, "9301022", "Copy Username");
    await username.evaluate((element) => /** @type {HTMLElement} */ (element).click());
    await (await find(panel, "Search passwords", "textbox")).evaluate((field) => {
      /** @type {HTMLElement} */ (field).focus();
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    });
    // A real press afterwards is answered; whatever the others had asked for would have been asked before it.
    await pressInRow(panel, "9301024", "Show Password");
    await until("the value is shown", async () => (await shownValue(panel, "9301024")) !== null);
    const read = reveals(await desk.simulator.control.journal()).map((entry) => entry.path_and_query.split("?")[0]);
    assert.deepEqual(read, ["/passwords/9301024"]);
    assert.equal(await shownValue(panel, HDG.password), null);
    assert.equal(await desk.launched.readClipboard(), "administrator");
    await assertStillWorks(panel);
  });

  for (const [what, query] of /** @type {const} */ ([
    ["a strict Content-Security-Policy that forbids all frames", "csp=strict"],
    ["Permissions-Policy: clipboard-write=()", "pp=1"],
    ["four hundred changes a second", "flood=400"],
  ])) {
    test(`on a page with ${what} the whole job works`, async () => {
      const { page, panel } = await openClient(desk.launched, `${HDG.device}?${query}`, HDG.name);
      await assertStillWorks(panel);
      await pressInRow(panel, "9301022", "Show Password");
      const value = await desk.simulator.control.passwordValue("9301022");
      await until("the value is shown", async () => (await shownValue(panel, "9301022")) === value);
      await press(panel, "Clear now");
      await clipboardHolds(desk.launched, "");
      assert.ok(page);
    });
  }

  /** Waits until the frame is covered as far as the panel can know, or is gone. @param {Frame} panel */
  async function isHidden(panel) {
    await until("the row is covered, or the frame gone", async () => {
      if (panel.detached) return true;
      if (browserName() === "firefox") return !(await ask(panel, "look")).body.clear;
      return panel.evaluate((id) => {
        const here = /** @type {any} */ (globalThis);
        if (!here.isWatched) {
          here.isWatched = true;
          here.unseenSince = 0;
          const row = /** @type {Element} */ (document.querySelector(`li[data-row="${id}"]`));
          const options = /** @type {any} */ ({ trackVisibility: true, delay: 100, threshold: [0, 0.5, 0.95] });
          new IntersectionObserver((entries) => {
            const { isVisible, intersectionRatio } = /** @type {any} */ (entries.at(-1));
            here.unseenSince = isVisible && intersectionRatio >= 0.95 ? 0 : performance.now();
          }, options).observe(row);
        }
        // The panel's own observer looks as often as this one: twice the delay, and it has seen it too.
        return here.unseenSince > 0 && performance.now() - here.unseenSince > 250;
      }, HDG.password).catch(() => panel.detached);
    });
  }

  for (const [what, act] of Object.entries(COVERS)) {
    test(`under ${what} nothing secret is copied or shown`, async () => {
      const { page, panel } = await open();
      const places = [];
      for (const name of ["Copy Password", "Show Password"]) {
        const box = await (await rowButton(panel, HDG.password, name)).boundingBox();
        if (box) places.push([box.x + box.width / 2, box.y + box.height / 2]);
      }
      assert.equal(places.length, 2);
      await page.evaluate(`(${act})()`);
      await isHidden(panel);
      for (const [x, y] of places) await page.mouse.click(/** @type {number} */ (x), /** @type {number} */ (y));
      // Longer than a press waits for its row.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      if (!panel.detached) assert.equal(await shownValue(panel, HDG.password).catch(() => null), null);
      await assertNothingHappened();
    });
  }

  test("once what covered it is gone it works again", async () => {
    const { page, panel } = await open();
    await page.evaluate(() => {
      const veil = document.createElement("div");
      veil.popover = "manual";
      veil.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fffe;pointer-events:none";
      document.body.append(veil);
      const again = () => veil.isConnected && (veil.matches(":popover-open") && veil.hidePopover(), veil.showPopover(), requestAnimationFrame(again));
      again();
      veil.id = "attack";
    });
    await isHidden(panel);
    await pressInRow(panel, HDG.password, "Copy Password");
    await sees(panel, COVERED);
    await assertNothingHappened();
    await page.evaluate(() => document.getElementById("attack")?.remove());
    await press(panel, "Try again");
    await showsClient(panel, HDG.name);
    await assertStillWorks(panel);
  });
});
