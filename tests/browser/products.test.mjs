// @ts-check
// Each product's pages lead to their client, and to their device where they are about one.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  ask, AUTOTASK, CONNECTWISE, decides, decisionOf, draws, enable, find, HDG, links, panelFrame, passwordRequests, revisionOf, rows,
  showsClient, startReadyDesk, SVC, TOOLSHED, until,
} from "./harness/index.mjs";

/** @typedef {import("./harness/decisions.mjs").Decision} Decision */

const ROUTER = `${CONNECTWISE}/v4_6_release/services/system_io/router/openrecord.rails?companyName=northlane`;
const ticket = (/** @type {number} */ id) => `/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=${id}`;
const item = (/** @type {number} */ id) => `/Mvc/CRM/InstalledProductDetail.mvc?installedProductId=${id}`;
const account = (/** @type {number} */ id) => `/Mvc/CRM/AccountDetail.mvc?accountId=${id}`;
const shell = (/** @type {string} */ url, rest = "") => `${AUTOTASK}/AutotaskOnyx/LandingPage?view-data=${encodeURIComponent(btoa(JSON.stringify({ url })))}${rest}`;
const [HDG_DC01, HDG_FS01, SVC_DC01] = ["8801001", "880100200300400501", "8802001"];

describe("a page of a product", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => {
    desk = await startReadyDesk();
    await enable(desk.launched, `${AUTOTASK}/`);
    await enable(desk.launched, `${CONNECTWISE}/`);
    await enable(desk.launched, `${TOOLSHED}/`, "Other page");
  });
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  /** @type {{ what: string, url: string, client: typeof HDG | typeof SVC, why: string, configuration?: string, device?: string }[]} */
  const certain = [
    { what: "Autotask ticket", url: AUTOTASK + ticket(9001), client: HDG, why: "by Autotask company id 174 · organization name agrees" },
    { what: "Autotask ticket of the other client", url: AUTOTASK + ticket(9002), client: SVC, why: "by Autotask company id 175 · organization name agrees" },
    { what: "Autotask ticket whose number is the other client's company", url: AUTOTASK + ticket(175), client: HDG, why: "by Autotask company id 174 · organization name agrees" },
    {
      what: "Autotask ticket opened by its number",
      url: `${AUTOTASK}/Mvc/ServiceDesk/TicketDetail.mvc/TicketByTicketNumber?ticketNumber=T20260114.0001`, client: HDG, why: "by Autotask company id 174 · organization name agrees",
    },
    { what: "Autotask ticket in the newer look", url: `${AUTOTASK}${ticket(9001)}&dom=onyx`, client: HDG, why: "by Autotask organization name" },
    {
      what: "Autotask configuration item", url: AUTOTASK + item(1001), client: HDG, why: "by Autotask company id 174 · organization name agrees", configuration: HDG_DC01, device: "by MAC address and serial number",
    },
    {
      what: "Autotask configuration item with a number in another case",
      url: `${AUTOTASK}/Mvc/CRM/InstalledProductDetail.mvc?InstalledProductID=2001`, client: SVC, why: "by Autotask company id 175 · organization name agrees", configuration: SVC_DC01, device: "by MAC address and serial number",
    },
    { what: "Autotask organization", url: AUTOTASK + account(174), client: HDG, why: "by Autotask company id 174 · organization name agrees" },
    { what: "Autotask organization 175, ConnectWise's number of Harbour Dental", url: AUTOTASK + account(175), client: SVC, why: "by Autotask company id 175 · organization name agrees" },
    { what: "Autotask shell around a ticket", url: shell(ticket(9001)), client: HDG, why: "by Autotask company id 174 · organization name agrees" },
    {
      what: "Autotask shell around an item, with another client's ticket left behind", url: shell(item(1001), `&former=${encodeURIComponent(ticket(9002))}`),
      client: HDG, why: "by Autotask company id 174 · organization name agrees", configuration: HDG_DC01, device: "by MAC address and serial number",
    },
    { what: "ConnectWise ticket", url: `${ROUTER}&recordType=ServiceFv&recid=9001`, client: HDG, why: "by ConnectWise PSA company name" },
    { what: "ConnectWise ticket by its older address", url: `${CONNECTWISE}/v4_6_release/services/system_io/Service/fv_sr100_request.rails?service_recid=9002`, client: SVC, why: "by ConnectWise PSA company name" },
    { what: "ConnectWise configuration", url: `${ROUTER}&recordType=ConfigFv&recid=2001`, client: HDG, why: "by ConnectWise PSA company name", configuration: HDG_DC01, device: "by MAC address and serial number" },
    { what: "ConnectWise company", url: `${ROUTER}&recordType=CompanyFV&recid=175`, client: HDG, why: "by ConnectWise PSA company name" },
    { what: "ConnectWise company 174, Autotask's number of Harbour Dental", url: `${ROUTER}&recordType=CompanyFV&recid=174`, client: SVC, why: "by ConnectWise PSA company name" },
  ];

  for (const { what, url, client, why, configuration, device } of certain) {
    test(`${what} is ${client.name}${configuration ? ", with its configuration" : ""}`, async () => {
      const page = await desk.launched.newPage(url);
      const { decision, seen, panel } = await decides(
        page, (one) => one.organization === client.organization && (!configuration || one.configuration === configuration), { what: `${what} is ${client.name}`, stayMs: 300 },
      );
      for (const one of seen) assert.ok(one.state !== "linked" || one.organization === client.organization, JSON.stringify(seen));
      assert.equal(decision.why, why);
      if (configuration) assert.equal(decision.device, device);
      else assert.equal(decision.configuration, "no_device");
      await draws(panel, client.name);
      await showsClient(panel, client.name);
    });
  }

  /** @type {{ what: string, url: string }[]} */
  const silent = [
    { what: "a list of Autotask tickets", url: `${AUTOTASK}/Mvc/ServiceDesk/TicketGridSearch.mvc` },
    { what: "ConnectWise's entry of time under a ticket's address", url: `${ROUTER}&recordType=TimeEntryFv&recid=9001` },
    { what: "ConnectWise's service board", url: `${ROUTER}&recordType=BoardList&recid=1` },
  ];
  for (const { what, url } of silent) {
    test(`${what} is about nobody`, async () => {
      const page = await desk.launched.newPage(url);
      const { seen } = await decides(page, (one) => one.state !== "reading" && one.state !== "linked", { stayMs: 2_500 });
      for (const one of seen) assert.notEqual(one.state, "linked", JSON.stringify(seen));
      assert.deepEqual(passwordRequests(await desk.simulator.control.journal()), []);
    });
  }

  test("a ticket in a popup window has its panel there", async () => {
    const opener = await desk.launched.newPage(`${AUTOTASK}/launcher?ticket=9001`);
    const opened = new Promise((resolve) => opener.once("popup", resolve));
    await (await opener.$(".OpenInWindow"))?.click();
    const popup = /** @type {import("puppeteer-core").Page} */ (await opened);
    await until("the classic page is there", () => popup.evaluate(() => location.pathname.endsWith("TicketDetail.mvc") && document.readyState === "complete"));
    await links(popup, HDG.organization);
    const { seen } = await decides(opener, (one) => one.state !== "linked", { stayMs: 500 });
    for (const one of seen) assert.notEqual(one.state, "linked", "the page that opened it is about nobody");
  });

  test("the shell's next record hides the former one's passwords, and is the one that counts", async () => {
    const page = await desk.launched.newPage(shell(ticket(9001)));
    const { panel } = await links(page, HDG.organization);
    await showsClient(panel, HDG.name);
    await page.evaluate(() => /** @type {any} */ (globalThis).show("/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9002"));
    await links(page, SVC.organization);
    await showsClient(panel, SVC.name);
    await page.evaluate(() => /** @type {any} */ (globalThis).show("/Mvc/ServiceDesk/TicketGridSearch.mvc"));
    await decides(page, (one) => one.state !== "linked", { what: "a list in the shell is about nobody", stayMs: 500 });
    assert.deepEqual(await rows(panel), []);
  });

  /** Another record in ConnectWise, where the address stays. @param {import("puppeteer-core").Page} page @param {string} record */
  async function openInside(page, record) {
    await page.evaluate((name) => {
      const link = document.createElement("a");
      link.dataset.open = name;
      link.href = "#";
      document.body.append(link);
      link.click();
      link.remove();
    }, record);
  }

  test("ConnectWise goes to another client's ticket without a new address: the panel follows the page", async () => {
    const page = await desk.launched.newPage(`${ROUTER}&recordType=ServiceFv&recid=9001`);
    const { panel } = await links(page, HDG.organization);
    await openInside(page, "ServiceFV:9002");
    await links(page, SVC.organization);
    await showsClient(panel, SVC.name);
  });

  for (const ms of [0, 300, 1_500]) {
    test(`ConnectWise fills the same fields with another client's ticket ${ms} ms later: the panel follows the page`, async () => {
      const page = await desk.launched.newPage(`${ROUTER}&recordType=ServiceFv&recid=9001&reuse=${ms}`);
      const { panel } = await links(page, HDG.organization);
      await openInside(page, "ServiceFV:9002");
      await until("the page shows the other client", () =>
        page.evaluate((name) => /** @type {HTMLInputElement} */ (document.querySelector("input.cw_company")).value === name, SVC.name),
      );
      await links(page, SVC.organization);
      await showsClient(panel, SVC.name);
    });
  }

  test("what is pressed in the moment after ConnectWise has put another client into its fields gives nothing", async () => {
    const page = await desk.launched.newPage(`${ROUTER}&recordType=ServiceFv&recid=9001`);
    const { panel } = await links(page, HDG.organization);
    await showsClient(panel, HDG.name);
    const revision = await revisionOf(panel);
    const before = await desk.launched.readClipboard();
    // No event and no change of an element tells of it: the next reading comes within a second.
    await page.evaluate((name) => {
      /** @type {HTMLInputElement} */ (document.querySelector("input.cw_company")).value = name;
    }, SVC.name);
    for (const name of ["copy_password", "show_password"]) {
      assert.equal((await ask(panel, name, { revision, password: HDG.password })).failure, "outdated", name);
    }
    assert.equal(await desk.launched.readClipboard(), before);
  });

  test("ConnectWise goes from one client's company to another's: the number in the address is nobody's word any more", async () => {
    const page = await desk.launched.newPage(`${ROUTER}&recordType=CompanyFV&recid=175`);
    await links(page, HDG.organization);
    await openInside(page, "CompanyFV:174");
    const { panel } = await decides(page, (one) => one.state !== "linked" || one.organization === SVC.organization, { stayMs: 2_500 });
    const { state, organization } = await decisionOf(panel);
    assert.ok(state !== "linked" || organization === SVC.organization);
  });

  for (const record of ["TimeEntryFV:9002", "BoardList:1"]) {
    test(`ConnectWise goes to ${record} without a new address: the panel lets go`, async () => {
      const page = await desk.launched.newPage(`${ROUTER}&recordType=ServiceFv&recid=9001`);
      const { panel } = await links(page, HDG.organization);
      await openInside(page, record);
      await decides(page, (one) => one.state !== "linked", { stayMs: 1_000 });
      assert.deepEqual(await rows(panel), []);
    });
  }

  test("a device that IT Glue doesn't know has its client, and no configuration", async () => {
    const page = await desk.launched.newPage(AUTOTASK + item(1090));
    const { decision } = await decides(page, (one) => one.organization === HDG.organization, { stayMs: 300 });
    assert.equal(decision.configuration, "not_matched");
  });

  test("a serial number that another client's configuration has leads to no configuration and to no other client", async () => {
    const page = await desk.launched.newPage(AUTOTASK + item(2095));
    const { decision, seen } = await decides(page, (one) => one.organization === SVC.organization && one.configuration !== "", { stayMs: 500 });
    assert.doesNotMatch(decision.configuration, /^\d+$/, JSON.stringify(seen));
    for (const one of seen) assert.notEqual(one.organization, HDG.organization);
  });

  describe("without a recipe", () => {
    for (const lang of ["en", "de", "fr", "es", "nl", "it"]) {
      for (const form of lang === "en" ? ["dl", "table", "inputs", "headings", "text"] : ["dl", "table"]) {
        test(`in ${lang}, as ${form}, only suggests`, async () => {
          const page = await desk.launched.newPage(`${TOOLSHED}/assets/1001?lang=${lang}&form=${form}`);
          const { decision, seen } = await decides(page, (one) => one.state === "choose" && one.candidates.includes(HDG.name), { stayMs: 200 });
          for (const one of seen) assert.notEqual(one.state, "linked");
          assert.equal(decision.candidates[0], HDG.name, "what the page says comes first");
          assert.deepEqual(passwordRequests(await desk.simulator.control.journal()), []);
        });
      }
    }

    test("in an open shadow root, only suggests", async () => {
      const page = await desk.launched.newPage(`${TOOLSHED}/assets/1001?shadow=1`);
      const { decision } = await decides(page, (one) => one.state === "choose" && one.candidates.length > 0);
      assert.equal(decision.candidates[0], HDG.name);
    });

    test("a choice holds for this view and for no other", async () => {
      const page = await desk.launched.newPage(`${TOOLSHED}/assets/1001`);
      const { panel } = await decides(page, (one) => one.state === "choose" && one.candidates[0] === HDG.name);
      const row = await find(panel, HDG.name, "listitem");
      await (await row.$("button"))?.click();
      await links(page, HDG.organization);
      await showsClient(panel, HDG.name);
      await page.reload();
      const again = await panelFrame(page);
      const { seen } = await decides(page, (one) => one.state === "choose" && one.candidates.length > 0, { stayMs: 300 });
      for (const one of seen) assert.notEqual(one.state, "linked", "gone with a reload");
      assert.deepEqual(await rows(again), []);
      await page.goto(`${TOOLSHED}/assets/1002`);
      const next = await decides(page, (one) => one.state === "choose" && one.candidates.length > 0, { stayMs: 300 });
      for (const one of next.seen) assert.notEqual(one.state, "linked", "and another asset of the same client asks again");
    });
  });
});
