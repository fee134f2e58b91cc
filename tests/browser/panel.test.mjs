// @ts-check
// The panel around its rows: matches changed by hand, the frame's edge, pins, what failed, and the keyboard.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  clipboardHolds, find, goInside, HDG, head, openClient, openPage, press, rows, sees, showsClient, shownValue,
  startReadyDesk, SVC, textOf, until,
} from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */

const UNKNOWN_DEVICE = "/device/410090/FRONTDESK-3";

describe("the panel", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  /** @param {Frame} panel */
  const focused = (panel) =>
    panel.evaluate(() => {
      const element = document.activeElement;
      return element?.id || element?.getAttribute("aria-label") || element?.textContent || "";
    });

  /** @param {Frame} panel @param {string} id */
  async function hasFocus(panel, id) {
    await until(`the focus is on ${id}`, async () => (await focused(panel)) === id);
  }

  /** The width of the frame, by its own document. @param {Frame} panel */
  const widthOf = (panel) => panel.evaluate(() => innerWidth);

  test("Change Match takes the rows away and shows the search; Cancel brings everything back, and the focus with it", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await press(panel, "Change Match");
    await find(panel, "Cancel");
    assert.deepEqual(await rows(panel), [], "no rows while the match is open");
    await hasFocus(panel, "search");
    await press(panel, "Cancel");
    await showsClient(panel, HDG.name);
    await hasFocus(panel, "change-match");
  });

  test("another organization chosen after Change Match is linked, says so, and Undo takes it back", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await press(panel, "Change Match");
    await (await find(panel, "Search all organizations", "textbox")).type("summit");
    const row = await find(panel, SVC.name, "listitem");
    await sees(panel, "Your choice is remembered for the Datto RMM site");
    await (await row.$("button"))?.click();
    await until("Summit is shown", async () => (await head(panel)).organization === SVC.name);
    assert.match((await head(panel)).reasons, /linked by you/);
    await press(panel, "Undo");
    await showsClient(panel, HDG.name);
    assert.doesNotMatch((await head(panel)).reasons, /by you/);
  });

  test("Match… finds a configuration of the client for a device that IT Glue doesn't know; Undo takes it back", async () => {
    const { panel } = await openClient(desk.launched, UNKNOWN_DEVICE, HDG.name);
    await sees(panel, "Configuration not found");
    assert.ok((await rows(panel)).length > 0, "the client's own rows stay");
    await press(panel, "Match…");
    await (await find(panel, "Search configurations", "textbox")).type("PC05");
    await until("it alone is listed", () => panel.evaluate(() => document.querySelectorAll("dialog[open] li").length === 1));
    const row = await find(panel, "HDG-PC05", "listitem");
    await (await row.$("button"))?.click();
    await until("the device is named", async () => (await head(panel)).device.startsWith("HDG-PC05"));
    assert.match((await head(panel)).reasons, /device (linked|chosen) by you/);
    await find(panel, "Open Configuration");
    await press(panel, "Undo");
    await sees(panel, "Configuration not found");
  });

  test("a dialog gives the focus back when it is closed with Escape", async () => {
    const { page, panel } = await openClient(desk.launched, UNKNOWN_DEVICE, HDG.name);
    await (await find(panel, "Match…")).focus();
    await page.keyboard.press("Enter");
    await hasFocus(panel, "search-configurations");
    await page.keyboard.press("Escape");
    await hasFocus(panel, "match");
  });

  test("the edge makes the panel wider and narrower by keyboard, and the width stays with the host", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const begun = await widthOf(panel);
    await (await find(panel, "Width", "[role=separator]")).focus();
    await page.keyboard.press("ArrowLeft");
    await until("it is 16 px wider", async () => (await widthOf(panel)) === begun + 16);
    await page.keyboard.press("Home");
    await until("it is as narrow as can be", async () => (await widthOf(panel)) === 300);
    const { panel: other } = await openClient(desk.launched, SVC.device, SVC.name);
    assert.equal(await widthOf(other), 300);
    await page.bringToFront();
    await page.keyboard.press("End");
    await until("it is as wide as can be", async () => (await widthOf(panel)) === 720);
    const value = await (await find(panel, "Width", "[role=separator]")).evaluate((edge) => edge.getAttribute("aria-valuenow"));
    assert.equal(value, "720");
  });

  test("the edge follows the pointer", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await (await find(panel, "Width", "[role=separator]")).focus();
    await page.keyboard.press("End");
    await until("it is as wide as can be", async () => (await widthOf(panel)) === 720);
    // Inwards: an automated Chromium gives what happens outside the frame to the page, captured or not.
    const box = await (await find(panel, "Width", "[role=separator]")).boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + 3, box.y + 300];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 10; step += 1) {
      await page.mouse.move(x + step * 10, y);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    // A hand comes to rest before it lets go; where the edge was late, it catches up then.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.mouse.move(x + 101, y);
    await page.mouse.move(x + 100, y);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await page.mouse.up();
    await until("it is about 100 px narrower", async () => Math.abs((await widthOf(panel)) - 620) <= 8);
  });

  test("the menu is walked by arrow keys, moves the panel to the other side, and gives the focus back", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await (await find(panel, "More")).focus();
    await page.keyboard.press("Enter");
    const left = await find(panel, "Move to the left", "[role=menuitem]");
    await page.keyboard.press("Escape");
    await hasFocus(panel, "more");
    await page.keyboard.press("Enter");
    await until("the menu is open", () => left.isVisible());
    await page.keyboard.press("m");
    await until("the item has the focus", async () => (await focused(panel)) === "Move to the left");
    await page.keyboard.press("Enter");
    await until("the panel stands at the left", async () => ((await (await panel.frameElement())?.boundingBox())?.x ?? 99) < 20);
    await press(panel, "More");
    await press(panel, "Move to the right", "[role=menuitem]");
  });

  test("a pinned panel stays while the page goes on, says what the page shows, and goes back", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await press(panel, "Pin");
    await sees(panel, "Pinned · not following the page");
    await goInside(page, SVC.device);
    await sees(panel, /The page shows .*Summit/);
    assert.equal((await head(panel)).organization, HDG.name);
    assert.ok((await rows(panel)).includes(HDG.password), "its rows stay");
    await press(panel, "Back to this page");
    await showsClient(panel, SVC.name);
    assert.doesNotMatch(await textOf(panel), /Pinned/);
  });

  test("what IT Glue couldn't answer is tried again by itself", async () => {
    await desk.simulator.control.fault({ path_contains: "passwords", kind: "status", value: 503 });
    const { panel } = await openPage(desk.launched, HDG.device);
    await sees(panel, /IT Glue has a problem.*Trying again in \d+ s/);
    await desk.simulator.control.clearFaults();
    await until("the rows come by themselves", async () => (await rows(panel)).length > 0, 12_000);
  });

  test("a used-up request limit that is over soon is waited for without a word", async () => {
    await desk.simulator.control.fault({ path_contains: "passwords", kind: "rate_limit", value: 3, times: 1 });
    const { panel } = await openPage(desk.launched, SVC.device);
    let words = "";
    await until("the rows come by themselves", async () => ((words += await textOf(panel)), (await rows(panel)).length > 0), 12_000);
    assert.doesNotMatch(words, /IT Glue is busy|request limit/);
  });

  test("a used-up request limit that lasts counts down and goes on by itself", async () => {
    await desk.simulator.control.fault({ path_contains: "passwords", kind: "rate_limit", value: 14, times: 1 });
    const { panel } = await openPage(desk.launched, SVC.device);
    await sees(panel, /IT Glue is busy.*Trying again in 1?\d s/);
    await until("the rows come by themselves", async () => (await rows(panel)).length > 0, 25_000);
  });

  test("after a stumble Go on leads back, and the next action works", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await panel.evaluate(() => dispatchEvent(new Event("gluepane-stumbled")));
    await sees(panel, "Gluepane has stumbled");
    await press(panel, "Go on");
    await until("the panel is there again", async () => (await rows(panel).catch(() => [])).length > 0);
    await press(panel, "More");
    await page.keyboard.press("Escape");
  });

  test("single keys: a row's password is copied and shown, the tabs change, and the help lists them", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const row = await panel.$(`li[data-row="${HDG.password}"]`);
    await row?.focus();
    await page.keyboard.press("s");
    const value = await desk.simulator.control.passwordValue(HDG.password);
    await until("the value is shown", async () => (await shownValue(panel, HDG.password)) === value);
    await page.keyboard.press("s");
    await until("the value is hidden", async () => (await shownValue(panel, HDG.password)) === null);
    await page.keyboard.press("c");
    await clipboardHolds(desk.launched, value);
    await page.keyboard.press("2");
    await find(panel, "Open Documentation");
    await page.keyboard.press("1");
    await find(panel, "Open Passwords");
    await page.keyboard.press("?");
    await sees(panel, /Keyboard shortcuts.*Copy Password c/);
    await page.keyboard.press("Escape");
    await until("the help is closed", async () => !/Keyboard shortcuts/.test(await textOf(panel)));
  });

  test("a key typed into the search is a letter and no shortcut", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await (await find(panel, "Search passwords", "textbox")).focus();
    await page.keyboard.type("x?c");
    assert.equal(await panel.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).value), "x?c");
    await find(panel, "Collapse");
  });

  test("collapsed and opened by keyboard, the focus goes along", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await (await find(panel, "Collapse")).focus();
    await page.keyboard.press("Enter");
    await hasFocus(panel, "edge");
    await page.keyboard.press("Enter");
    await hasFocus(panel, "search");
    await showsClient(panel, HDG.name);
  });
});
