// @ts-check
// What the options and the popup offer beside connecting and enabling: where the panel stands, its keys, the side panel.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { ask, browserName, choose, closePages, connect, DATTO, enableHost, find, HDG, loadAgain, press, sees, startDesk, until } from "./harness/index.mjs";
import { tabOf } from "./harness/reader_world.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** @param {Page} page @param {string} label */
async function valueOf(page, label, role = "textbox") {
  return (await find(page, label, role)).evaluate((element) => /** @type {HTMLInputElement} */ (element).value);
}

/** The id of what has the focus. @param {Page} page */
async function focused(page) {
  return page.evaluate(() => document.activeElement?.id);
}

describe("options and popup", () => {
  /** @type {Awaited<ReturnType<typeof startDesk>>} */
  let desk;
  /** @type {Page} */
  let options;
  before(async () => {
    desk = await startDesk();
    options = await connect(desk.launched, { key: desk.simulator.api_key });
    const page = await desk.launched.newPage(DATTO + HDG.device);
    await (await enableHost(desk.launched, page)).close();
    await page.close();
  });
  after(() => desk?.stop());
  afterEach(async () => {
    await ask(options, "reset_shortcuts");
    await ask(options, "set_host_place", { origin: DATTO, place: "in_page" });
    await closePages(desk.launched, [options]);
    await options.bringToFront();
    await loadAgain(options);
    await find(options, "Reset all");
  });

  test("where the panel stands is chosen for each site, and the list keeps the focus", async () => {
    const list = await find(options, "Panel", "combobox");
    await list.focus();
    await list.select("side");
    await until("it is kept", async () => {
      const [host] = (await ask(options, "options")).body.view.hosts;
      return host.place === "side_panel";
    });
    await until("the list has the focus", async () => (await focused(options)) === "host-0-panel");
    assert.equal(await valueOf(options, "Panel", "combobox"), "side");
  });

  test("a shortcut is changed by pressing its new key, and turned off by Backspace", async () => {
    const field = await find(options, "Copy Password", "textbox");
    assert.equal(await valueOf(options, "Copy Password"), "c");
    await field.focus();
    await options.keyboard.press("k");
    await until("the field shows it", async () => (await valueOf(options, "Copy Password")) === "k");
    await loadAgain(options);
    await until("it is kept", async () => (await valueOf(options, "Copy Password")) === "k");
    await (await find(options, "Copy Password", "textbox")).focus();
    await options.keyboard.press("Backspace");
    await until("it is off", async () => (await valueOf(options, "Copy Password")) === "");
    await press(options, "Reset all");
    await until("it is as it came", async () => (await valueOf(options, "Copy Password")) === "c");
  });

  test("a key that another shortcut has is refused by name", async () => {
    await (await find(options, "Copy Username", "textbox")).focus();
    await options.keyboard.press("/");
    await sees(options, "“/” is the key for Go to the search already.");
    assert.equal(await valueOf(options, "Copy Username"), "u");
    await options.keyboard.press("Tab");
    assert.notEqual(await focused(options), "key-2", "Tab leaves the field");
  });

  test("the browser's own commands are listed with their keys, and where to change them is said", async () => {
    await sees(options, "Alt+Shift+G");
    await sees(options, browserName() === "firefox" ? "Manage Extension Shortcuts" : "chrome://extensions/shortcuts");
    await find(options, "Change in the browser");
  });

  test("the popup moves the panel to the side panel and back, and can open that", async () => {
    const url = DATTO + HDG.device;
    await desk.launched.newPage(url);
    const popup = await desk.launched.openExtensionPage(`extension/popup.html?tab=${await tabOf(options, url)}`);
    await find(popup, "Open side panel");
    await find(popup, "Hide panel");
    await choose(popup, "Show the panel in", "Side panel");
    await until("it is kept", async () => (await ask(options, "options")).body.view.hosts[0].place === "side_panel");
    await until("nothing in the page is left to hide", async () => {
      const names = await popup.$$eval("button", (buttons) => buttons.map((button) => button.textContent));
      return !names.includes("Hide panel") && names.includes("Open side panel");
    });
    await choose(popup, "Show the panel in", "Page");
    await find(popup, "Hide panel");
  });
});
