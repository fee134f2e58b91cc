// @ts-check
// The main job: a page is opened, the panel names the client and the device, one click copies the right password.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  clipboardHolds, copy, DATTO, find, follow, HDG, head, lists, openClient, openPage, panelFrame, press, pressInRow, reveals, rows,
  sees, showsClient, shownValue, startReadyDesk, SUBDOMAIN, SVC, tabOpens, textOf, until,
} from "./harness/index.mjs";

describe("the main job", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  test("a device page: the header names organization, configuration and the reason for the match, and whose IT Glue it is", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const { organization, device, reasons } = await head(panel);
    assert.equal(organization, HDG.name);
    assert.match(device, /^HDG-DC01.*PowerEdge R450.*7XK3QW2/);
    assert.equal(reasons, "by Datto RMM device id · site name agrees");
    assert.match(await textOf(panel), /Signed in · northlane\.itglue\.com, API key/);
  });

  test("the device's and the client's passwords are listed apart, without archived ones", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const [ofDevice, ofClient, ...others] = await lists(panel);
    assert.deepEqual(others, []);
    assert.equal(ofDevice?.heading, "Device Passwords");
    assert.equal(ofClient?.heading, `${HDG.name} Passwords`);
    /** @param {any} one */
    const isListed = (one) => !one.archived;
    const ids = (/** @type {any[]} */ list) => list.map((one) => one.id).sort();
    const ofDc01 = ids(desk.facts.hdg_dc01_passwords.filter(isListed));
    assert.deepEqual(ids(ofDevice?.rows ?? []), ofDc01);
    const rest = ids(desk.facts.hdg_passwords.filter(isListed)).filter((id) => !ofDc01.includes(id));
    assert.deepEqual(ids(ofClient?.rows ?? []), rest);
  });

  test("Copy Password puts the right value on the clipboard, and the panel counts down", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await copy(panel, HDG.password);
    assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue(HDG.password));
    await sees(panel, /Clears in (30|2\d) s/);
    await press(panel, "Clear now");
    await clipboardHolds(desk.launched, "");
  });

  test("Copy Username puts the username on the clipboard and starts no countdown", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await copy(panel, "930100200300400513", "Copy Username");
    assert.equal(await desk.launched.readClipboard(), "HARBOUR\\adm-northlane");
    assert.doesNotMatch(await textOf(panel), /Clears in/);
    assert.deepEqual(reveals(await desk.simulator.control.journal()), [], "no value was read");
  });

  test("Show Password shows the value, and Hide Password hides it", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await pressInRow(panel, HDG.password, "Show Password");
    const value = await desk.simulator.control.passwordValue(HDG.password);
    await until("the value is shown", async () => (await shownValue(panel, HDG.password)) === value);
    await pressInRow(panel, HDG.password, "Hide Password");
    await until("the value is hidden", async () => (await shownValue(panel, HDG.password)) === null);
    assert.ok(!(await panel.evaluate(() => document.documentElement.outerHTML)).includes(value), "nothing of it stays");
  });

  test("a shown value is hidden when the page shows something else", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await pressInRow(panel, "9301022", "Show Password");
    const value = await desk.simulator.control.passwordValue("9301022");
    await until("the value is shown", async () => (await shownValue(panel, "9301022")) === value);
    await follow(page, "/site/31001");
    await until("the value is hidden", async () => (await shownValue(panel, "9301022")) === null);
    await sees(panel, "There is no device on this page.");
    await until("the row is there again", async () => (await rows(panel)).includes("9301022"));
    assert.equal(await shownValue(panel, "9301022"), null);
  });

  test("the search finds by name and username and says where nothing fits", async () => {
    const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const field = await find(panel, "Search passwords", "textbox");
    await field.type("adm-northlane");
    await until("one row is left", async () => (await rows(panel)).join() === "930100200300400513");
    await field.press("Escape");
    await until("all rows are back", async () => (await rows(panel)).length > 20);
    await field.type("no password has this name");
    await sees(panel, "Nothing fits");
    assert.deepEqual(await rows(panel), []);
    await press(panel, "Clear search");
    await until("all rows are back", async () => (await rows(panel)).length > 20);
  });

  test("by keyboard alone: the slash, a few letters, Enter", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await panel.evaluate(() => document.querySelector("button")?.focus());
    await page.keyboard.press("/");
    await until("the search has the focus", () => panel.evaluate(() => document.activeElement?.id === "search"));
    await page.keyboard.type("unifi");
    await until("one row is left", async () => (await rows(panel)).join() === "9301024");
    await page.keyboard.press("Enter");
    await sees(panel, /Password of .* copied/);
    assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue("9301024"));
  });

  test("the chosen tab persists", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    await press(panel, "Documentation", "tab");
    await find(panel, "Open Documentation");
    await page.reload();
    const again = await panelFrame(page);
    await find(again, "Open Documentation");
    const tab = await find(again, "Documentation", "tab");
    assert.equal(await tab.evaluate((element) => element.getAttribute("aria-selected")), "true");
    await press(again, "Passwords", "tab");
    await showsClient(again, HDG.name);
  });

  /** @type {[string, string, string][]} */
  const pages = [
    ["Open Passwords", "Passwords", `/${HDG.organization}/passwords`],
    ["Open Documentation", "Documentation", `/${HDG.organization}/docs`],
    ["Open Organization", "Organization", `/${HDG.organization}`],
    ["Open Configuration", "Passwords", `/${HDG.organization}/configurations/8801001`],
  ];
  for (const [button, tab, path] of pages) {
    test(`${button} opens ${path} of the account's own IT Glue in a new tab`, async () => {
      const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
      await press(panel, tab, "tab");
      // The header has a button of the same name; the one at the bottom is meant.
      const handle = await until(`${button} is there`, async () => (await panel.$$(".open button")).at(button === "Open Configuration" ? 1 : 0));
      assert.equal(await handle.evaluate((element) => element.textContent), button);
      await handle.click();
      await tabOpens(desk.launched, `${SUBDOMAIN}${path}`);
      assert.equal(await page.evaluate(() => location.href), DATTO + HDG.device, "the page itself stays");
      await page.bringToFront();
      await press(panel, "Passwords", "tab");
      await showsClient(panel, HDG.name);
    });
  }

  test("a site page: Configuration not found, since there is no device, with Go to IT Glue; the client's rows are there", async () => {
    const { panel } = await openClient(desk.launched, HDG.site, HDG.name);
    await sees(panel, "Configuration not found There is no device on this page.");
    assert.deepEqual((await lists(panel)).map((list) => list.heading), [`${HDG.name} Passwords`]);
    await press(panel, "Go to IT Glue");
    await tabOpens(desk.launched, `${SUBDOMAIN}/`);
  });

  test("a device that IT Glue doesn't know: Configuration not found, with the cause, and the client's rows stay", async () => {
    const { panel } = await openClient(desk.launched, "/device/410090/FRONTDESK-3", HDG.name);
    await sees(panel, "Configuration not found This device isn’t matched: neither its id nor the name FRONTDESK-3 is in IT Glue");
    assert.deepEqual((await lists(panel)).map((list) => list.heading), [`${HDG.name} Passwords`]);
    assert.match((await head(panel)).reasons, /by Datto RMM site name/);
  });

  test("a device whose id IT Glue doesn't know is linked by its host name, and marked so", async () => {
    const { panel } = await openClient(desk.launched, "/device/410050/HDG-APP02", HDG.name);
    const { device, reasons } = await head(panel);
    assert.match(device, /^HDG-APP02/);
    assert.match(reasons, /device by name$/);
    assert.equal((await lists(panel))[0]?.heading, "Device Passwords");
  });

  test("an alert's page is linked to the alert's own device, whatever its text says", async () => {
    const { panel } = await openClient(desk.launched, "/alert/7001", HDG.name);
    await until("the alert's device is named", async () => (await head(panel)).device.startsWith("HDG-PC03"));
    const other = await openClient(desk.launched, "/alert/7003", SVC.name);
    await until("the other alert's device is named", async () => (await head(other.panel)).device.startsWith("SVC-DC01"));
    const known = new Set(desk.facts.summit_passwords.map((/** @type {any} */ one) => one.id));
    assert.ok((await rows(other.panel)).every((id) => known.has(id)), "only Summit's rows");
  });

  test("an alert whose text imitates the page's own marks never shows the imitated client", async () => {
    const { panel } = await openPage(desk.launched, "/alert/7002");
    await until("the panel has decided", async () => /Harbour Dental Group|Which client/.test((await head(panel)).organization));
    const known = new Set(desk.facts.hdg_passwords.map((/** @type {any} */ one) => one.id));
    assert.notEqual((await head(panel)).organization, SVC.name);
    assert.ok((await rows(panel)).every((id) => known.has(id)), "none of Summit's rows");
  });
});
