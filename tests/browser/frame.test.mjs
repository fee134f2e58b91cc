// @ts-check
// The panel's frame in a page that means no good, or that is strict.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  browserName, clipboardHolds, copy, find, HDG, openClient, press, pressInRow, reveals, rowButton, sees, showsClient, shownValue, startReadyDesk,
  until,
} from "./harness/index.mjs";

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

  // Firefox has no `trackVisibility`; what the page reader is to do there instead is not built yet.
  if (browserName() === "chromium") {
    /** What a page may do to dress up the frame, and how it takes it back. @type {Record<string, (host: HTMLElement) => void>} */
    const attacks = {
      "a veil in the top layer that lets clicks through": () => {
        const veil = document.createElement("div");
        veil.id = "attack";
        veil.popover = "manual";
        veil.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fffe;pointer-events:none";
        document.body.append(veil);
        veil.showPopover();
      },
      "opacity on the frame's own element": (host) => host.style.setProperty("opacity", "0.02", "important"),
      "a transform of the frame's own element": (host) => host.style.setProperty("transform", "scale(0.98)", "important"),
      "a clip-path that leaves the buttons alone in sight": (host) => host.style.setProperty("clip-path", "inset(0 0 0 70%)", "important"),
    };

    /** Waits until the browser has told our frame that its rows can't be seen. @param {Page} page @param {Frame} panel @param {(host: HTMLElement) => void} attack */
    async function attackWith(page, panel, attack) {
      await panel.evaluate((id) => {
        const here = /** @type {any} */ (globalThis);
        const row = /** @type {Element} */ (document.querySelector(`li[data-row="${id}"]`));
        const options = /** @type {any} */ ({ trackVisibility: true, delay: 100, threshold: [0, 0.5, 0.95] });
        here.unseenSince = 0;
        new IntersectionObserver((entries) => {
          const { isVisible, intersectionRatio } = /** @type {any} */ (entries.at(-1));
          here.unseenSince = isVisible && intersectionRatio >= 0.95 ? 0 : performance.now();
        }, options).observe(row);
      }, HDG.password);
      await page.evaluate(`(${attack})(document.documentElement.querySelector(":scope > [popover]"))`);
      // The panel's own observer looks as often as this one: twice the delay, and it has seen it too.
      await until("the row is covered", () =>
        panel.evaluate(() => {
          const since = /** @type {any} */ (globalThis).unseenSince;
          return since > 0 && performance.now() - since > 250;
        }),
      );
    }

    for (const [what, attack] of Object.entries(attacks)) {
      test(`under ${what} nothing secret is copied or shown, the panel says so, and works again afterwards`, async () => {
        // Both go the same way; once is enough to know that.
        for (const name of what.startsWith("a veil") ? ["Copy Password", "Show Password"] : ["Copy Password"]) {
          const { page, panel } = await open();
          await attackWith(page, panel, attack);
          await pressInRow(panel, HDG.password, name);
          await sees(panel, COVERED);
          assert.equal(await shownValue(panel, HDG.password), null);
          await assertNothingHappened();
          await page.evaluate(() => {
            document.getElementById("attack")?.remove();
            const host = /** @type {HTMLElement} */ (document.documentElement.querySelector(":scope > [popover]"));
            for (const property of ["opacity", "transform", "clip-path"]) host.style.removeProperty(property);
          });
          await press(panel, "Try again");
          await showsClient(panel, HDG.name);
          await assertStillWorks(panel);
          await desk.tidy();
        }
      });
    }

    test("under a modal dialog of the page neither mouse nor keyboard reach a secret", async () => {
      const { page, panel } = await open();
      const search = await find(panel, "Search passwords", "textbox");
      await search.click();
      await page.evaluate(() => {
        const dialog = document.createElement("dialog");
        dialog.id = "attack";
        dialog.textContent = "Sign in again";
        document.body.append(dialog);
        dialog.showModal();
      });
      await pressInRow(panel, HDG.password, "Copy Password");
      await page.keyboard.press("Enter");
      await page.evaluate(() => document.getElementById("attack")?.remove());
      // A press that waited for its row would be decided by now.
      await pressInRow(panel, "9301024", "Show Password");
      await until("the value is shown", async () => (await shownValue(panel, "9301024")) !== null);
      const read = reveals(await desk.simulator.control.journal()).map((entry) => entry.path_and_query.split("?")[0]);
      assert.deepEqual(read, ["/passwords/9301024"]);
      assert.equal(await desk.launched.readClipboard(), "administrator");
      await assertStillWorks(panel);
    });
  }
});
