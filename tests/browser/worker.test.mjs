// @ts-check
// The background may be killed at any instant: the next step works all the same.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  ask, clipboardHolds, connect, copy, DATTO, enableHost, find, head, HDG, loadAgain, openClient, panelFrame, passwordRequests, press, pressInRow,
  reveals, rows, sees, showsClient, shownValue, startDesk, startReadyDesk, until,
} from "./harness/index.mjs";

/** @typedef {import("./harness/launch.mjs").Launched} Launched */

/** Kills the background, once there is one: after the kill before, the browser may still be starting it. @param {Launched} launched */
async function kill(launched) {
  await until("there is a background to kill", () => launched.killBackground());
}

describe("the background killed between two steps of the first use", () => {
  /** @type {Awaited<ReturnType<typeof startDesk>>} */
  let desk;
  before(async () => void (desk = await startDesk()));
  after(() => desk?.stop());

  test("after connecting, enabling, opening a page, and after its rows are shown: the job still gets done", async () => {
    const { launched, simulator } = desk;
    const options = await connect(launched, { key: simulator.api_key });
    await kill(launched);
    await loadAgain(options);
    await find(options, "Disconnect");
    await kill(launched);
    const page = await launched.newPage(`${DATTO}/`);
    await enableHost(launched, page);
    await kill(launched);
    await page.bringToFront();
    await page.goto(DATTO + HDG.device);
    const panel = await panelFrame(page);
    await kill(launched);
    await showsClient(panel, HDG.name);
    await kill(launched);
    await pressInRow(panel, HDG.password, "Copy Password");
    await clipboardHolds(launched, await simulator.control.passwordValue(HDG.password));
  });
});

describe("the background killed while a page is open", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  test("Copy Password, Copy Username and Show Password work after it", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const value = await desk.simulator.control.passwordValue(HDG.password);
    await kill(desk.launched);
    await copy(panel, HDG.password);
    assert.equal(await desk.launched.readClipboard(), value);
    await kill(desk.launched);
    await copy(panel, HDG.password, "Copy Username");
    assert.equal(await desk.launched.readClipboard(), "administrator");
    await kill(desk.launched);
    await pressInRow(panel, HDG.password, "Show Password");
    await until("the value is shown", async () => (await shownValue(panel, HDG.password)) === value);
  });

  test("the panel of a page opened before is decided without asking IT Glue again", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const before = (await ask(panel, "view")).body.view;
    await kill(desk.launched);
    await desk.simulator.control.clearJournal();
    const { tab, revision, state } = (await ask(panel, "view")).body.view;
    assert.deepEqual({ tab, revision, state }, { tab: before.tab, revision: before.revision, state: before.state });
    assert.deepEqual((await desk.simulator.control.journal()).filter((entry) => entry.surface === "api"), []);
    assert.ok(page);
  });

  test("another page inside the application is noticed after it", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await kill(desk.launched);
    await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("nav a[href^='/site/']")).click());
    await sees(panel, "There is no device on this page.");
    await until("the client's rows are there", async () => (await rows(panel)).length > 0);
  });

  test("Clear now clears the clipboard after it", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await copy(panel, HDG.password);
    await kill(desk.launched);
    await press(panel, "Clear now");
    await clipboardHolds(desk.launched, "");
  });

  test("the clipboard is cleared in time, though the background was killed and the page closed", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await copy(panel, HDG.password);
    const copiedAt = performance.now();
    const value = await desk.simulator.control.passwordValue(HDG.password);
    await kill(desk.launched);
    const other = await desk.launched.newPage("about:blank");
    await page.close();
    assert.equal(await desk.launched.readClipboard(), value);
    await clipboardHolds(desk.launched, "", 40_000);
    const tookS = (performance.now() - copiedAt) / 1000;
    assert.ok(tookS > 25, `not before its time, but after ${tookS} s`);
    await other.close();
  });

  test("killed while the decision is under way: the panel recovers with one retry at most", async () => {
    await desk.simulator.control.fault({ path_contains: "410011", kind: "latency", value: 1500, times: 1 });
    const page = await desk.launched.newPage(`${DATTO}/device/410011/HDG-PC01`);
    const panel = await panelFrame(page);
    await until("the device was asked for", async () => asked(await desk.simulator.control.journal()) > 0);
    await kill(desk.launched);
    await until("the panel shows the device", async () => (await head(panel)).device.startsWith("HDG-PC01"));
    await showsClient(panel, HDG.name);
    const n = asked(await desk.simulator.control.journal());
    assert.ok(n <= 2, `asked ${n} times`);
    /** @param {import("./harness/simulator.mjs").JournalEntry[]} journal */
    function asked(journal) {
      return journal.filter((entry) => entry.surface === "api" && entry.path_and_query.includes("410011")).length;
    }
  });

  test("killed while the list is under way: the panel recovers with one retry at most", async () => {
    await desk.simulator.control.fault({ path_contains: "/passwords?", kind: "latency", value: 1500, times: 1 });
    const page = await desk.launched.newPage(DATTO + HDG.device);
    const panel = await panelFrame(page);
    await until("the list was asked for", async () => passwordRequests(await desk.simulator.control.journal()).length > 0);
    await kill(desk.launched);
    await showsClient(panel, HDG.name);
    const n = passwordRequests(await desk.simulator.control.journal()).length;
    assert.ok(n <= 2, `asked ${n} times`);
  });

  test("killed while a value is under way: it is read at most once more, the panel says how to go on, and the next press copies", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await desk.simulator.control.fault({ path_contains: `/passwords/${HDG.password}`, kind: "latency", value: 1500, times: 1 });
    await pressInRow(panel, HDG.password, "Copy Password");
    await until("the value was asked for", async () => reveals(await desk.simulator.control.journal()).length > 0);
    await kill(desk.launched);
    await sees(panel, /Gluepane took too long to answer\. Try again\.|Password of .* copied/, 25_000);
    const n = reveals(await desk.simulator.control.journal()).length;
    assert.ok(n <= 2, `read ${n} times`);
    await copy(panel, HDG.password);
    assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue(HDG.password));
  });
});
