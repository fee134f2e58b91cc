// @ts-check
// What a key may do, and what the technician lets it do.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  ask, clipboardHolds, closePages, copy, DATTO, enableHost, fillForm, find, HDG, head, openClient, openPage, panelFrame, press,
  pressInRow, reveals, revisionOf, rows, rowButton, sees, showsClient, startDesk, SUBDOMAIN, tabOpens, textOf, until,
} from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */

const VALUES_OFF = "Reading values with this account-wide key is turned off. Turn it on in Gluepane’s options";
const NO_ACCESS = "This API key has no Password Access, so values can’t be read. Everything else works.";

describe("what a key may do", () => {
  /** @type {Awaited<ReturnType<typeof startDesk>>} */
  let desk;
  /** @type {Page} */
  let options;
  before(async () => {
    desk = await startDesk();
    const page = await desk.launched.newPage(`${DATTO}/`);
    const popup = await enableHost(desk.launched, page);
    await popup.close();
    options = await desk.launched.openExtensionPage("extension/options.html");
  });
  after(() => desk?.stop());
  afterEach(async () => {
    await desk.simulator.control.reset();
    await ask(options, "disconnect");
    await closePages(desk.launched, [options]);
  });

  /** Connects on the open options page. @param {Parameters<typeof fillForm>[1]} form */
  async function connectHere(form) {
    await options.bringToFront();
    await find(options, "Test connection");
    await fillForm(options, form);
    await press(options, "Test connection");
    await sees(options, "Verified");
    const verified = await textOf(options);
    await press(options, "Connect");
    await find(options, "Disconnect");
    await desk.simulator.control.clearJournal();
    return verified;
  }

  /** Nothing of a value comes, however it is asked for. @param {Frame} panel @param {string} failure */
  async function assertNoValue(panel, failure) {
    await desk.simulator.control.clearJournal();
    const before = await desk.launched.readClipboard();
    for (const name of ["Copy Password", "Show Password"]) {
      const button = await rowButton(panel, HDG.password, name);
      assert.equal(await button.evaluate((element) => element.getAttribute("aria-disabled")), "true", name);
      await button.click();
    }
    const revision = await revisionOf(panel);
    for (const name of ["copy_password", "show_password"]) {
      assert.equal((await ask(panel, name, { revision, password: HDG.password })).failure, failure, name);
    }
    assert.deepEqual(reveals(await desk.simulator.control.journal()), [], "no value was asked for");
    assert.equal(await desk.launched.readClipboard(), before);
  }

  test("a key with password access is marked account-wide, beside Verified and while connected", async () => {
    const verified = await connectHere({ key: desk.simulator.api_key });
    assert.match(verified, /Verified.*The key has Password Access\..*This key is account-wide\./);
    assert.match(await textOf(options), /This key is account-wide\..*Read password values with this key/);
  });

  test("values stay off until the technician turns them on: the panel says why, and no value is asked for; then it works without a reload", async () => {
    await connectHere({ key: desk.simulator.api_key });
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await sees(panel, VALUES_OFF);
    await assertNoValue(panel, "values_off");
    await copy(panel, HDG.password, "Copy Username");
    assert.equal(await desk.launched.readClipboard(), "administrator");
    await options.bringToFront();
    await (await options.$("input[role=switch]"))?.click();
    await page.bringToFront();
    await until("the panel no longer says why not", async () => !(await textOf(panel)).includes(VALUES_OFF));
    await showsClient(panel, HDG.name);
    await copy(panel, HDG.password);
    assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue(HDG.password));
  });

  test("another connection asks for the choice anew", async () => {
    await connectHere({ key: desk.simulator.api_key });
    await (await options.$("input[role=switch]"))?.click();
    await until("values are on", async () => (await ask(options, "options")).body.view.connection.reveal_allowed === true);
    await press(options, "Disconnect");
    await connectHere({ key: desk.simulator.api_key });
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await sees(panel, VALUES_OFF);
  });

  test("a key without password access: everything works but values, and the panel says why", async () => {
    const verified = await connectHere({ key: desk.simulator.api_key_without_passwords });
    assert.match(verified, /The key has no Password Access\. Everything works but password values\./);
    assert.doesNotMatch(await textOf(options), /account-wide|Read password values/);
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await sees(panel, NO_ACCESS);
    assert.match((await head(panel)).device, /^HDG-DC01/);
    await assertNoValue(panel, "no_password_access");
    await copy(panel, HDG.password, "Copy Username");
    assert.equal(await desk.launched.readClipboard(), "administrator");
    await press(panel, "Open Passwords");
    await tabOpens(desk.launched, `${SUBDOMAIN}/${HDG.organization}/passwords`);
    assert.ok(page);
  });

  test("a key without password access, where IT Glue refuses lists too: the panel says why, and the rest works", async () => {
    await desk.simulator.control.set({ no_password_access: "forbidden_403" });
    await connectHere({ key: desk.simulator.api_key_without_passwords });
    const { panel } = await openPage(desk.launched, HDG.device);
    await until("organization and configuration are named", async () => (await head(panel)).device.startsWith("HDG-DC01"));
    await sees(panel, NO_ACCESS);
    assert.deepEqual(await rows(panel), []);
    await press(panel, "Open Configuration");
    await tabOpens(desk.launched, `${SUBDOMAIN}/${HDG.organization}/configurations/8801001`);
  });

  test("region Custom with an API address on this machine: the whole job", async () => {
    const { launched, simulator } = desk;
    await simulator.control.set({ web_base: "" });
    await connectHere({ subdomain: simulator.web_url, region: "Custom", apiAddress: simulator.url, key: simulator.api_key });
    await (await options.$("input[role=switch]"))?.click();
    const { panel } = await openClient(launched, HDG.device, HDG.name);
    await copy(panel, HDG.password);
    await clipboardHolds(launched, await simulator.control.passwordValue(HDG.password));
    const hosts = new Set((await simulator.control.journal()).filter((entry) => entry.surface === "api").map((entry) => `${entry.scheme}://${entry.host}`));
    assert.deepEqual([...hosts], ["http://127.0.0.1"]);
    await press(panel, "Open Passwords");
    await tabOpens(launched, `${simulator.web_url}/${HDG.organization}/passwords`);
  });

  test("a key revoked later: the panel says so, keeps nothing of the client in sight, and leads to the options", async () => {
    await connectHere({ key: desk.simulator.api_key });
    await openClient(desk.launched, HDG.device, HDG.name);
    await desk.simulator.control.revokeKey();
    const { panel } = await openPage(desk.launched, "/device/410011/HDG-PC01");
    await sees(panel, "That key didn’t work.");
    assert.deepEqual(await rows(panel), []);
    await find(panel, "Open options");
    await options.bringToFront();
    await sees(options, "Disconnected");
    await sees(options, "paused, revoked, or unused for 90 days");
    await press(options, "Check again");
    await sees(options, "Disconnected");
    await desk.simulator.control.resumeKey();
    await press(options, "Check again");
    await until("it is connected again, with the same key", async () => !(await options.$("#check-again")));
    await sees(options, "Connected");
  });

  test("Disconnect empties every panel at once", async () => {
    await connectHere({ key: desk.simulator.api_key });
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await options.bringToFront();
    await press(options, "Disconnect");
    await until("the rows are gone", async () => (await rows(panel)).length === 0);
    await page.bringToFront();
    await sees(panel, "Welcome to Gluepane");
    const { panel: other } = await openPage(desk.launched, HDG.site);
    await sees(other, "Connect it to IT Glue once");
  });

  test("a panel that is open while somebody connects shows the client without a reload", async () => {
    const page = await desk.launched.newPage(DATTO + HDG.device);
    const panel = await panelFrame(page);
    await sees(panel, "Welcome to Gluepane");
    await connectHere({ key: desk.simulator.api_key });
    await page.bringToFront();
    await showsClient(panel, HDG.name);
  });
});
