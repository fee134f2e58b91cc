// @ts-check
// The panel's frame in a page that means no good, or that is strict.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  clipboardHolds, copy, find, HDG, openClient, press, pressInRow, reveals, rowButton, shownValue, startReadyDesk, until,
} from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Frame} Frame */

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
});
