// @ts-check
// The page moves on: the panel goes along, and nothing of the former client is shown or done under the new one's name.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  ask, clipboardHolds, copy, goInside, head, HDG, openClient, passwordRequests, pressInRow, reveals, revisionOf, rows, showsClient,
  startReadyDesk, SVC, textOf, until,
} from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Frame} Frame */

/**
 * Has the panel's frame note every pair of header and rows that it ever draws.
 *
 * @param {Frame} panel
 */
async function recordFrames(panel) {
  await panel.evaluate(() => {
    const here = /** @type {{ drawn?: { organization: string, rows: string[] }[] }} */ (/** @type {unknown} */ (globalThis));
    const drawn = (here.drawn = /** @type {{ organization: string, rows: string[] }[]} */ ([]));
    const note = () =>
      drawn.push({
        organization: document.querySelector("h1.org")?.textContent ?? "",
        rows: [...document.querySelectorAll("li[data-row]")].map((row) => row.getAttribute("data-row") ?? ""),
      });
    note();
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/**
 * @param {Frame} panel
 * @returns {Promise<{ organization: string, rows: string[] }[]>}
 */
async function recorded(panel) {
  return panel.evaluate(() => /** @type {any} */ (globalThis).drawn);
}

describe("when the page shows something else", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  /** @type {Set<string>} */
  let ofHdg;
  /** @type {Set<string>} */
  let ofSvc;
  before(async () => {
    desk = await startReadyDesk();
    const ids = (/** @type {any[]} */ list) => new Set(list.map((one) => String(one.id)));
    [ofHdg, ofSvc] = [ids(desk.facts.hdg_passwords), ids(desk.facts.summit_passwords)];
    assert.ok(ofHdg.size > 0 && ofSvc.size > 0 && [...ofHdg].every((id) => !ofSvc.has(id)));
  });
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  /** No picture of the panel ever had one client's name over the other's rows. @param {Frame} panel */
  async function assertNeverMixed(panel) {
    const frames = await recorded(panel);
    for (const frame of frames) {
      const wrong = frame.organization === HDG.name ? ofSvc : frame.organization === SVC.name ? ofHdg : new Set([...ofHdg, ...ofSvc]);
      assert.deepEqual(frame.rows.filter((id) => wrong.has(id)), [], `under “${frame.organization}”`);
    }
    return frames;
  }

  test("another device without a page load changes the panel", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await recordFrames(panel);
    await goInside(page, SVC.device);
    await showsClient(panel, SVC.name);
    assert.match((await head(panel)).device, /^SVC-DC01/);
    assert.ok((await rows(panel)).every((id) => ofSvc.has(id)));
    await goInside(page, HDG.device);
    await showsClient(panel, HDG.name);
    assert.match((await head(panel)).device, /^HDG-DC01/);
    await page.goBack();
    await showsClient(panel, SVC.name);
    const frames = await assertNeverMixed(panel);
    assert.ok(new Set(frames.map((frame) => frame.organization)).has(SVC.name), "the recorder saw the change");
  });

  test("the former client's list, answered late, never stands under the new client's name", async () => {
    const { page, panel } = await openClient(desk.launched, SVC.device, SVC.name);
    await recordFrames(panel);
    await desk.simulator.control.fault({ path_contains: `passwords?filter%5Borganization_id%5D=${HDG.organization}`, kind: "latency", value: 1500 });
    await desk.simulator.control.fault({ path_contains: `organizations/${HDG.organization}/relationships/passwords`, kind: "latency", value: 1500 });
    await goInside(page, HDG.device);
    // Its list is on its way when the page moves on.
    await until("Harbour's list was asked for", async () =>
      passwordRequests(await desk.simulator.control.journal()).some((entry) => entry.path_and_query.includes(HDG.organization)));
    await goInside(page, SVC.device);
    await showsClient(panel, SVC.name);
    await until("the late list was answered", async () =>
      passwordRequests(await desk.simulator.control.journal())
        .filter((entry) => entry.path_and_query.includes(HDG.organization))
        .every((entry) => entry.status === 200));
    await goInside(page, HDG.device);
    await goInside(page, SVC.device);
    await goInside(page, HDG.device);
    await showsClient(panel, HDG.name);
    await assertNeverMixed(panel);
  });

  test("a decision that comes late counts for nothing", async () => {
    const { page, panel } = await openClient(desk.launched, SVC.device, SVC.name);
    await recordFrames(panel);
    await desk.simulator.control.clearJournal();
    await desk.simulator.control.fault({ path_contains: "410001", kind: "latency", value: 1200 });
    await goInside(page, HDG.device);
    await until("the device was asked for", async () =>
      (await desk.simulator.control.journal()).some((entry) => entry.surface === "api" && entry.path_and_query.includes("410001")));
    await goInside(page, "/device/420011/SVC-PC01");
    await until("the panel shows SVC-PC01", async () => (await head(panel)).device.startsWith("SVC-PC01"));
    await until("the late answer was given, or would have been: nobody waits for it any more", async () =>
      (await desk.simulator.control.journal()).every((entry) => entry.surface !== "api" || entry.status !== null || Date.now() - entry.began_ms > 2000));
    await showsClient(panel, SVC.name);
    const frames = await assertNeverMixed(panel);
    assert.ok(frames.every((frame) => frame.organization !== HDG.name), "Harbour's name was never shown");
  });

  test("while a slow page is still loading nothing of the former client is there", async () => {
    const { page, panel } = await openClient(desk.launched, `${HDG.device}?slow=1500`, HDG.name);
    await goInside(page, SVC.device);
    await until("the rows are gone", async () => (await rows(panel)).length === 0);
    assert.equal(await page.evaluate(() => document.querySelector("main")?.getAttribute("aria-busy")), "true", "the page is still loading");
    assert.doesNotMatch(await textOf(panel), /Harbour/);
    await recordFrames(panel);
    await showsClient(panel, SVC.name);
    const frames = await assertNeverMixed(panel);
    assert.ok(frames.every((frame) => frame.organization !== HDG.name));
  });

  test("a page whose parts name two clients is ambiguous, and no rows are shown", async () => {
    const { page, panel } = await openClient(desk.launched, `${HDG.device}?stale-app=1`, HDG.name);
    await goInside(page, SVC.device);
    await until("the panel says Ambiguous", async () => (await head(panel)).reasons.startsWith("Ambiguous"));
    assert.deepEqual(await rows(panel), []);
  });

  test("two tabs with different clients stay apart: interleaved copies give each its own value", async () => {
    const one = await openClient(desk.launched, HDG.device, HDG.name);
    const two = await openClient(desk.launched, SVC.device, SVC.name);
    const svcId = (await rows(two.panel)).at(0) ?? "";
    const [hdgValue, svcValue] = await Promise.all([HDG.password, svcId].map((id) => desk.simulator.control.passwordValue(id)));
    assert.notEqual(hdgValue, svcValue);
    for (const [tab, id, value] of /** @type {const} */ ([
      [two, svcId, svcValue],
      [one, HDG.password, hdgValue],
      [two, svcId, svcValue],
    ])) {
      await tab.page.bringToFront();
      await pressInRow(tab.panel, id, "Copy Password");
      await clipboardHolds(desk.launched, value ?? "");
    }
    assert.ok((await rows(one.panel)).every((id) => ofHdg.has(id)));
    assert.ok((await rows(two.panel)).every((id) => ofSvc.has(id)));
    assert.equal((await head(one.panel)).organization, HDG.name);
  });

  test("a request under an outdated revision is refused, and nothing is read or copied", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await copy(panel, "9301024");
    const before = await desk.launched.readClipboard();
    const revision = await revisionOf(panel);
    await goInside(page, SVC.device);
    await showsClient(panel, SVC.name);
    await desk.simulator.control.clearJournal();
    /** @type {[string, Record<string, unknown>][]} */
    const requests = [
      ["copy_password", { revision, password: HDG.password }],
      ["show_password", { revision, password: HDG.password }],
      ["copy_username", { revision, password: HDG.password }],
      ["passwords", { revision }],
      ["choose", { revision, organization: HDG.organization }],
      ["open", { revision, target: "passwords" }],
    ];
    for (const [name, fields] of requests) assert.equal((await ask(panel, name, fields)).failure, "outdated", name);
    assert.deepEqual(passwordRequests(await desk.simulator.control.journal()), [], "IT Glue was not asked");
    assert.equal(await desk.launched.readClipboard(), before);
  });

  test("a value that is on its way when the page moves on is not copied", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await copy(panel, "9301024");
    const before = await desk.launched.readClipboard();
    const revision = await revisionOf(panel);
    await desk.simulator.control.fault({ path_contains: `/passwords/${HDG.password}`, kind: "latency", value: 1500 });
    const answering = ask(panel, "copy_password", { revision, password: HDG.password });
    await until("the value was asked for", async () => reveals(await desk.simulator.control.journal()).some((entry) => entry.path_and_query.includes(HDG.password)));
    await goInside(page, SVC.device);
    await showsClient(panel, SVC.name);
    assert.equal((await answering).failure, "outdated");
    assert.equal(await desk.launched.readClipboard(), before);
  });

  test("a password of another organization is not found under a valid revision", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await copy(panel, "9301024");
    const before = await desk.launched.readClipboard();
    const revision = await revisionOf(panel);
    const [foreign] = ofSvc;
    for (const name of ["copy_password", "show_password", "copy_username"]) {
      assert.equal((await ask(panel, name, { revision, password: foreign })).failure, "not_found", name);
    }
    assert.equal(await desk.launched.readClipboard(), before);
  });

  test("a page that shows neither client nor device empties the panel", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await page.evaluate(() => history.pushState(null, "", "/somewhere/else"));
    await until("the panel shows nothing", async () => /Nothing to show here/.test(await textOf(panel)));
    assert.deepEqual(await rows(panel), []);
  });

  test("a panel acts for its own tab alone, whatever tab it names", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const { tab, revision } = (await ask(panel, "view")).body.view;
    const { panel: other } = await openClient(desk.launched, SVC.device, SVC.name);
    await copy(other, [...ofSvc][0] ?? "");
    const before = await desk.launched.readClipboard();
    for (const name of ["copy_password", "show_password", "copy_username"]) {
      const { failure } = await ask(other, name, { revision, password: HDG.password }, { tab: { tab } });
      // The numbers of two tabs may be the same by chance; then it is the owner that tells.
      assert.ok(failure === "outdated" || failure === "not_found", `${name}: ${failure}`);
    }
    assert.equal((await ask(other, "view", undefined, { tab: { tab } })).body.view.state.linked.linked.organization.name, SVC.name);
    assert.equal(await desk.launched.readClipboard(), before);
  });
});
