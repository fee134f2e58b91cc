// @ts-check
// On which sites Gluepane runs: those that the technician has enabled, from then on, and until they are removed.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  ask, closePages, connect, copy, DATTO, enableHost, find, HDG, openClient, panelFrame, press, sees, showsClient, startDesk, SVC,
  textOf, until,
} from "./harness/index.mjs";
import { tabOf } from "./harness/reader_world.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** How many frames of ours a page has. @param {Page} page */
async function frames(page) {
  let n = 0;
  for (const frame of page.frames()) {
    const path = await frame.evaluate(() => location.pathname).catch(() => "");
    if (path.endsWith("/extension/panel.html")) n += 1;
  }
  return n;
}

/** Elements of ours (or anybody's but the page's own) at the root of a page. @param {Page} page */
async function hostElements(page) {
  return page.evaluate(() => [...document.documentElement.children].filter((element) => !["HEAD", "BODY"].includes(element.tagName)).length);
}

describe("enabling a site", () => {
  /** @type {Awaited<ReturnType<typeof startDesk>>} */
  let desk;
  /** @type {Page} */
  let options;
  before(async () => {
    desk = await startDesk();
    options = await connect(desk.launched, { key: desk.simulator.api_key });
    await desk.simulator.control.clearJournal();
  });
  after(() => desk?.stop());
  afterEach(async () => {
    const { hosts } = (await ask(options, "options")).body.view;
    for (const { origin } of hosts) await ask(options, "remove_host", { origin });
    await closePages(desk.launched, [options]);
    await desk.simulator.control.clearJournal();
  });

  /** A page of a site that isn't enabled, with the popup for it. */
  async function openWithPopup(url = DATTO + HDG.device) {
    const page = await desk.launched.newPage(url);
    const tab = await tabOf(options, url);
    const popup = await desk.launched.openExtensionPage(`extension/popup.html?tab=${tab}`);
    return { page, popup, tab };
  }

  test("nothing runs on a site before it is enabled", async () => {
    const { page, popup } = await openWithPopup();
    await find(popup, "Enable on this site");
    assert.equal(await hostElements(page), 0);
    assert.equal(await frames(page), 0);
    const tab = await tabOf(options, DATTO + HDG.device);
    const isThere = await options.evaluate(async (tabId) => {
      const [injection] = await chrome.scripting.executeScript({ target: { tabId }, func: () => "gluepaneReader" in globalThis });
      return injection?.result;
    }, tab);
    assert.equal(isThere, false, "no reader has started");
    assert.deepEqual((await desk.simulator.control.journal()).filter((entry) => entry.surface === "api"), []);
  });

  test("the popup guesses the product by the host, and asks where it can't", async () => {
    const { popup } = await openWithPopup();
    const chosen = async (/** @type {Page} */ where) =>
      (await find(where, "Product", "combobox")).evaluate((element) => /** @type {HTMLSelectElement} */ (element).selectedOptions[0]?.text);
    await until("Datto RMM is guessed", async () => (await chosen(popup)) === "Datto RMM");
    await sees(popup, "pinotage.rmm.datto.com");
    const { popup: other } = await openWithPopup("https://tickets.example/");
    await until("nothing is guessed", async () => (await chosen(other)) === "Choose…");
    const button = await find(other, "Enable on this site");
    assert.equal(await button.evaluate((element) => /** @type {HTMLButtonElement} */ (element).disabled), true);
  });

  test("Enable on this site works at once, in the tab that is open already, without a reload", async () => {
    const { page, popup } = await openWithPopup();
    await page.evaluate(() => (/** @type {any} */ (globalThis).sameDocument = true));
    await press(popup, "Enable on this site");
    await sees(popup, "Enabled for Datto RMM");
    await page.bringToFront();
    const panel = await panelFrame(page);
    await showsClient(panel, HDG.name);
    assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).sameDocument), true);
    assert.equal(await frames(page), 1);
  });

  test("a popup that the browser's prompt closes doesn't matter: the site is enabled all the same", async () => {
    const { page, popup, tab } = await openWithPopup();
    await find(popup, "Enable on this site");
    // All that the popup gets to do before the prompt takes its place.
    await popup.evaluate((message) => void chrome.runtime.sendMessage(message), {
      place: { tab: { tab } }, request: { enable_host: { product: "datto-rmm" } },
    });
    await popup.close();
    await page.bringToFront();
    await showsClient(await panelFrame(page), HDG.name);
  });

  test("an enabled site is listed in the options, with its product in a list to choose from", async () => {
    const page = await desk.launched.newPage(`${DATTO}/`);
    await enableHost(desk.launched, page);
    await options.bringToFront();
    const row = await find(options, DATTO, "listitem");
    assert.match(await row.evaluate((element) => element.textContent ?? ""), /pinotage\.rmm\.datto\.com/);
    const select = await find(options, "Product", "combobox");
    assert.equal(await select.evaluate((element) => /** @type {HTMLSelectElement} */ (element).selectedOptions[0]?.text), "Datto RMM");
    const saved = await ask(options, "set_host_product", { origin: DATTO, product: "datto-rmm" });
    assert.equal(saved.body.view.hosts[0].product, "datto-rmm");
    const unknown = await ask(options, "set_host_product", { origin: DATTO, product: "no such product" });
    assert.equal(unknown.is, "failed");
  });

  test("Remove takes the panel away without a reload, and it stays away after one", async () => {
    const first = await desk.launched.newPage(`${DATTO}/`);
    await enableHost(desk.launched, first);
    const { page } = await openClient(desk.launched, HDG.device, HDG.name);
    assert.equal(await hostElements(page), 1);
    await options.bringToFront();
    await press(options, "Remove");
    await sees(options, "None yet.");
    await until("the panel is gone", async () => (await hostElements(page)) === 0 && (await frames(page)) === 0);
    await page.reload();
    // A reader starts when the document is read, and reload() waits for longer than that.
    const { hosts } = (await ask(options, "options")).body.view;
    assert.deepEqual(hosts, []);
    const tab = await tabOf(options, DATTO + HDG.device);
    const isThere = await options.evaluate(async (tabId) => {
      const [injection] = await chrome.scripting.executeScript({ target: { tabId }, func: () => "gluepaneReader" in globalThis });
      return injection?.result;
    }, tab);
    assert.equal(isThere, false, "no reader has started");
    assert.equal(await hostElements(page), 0);
  });

  test("Remove works though the background was killed before", async () => {
    const first = await desk.launched.newPage(`${DATTO}/`);
    await enableHost(desk.launched, first);
    const { page } = await openClient(desk.launched, HDG.device, HDG.name);
    await desk.launched.killBackground();
    await ask(options, "remove_host", { origin: DATTO });
    await until("the panel is gone", async () => (await hostElements(page)) === 0);
  });

  test("another host of the same product is another site", async () => {
    const page = await desk.launched.newPage(`${DATTO}/`);
    await enableHost(desk.launched, page);
    const other = await desk.launched.newPage(`https://concord.rmm.datto.com${HDG.device}`);
    assert.equal(await hostElements(other), 0);
    const tab = await tabOf(options, `https://concord.rmm.datto.com${HDG.device}`);
    const popup = await desk.launched.openExtensionPage(`extension/popup.html?tab=${tab}`);
    await find(popup, "Enable on this site");
  });

  test("the same host with another port is another site", async () => {
    const page = await desk.launched.newPage(`${DATTO}/`);
    await enableHost(desk.launched, page);
    const other = await desk.launched.newPage(`${DATTO}:8443${HDG.device}`);
    const tab = await tabOf(options, `${DATTO}:8443${HDG.device}`);
    const popup = await desk.launched.openExtensionPage(`extension/popup.html?tab=${tab}`);
    await find(popup, "Enable on this site");
    assert.equal(await hostElements(other), 0);
    const asked = await options.evaluate(async (tabId) => {
      const [injection] = await chrome.scripting.executeScript({ target: { tabId }, func: () => chrome.runtime.sendMessage("plan") });
      return injection?.result;
    }, tab);
    assert.deepEqual(asked, { plan: { plan: null } }, "a reader there is told to stop");
  });

  test("a panel collapsed from the popup becomes a tab at the edge, and opens again", async () => {
    const first = await desk.launched.newPage(`${DATTO}/`);
    await enableHost(desk.launched, first);
    const { page, panel } = await openClient(desk.launched, SVC.device, SVC.name);
    await press(panel, "Collapse");
    await find(panel, "Open Gluepane");
    assert.doesNotMatch(await textOf(panel), /Passwords/);
    await page.reload();
    const again = await panelFrame(page);
    await press(again, "Open Gluepane");
    await showsClient(again, SVC.name);
  });

  test("a reader left over from before an update is replaced: one panel, and it works", async () => {
    const { launched, simulator } = desk;
    const first = await launched.newPage(`${DATTO}/`);
    await enableHost(launched, first);
    const { page } = await openClient(launched, HDG.device, HDG.name);
    await launched.update();
    // An update closes the extension's own pages, and ends the session that the key was kept for.
    options = await connect(launched, { key: simulator.api_key });
    await page.bringToFront();
    await until("there is one panel", async () => (await hostElements(page)) === 1 && (await frames(page)) === 1);
    const panel = await panelFrame(page);
    await showsClient(panel, HDG.name);
    await copy(panel, HDG.password);
    assert.equal(await launched.readClipboard(), await simulator.control.passwordValue(HDG.password));
  });
});
