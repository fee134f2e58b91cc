// @ts-check
// Panels that stay with a client, windows of their own, and the command that opens the panel.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  ask, browserName, DATTO, goInside, HDG, openClient, panelFrame, revisionOf, showsClient, startReadyDesk, SVC, until,
} from "./harness/index.mjs";
import { tabOf } from "./harness/reader_world.mjs";

/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {import("puppeteer-core").Page} Page */

describe("pins and windows of their own", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  /** @param {Frame | Page} panel */
  const viewOf = async (panel) => (await ask(panel, "view")).body.view;
  /** @param {any} view */
  const client = (view) => view.state.linked?.linked.organization.name;

  test("a pinned panel keeps its client over navigations, loads and a killed background, until it is let go", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const revision = await revisionOf(panel);
    const pinned = (await ask(panel, "pin", { revision })).body.view;
    assert.ok(pinned.tab < 0 && pinned.page_tab > 0 && pinned.pinned.page === null, JSON.stringify(pinned));
    await goInside(page, SVC.device);
    const after = await until("the note says what the page shows", async () => {
      const view = await viewOf(panel);
      return view.pinned.page?.includes(SVC.name) ? view : undefined;
    });
    assert.deepEqual([client(after), after.revision], [HDG.name, pinned.revision]);
    await desk.launched.killBackground();
    await page.goto(DATTO + SVC.device);
    const again = await panelFrame(page);
    await until("still pinned", async () => client(await viewOf(again)) === HDG.name);
    const password = HDG.password;
    await ask(again, "copy_password", { revision: pinned.revision, password });
    assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue(password));
    await ask(again, "unpin");
    await until("back with the page", async () => {
      const view = await viewOf(again);
      return client(view) === SVC.name && view.pinned === null;
    });
    assert.equal((await ask(again, "copy_password", { revision: pinned.revision, password })).failure, "outdated");
  });

  test("a panel in a tab of its own is refused, with any token", async () => {
    for (const query of ["", "?popout=", `?popout=${"0".repeat(32)}`]) {
      const page = await desk.launched.openExtensionPage(`extension/panel.html${query}`);
      for (const place of ["here", { tab: { tab: 1 } }]) {
        assert.equal((await ask(page, "view", undefined, place)).failure, "refused", query);
      }
    }
  });

  test("side, width and collapsing are remembered for the host", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await ask(panel, "set_side", { side: "left" });
    await ask(panel, "set_width", { width: 444 });
    const boxOf = (/** @type {Page} */ one) => one.evaluate(() => /** @type {Element} */ (document.querySelector("html > [popover]")).getBoundingClientRect().toJSON());
    await until("moved and widened", async () => {
      const { left, width } = await boxOf(page);
      return left === 0 && width === 444;
    });
    const other = await openClient(desk.launched, SVC.device, SVC.name);
    const { left, width } = await boxOf(other.page);
    assert.deepEqual([left, width], [0, 444]);
    await ask(panel, "set_side", { side: "right" });
    await ask(panel, "set_width", { width: 380 });
  });

  // Neither driver presses a browser's own shortcuts; Chromium lets the event be made.
  if (browserName() === "chromium") {
    test("the command collapses the panel, and opens it with the keyboard in it", async () => {
      const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
      const inside = await desk.launched.openExtensionPage("extension/options.html");
      const tab = await tabOf(inside, page.url());
      await page.bringToFront();
      const target = desk.launched.browser.targets().find((one) => one.type() === "service_worker");
      const worker = await target?.worker();
      const command = () => worker?.evaluate((id) => /** @type {any} */ (chrome.commands.onCommand).dispatch("toggle-panel", { id }), tab);
      const widthOf = () => page.evaluate(() => /** @type {Element} */ (document.querySelector("html > [popover]")).getBoundingClientRect().width);
      await command();
      await until("collapsed", async () => (await widthOf()) < 60);
      await command();
      await until("open", async () => (await widthOf()) > 300);
      await until("the keyboard is in it", () => panel.evaluate(() => document.hasFocus()));
    });
  }

  // The last: where its window stays the newest one, Firefox opens later pages in it, and it is narrow.
  test("a popped-out panel stays with its client, in the one tab that it was opened in", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const revision = await revisionOf(panel);
    assert.equal((await ask(panel, "pop_out", { revision })).is, "done");
    const popout = await until("there is a window", async () => {
      for (const one of await desk.launched.browser.pages()) {
        const href = await one.evaluate(() => location.href).catch(() => "");
        if (href.includes("/extension/panel.html?popout=")) return one;
      }
      return undefined;
    });
    await until("it shows the client", async () => (await popout.evaluate(() => document.body.innerText)).includes(HDG.name));
    await goInside(page, SVC.device);
    await showsClient(panel, SVC.name);
    const view = await viewOf(popout);
    assert.deepEqual([client(view), view.page_tab, view.pinned.popped_out], [HDG.name, null, true]);
    await ask(popout, "copy_password", { revision: view.revision, password: HDG.password });
    assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue(HDG.password));
    for (const request of ["unpin", "look"]) assert.equal((await ask(popout, request)).failure, "refused");
    const path = await popout.evaluate(() => location.pathname.slice(1) + location.search);
    const copy = await desk.launched.openExtensionPage(path);
    assert.equal((await ask(copy, "view")).failure, "refused", "the same address in another tab");
    await popout.close();
    await until("its token is over", async () => (await ask(copy, "view")).failure === "refused");
  });
});
