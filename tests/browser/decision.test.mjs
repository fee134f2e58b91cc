// @ts-check
// Where it isn't certain whose page it is: no passwords, but candidates, reasons and a search.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  find, goInside, head, HDG, lists, openClient, openPage, panelFrame, passwordRequests, press, revisionOf, rows, sees, showsClient, startReadyDesk,
  SUBDOMAIN, tabOpens, textOf, until,
} from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Frame} Frame */

/** The site whose name the MSP's own organization bears in this file. */
const PRIMARY_SITE = "Müller, Schmidt & Partner GmbH";

/** The candidates, with what is said of each. @param {Frame} panel */
async function candidates(panel) {
  return panel.evaluate(() =>
    [...document.querySelectorAll("ul[aria-label=Candidates] > li")].map((row) => ({
      name: row.getAttribute("aria-label") ?? "",
      detail: row.querySelector(".detail")?.textContent ?? "",
    })),
  );
}

/** Waits until the panel says that it isn't certain. @param {Frame} panel @param {string} kind */
async function isUncertain(panel, kind) {
  await until(`the panel says ${kind}`, async () => {
    const { organization, reasons } = await head(panel);
    return organization === "Which client is this?" && reasons.startsWith(kind);
  });
}

describe("an uncertain page", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => {
    desk = await startReadyDesk();
    // No site bears the name of the MSP's own organization: so it gets a site's.
    await desk.simulator.control.rename(PRIMARY_SITE, "Somebody Else");
    await desk.simulator.control.rename("402001", PRIMARY_SITE);
  });
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  /**
   * @type {{ what: string, path: string, kind: string, reason: RegExp, seen: string, found: string[], detail: RegExp }[]}
   */
  const pages = [
    {
      what: "a name that fits two organizations but for the legal form",
      path: "/site/31003/orchard", kind: "Suggested", reason: /similar, but not certain|fit equally well/, seen: "Orchard",
      found: ["Orchard LLC", "Orchard Ltd"], detail: /legal form/,
    },
    {
      what: "a name that two organizations bear",
      path: "/site/31004/meridian-partners", kind: "Ambiguous", reason: /two organizations fit equally well/, seen: "Meridian Partners",
      found: ["Meridian Partners", "Meridian Partners"], detail: /^same name · .*id 6010/,
    },
    {
      what: "a device id of one client on another client's page",
      path: "/device/410888/LPS-LT77", kind: "Ambiguous", reason: /device id and site name point to different organizations/,
      seen: "Larkfield Primary School", found: ["Cedar & Stone Architects", "Larkfield Primary School"], detail: /Datto RMM device id|same name/,
    },
    {
      what: "a name that no organization bears",
      path: "/site/31011/brightside-nursery", kind: "Unknown", reason: /no organization of this name in IT Glue/, seen: "Brightside Nursery",
      found: [], detail: /./,
    },
    {
      what: "a device of a site that IT Glue doesn't know",
      path: "/device/410201/BSN-PC01", kind: "Unknown", reason: /no organization of this name in IT Glue/, seen: "Brightside Nursery",
      found: [], detail: /./,
    },
    {
      what: "an inactive organization",
      path: "/site/31010/old-mill-bakery", kind: "Suggested", reason: /the organization is inactive/, seen: "Old Mill Bakery",
      found: ["Old Mill Bakery"], detail: /same name, inactive · .*Inactive/,
    },
  ];

  for (const { what, path, kind, reason, seen, found, detail } of pages) {
    test(`${what} is ${kind}, with its reason and candidates, and without any password`, async () => {
      const { panel } = await openPage(desk.launched, path);
      await isUncertain(panel, kind);
      assert.match((await head(panel)).reasons, reason);
      assert.match((await head(panel)).device, new RegExp(`^The page says ${seen}`));
      const shown = await candidates(panel);
      assert.deepEqual(shown.map((one) => one.name).sort(), found);
      for (const one of shown) assert.match(one.detail, detail, one.name);
      await find(panel, "Search all organizations", "textbox");
      await find(panel, "Go to IT Glue");
      assert.deepEqual(await rows(panel), []);
      const journal = await desk.simulator.control.journal();
      assert.deepEqual(passwordRequests(journal), [], "no password was asked for");
    });
  }

  test("the MSP's own organization is suggested and never opened by a page", async () => {
    const { panel } = await openPage(desk.launched, "/site/31009/mueller-schmidt-partner-gmbh");
    await isUncertain(panel, "Suggested");
    assert.match((await head(panel)).reasons, /this is your own organization; opening it takes a click/);
    assert.deepEqual((await candidates(panel)).map((one) => one.name), [PRIMARY_SITE]);
    assert.deepEqual(await rows(panel), []);
    assert.deepEqual(passwordRequests(await desk.simulator.control.journal()), []);
  });

  test("an organization found by hand is linked by This one, and Undo takes it back", async () => {
    const { panel } = await openPage(desk.launched, "/site/31011/brightside-nursery");
    await isUncertain(panel, "Unknown");
    await (await find(panel, "Search all organizations", "textbox")).type("harbour");
    const row = await find(panel, HDG.name, "listitem");
    await (await row.$("button"))?.click();
    await showsClient(panel, HDG.name);
    assert.match((await head(panel)).reasons, /^linked by you/);
    assert.deepEqual((await lists(panel)).map((list) => list.heading), ["Harbour Dental Group Passwords"], "named as whose they are: the page says another name");
    await press(panel, "Undo");
    await isUncertain(panel, "Unknown");
    assert.deepEqual(await rows(panel), []);
  });

  test("a choice by hand is remembered for the client, on another of its pages too, until it is undone", async () => {
    const { page, panel } = await openPage(desk.launched, "/site/31011/brightside-nursery");
    await isUncertain(panel, "Unknown");
    await (await find(panel, "Search all organizations", "textbox")).type("harbour");
    const row = await find(panel, HDG.name, "listitem");
    await (await row.$("button"))?.click();
    await showsClient(panel, HDG.name);
    await page.reload();
    await showsClient(await panelFrame(page), HDG.name);
    await goInside(page, "/device/410201/BSN-PC01");
    const again = await panelFrame(page);
    await sees(again, "BSN-PC01");
    await showsClient(again, HDG.name);
    await press(again, "Undo");
    await isUncertain(again, "Unknown");
    assert.deepEqual(await rows(again), []);
  });

  test("a search that finds nothing says so", async () => {
    const { panel } = await openPage(desk.launched, "/site/31011/brightside-nursery");
    await isUncertain(panel, "Unknown");
    await (await find(panel, "Search all organizations", "textbox")).type("zzzzzz");
    await sees(panel, "No organization has a name like that.");
  });

  test("Go to IT Glue opens IT Glue's home page", async () => {
    const { panel } = await openPage(desk.launched, "/site/31011/brightside-nursery");
    await isUncertain(panel, "Unknown");
    await press(panel, "Go to IT Glue");
    await tabOpens(desk.launched, `${SUBDOMAIN}/`);
  });

  test("a device id that another integration uses too leads to the page's client and never to the other", async () => {
    const { panel } = await openClient(desk.launched, "/device/410777/PPW-PC77", "Pennine Print Works");
    assert.match((await head(panel)).device, /^PPW-PC77/);
    assert.doesNotMatch(await textOf(panel), /Tidewater|TWL/);
  });

  test("a page whose content floats over a body of no height is read like any other", async () => {
    const { page, panel } = await openClient(desk.launched, HDG.device, HDG.name);
    const revision = await revisionOf(panel);
    await page.evaluate(() => {
      const sheet = document.createElement("style");
      sheet.textContent = "body { overflow: hidden; margin: 0 } body > :first-child { position: fixed; inset: 0; overflow: auto }";
      document.head.append(sheet);
      // The reader reads again.
      document.body.append("changed");
      document.body.lastChild?.remove();
    });
    assert.equal(await page.evaluate(() => document.body.getBoundingClientRect().height), 0);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(await revisionOf(panel), revision, "nothing it is known by has gone");
    await showsClient(panel, HDG.name);
  });

  test("an alert that names another client doesn't make an unknown client known", async () => {
    const { panel } = await openPage(desk.launched, "/alert/7004");
    await isUncertain(panel, "Unknown");
    assert.deepEqual(await rows(panel), []);
    assert.deepEqual(passwordRequests(await desk.simulator.control.journal()), []);
  });
});
