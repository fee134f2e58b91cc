// @ts-check
// The browser's own side panel: the same panel, for the active tab of its window.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { ask, DATTO, HDG, openClient, panelFrame, showsClient, startReadyDesk, SVC, until } from "./harness/index.mjs";
import { openSidePanel } from "./harness/side.mjs";

describe("the side panel", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  /** @type {Awaited<ReturnType<typeof openSidePanel>>} */
  let side;
  before(async () => {
    desk = await startReadyDesk();
    side = await openSidePanel(desk.launched);
  });
  after(() => desk?.stop());
  afterEach(async () => {
    for (const page of await desk.launched.browser.pages()) if (page !== side.inside) await page.close().catch(() => undefined);
    await desk.simulator.control.clearJournal();
  });

  /** @param {string} name */
  const shows = (name) => until(`the side panel shows ${name}`, async () => (await side.ask("view")).view.state.linked?.linked.organization.name === name);

  /** A client's page, in front. @param {string} path @param {string} name */
  async function open(path, name) {
    const opened = await openClient(desk.launched, path, name);
    await opened.page.bringToFront();
    return opened;
  }

  test("it shows the client of the active tab of its window, and goes along when another tab comes to the front", async () => {
    const first = await open(HDG.device, HDG.name);
    await shows(HDG.name);
    const second = await open(SVC.device, SVC.name);
    await shows(SVC.name);
    await first.page.bringToFront();
    await shows(HDG.name);
    await until("and draws it", async () => (await side.text()).includes(HDG.name));
    const { view } = await side.ask("view");
    assert.ok(view.tab > 0 && view.page_tab === view.tab && view.pinned === null, JSON.stringify(view));
    assert.ok(second.page);
  });

  test("a password is copied from it, and its own look is always clear", async () => {
    await open(HDG.device, HDG.name);
    await shows(HDG.name);
    const { view } = await side.ask("view");
    await side.ask("copy_password", { revision: view.revision, password: HDG.password });
    assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue(HDG.password));
    assert.deepEqual(await side.ask("look"), { clear: true });
  });

  test("where a host has the panel in the side panel nothing is put into its pages, and they are read all the same", async () => {
    const { page } = await open(HDG.device, HDG.name);
    await shows(HDG.name);
    const nFrames = () => page.evaluate(() => document.querySelectorAll("html > [popover]").length);
    assert.equal(await nFrames(), 1);
    await side.ask("set_place", { place: "side_panel" });
    await until("the frame is gone", async () => (await nFrames()) === 0);
    const other = await desk.launched.newPage(DATTO + SVC.device);
    await other.bringToFront();
    await shows(SVC.name);
    assert.equal(await other.evaluate(() => document.querySelectorAll("html > [popover]").length), 0);
    assert.equal((await side.ask("view")).view.place, "side_panel");
    await side.ask("set_place", { place: "in_page" });
    await other.bringToFront();
    await showsClient(await panelFrame(other), SVC.name);
    await until("and in the other tab", async () => (await nFrames()) === 1);
  });

  test("pinned it stays with its client while another tab comes to the front, and says what that shows", async () => {
    const first = await open(HDG.device, HDG.name);
    await shows(HDG.name);
    const { revision } = (await side.ask("view")).view;
    await side.ask("pin", { revision });
    const { panel } = await open(SVC.device, SVC.name);
    const { view } = await side.ask("view");
    assert.equal(view.state.linked.linked.organization.name, HDG.name);
    assert.match(view.pinned.page, new RegExp(SVC.name));
    assert.equal((await ask(panel, "view")).body.view.pinned, null, "the page's own panel goes on");
    const let_go = (await side.ask("unpin")).view;
    assert.equal(let_go.state.linked.linked.organization.name, SVC.name);
    assert.ok(first.page);
  });
});
