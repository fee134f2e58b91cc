// @ts-check
// What outsiders write never decides: with another client's name, number, serial number and host name planted in every
// zone that isn't the product's own, each page leads to the same decision, for the same reason, as without.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AUTOTASK, CONNECTWISE, DATTO, decides, enable, HDG, panelFrame, startReadyDesk, SVC, TOOLSHED } from "./harness/index.mjs";

/** @typedef {import("./harness/decisions.mjs").Decision} Decision */

const UNSEEN = [
  "hidden-display", "hidden-visibility", "hidden-opacity", "hidden-attribute", "hidden-aria", "hidden-left", "hidden-top", "hidden-clip",
  "hidden-size", "frame-hidden",
];
/** In a mail, a note, a description: another record's page in a frame of it. */
const FRAMES = ["frame-record", "frame-srcdoc", "frame-elsewhere"];
const ROUTER = `${CONNECTWISE}/v4_6_release/services/system_io/router/openrecord.rails?companyName=northlane`;
const shell = (/** @type {string} */ url) => `${AUTOTASK}/AutotaskOnyx/LandingPage?view-data=${encodeURIComponent(btoa(JSON.stringify({ url })))}`;
const AT_TICKET = "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=9001";

/** HDG-DC01. */
const SERVER = "8801001";

/**
 * @type {{ what: string, url: string, zones: string[], configuration?: string, weakens?: string[] }[]}
 *   `configuration`: which one the page leads to without a plant. `weakens`: zones that are the device's own word, which
 *   may contradict what else is known of it: there the configuration may get lost, and the organization may not.
 */
const PAGES = [
  { what: "Datto RMM, site", url: `${DATTO}${HDG.site}`, zones: ["document-title", "notes", ...FRAMES, ...UNSEEN] },
  {
    what: "Datto RMM, device", url: `${DATTO}${HDG.device}`, configuration: SERVER,
    zones: ["document-title", "hostname", "serial", "mac", "description", "last-user", "udf", ...FRAMES, ...UNSEEN],
    weakens: ["document-title", "hostname", "serial", "mac"],
  },
  { what: "Datto RMM, alert", url: `${DATTO}/alert/7002`, configuration: SERVER, zones: ["document-title", "message", ...FRAMES, ...UNSEEN] },
  {
    what: "Autotask, ticket", url: AUTOTASK + AT_TICKET,
    zones: ["document-title", "title", "contact", "conversation", "description", "udf", "item-name", ...FRAMES, ...UNSEEN],
  },
  {
    what: "Autotask, ticket in the newer look", url: `${AUTOTASK}${AT_TICKET}&dom=onyx`,
    zones: ["document-title", "title", "contact", "conversation", "description", ...FRAMES, ...UNSEEN],
  },
  {
    what: "Autotask, configuration item", url: `${AUTOTASK}/Mvc/CRM/InstalledProductDetail.mvc?installedProductId=1001`, configuration: SERVER,
    zones: ["document-title", "title", "contact", "hostname", "serial", "mac", "description", "udf", ...FRAMES, ...UNSEEN],
    weakens: ["title", "hostname", "serial", "mac"],
  },
  {
    what: "Autotask, organization", url: `${AUTOTASK}/Mvc/CRM/AccountDetail.mvc?accountId=174`,
    zones: ["document-title", "description", "udf", ...FRAMES, ...UNSEEN],
  },
  { what: "Autotask, shell around a ticket", url: shell(AT_TICKET), zones: UNSEEN },
  {
    what: "Autotask, shell around a ticket with a plant", url: shell(`${AT_TICKET}&plant=conversation,frame-record,frame-srcdoc,title`),
    zones: ["hidden-display"],
  },
  {
    what: "ConnectWise PSA, ticket", url: `${ROUTER}&recordType=ServiceFv&recid=9001`,
    zones: ["document-title", "title", "contact", "email", "item-name", "discussion", "notes", ...FRAMES, ...UNSEEN],
  },
  {
    what: "ConnectWise PSA, configuration", url: `${ROUTER}&recordType=ConfigFv&recid=2001`, configuration: SERVER,
    zones: ["document-title", "contact", "hostname", "serial", "mac", "notes", ...FRAMES, ...UNSEEN], weakens: ["hostname", "serial", "mac"],
  },
  {
    what: "ConnectWise PSA, company", url: `${ROUTER}&recordType=CompanyFV&recid=175`,
    zones: ["document-title", "notes", ...FRAMES, ...UNSEEN],
  },
];

/** Where nothing is trusted: whatever is planted, nothing is linked. */
const GENERIC = {
  url: `${TOOLSHED}/assets/1001`,
  zones: ["document-title", "organization", "hostname", "serial", "mac", "description", ...FRAMES, ...UNSEEN],
};

const withPlant = (/** @type {string} */ url, /** @type {string} */ zone) => `${url}${url.includes("?") ? "&" : "?"}plant=${zone}`;

describe("a planted zone", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  /** @type {import("puppeteer-core").Page} */
  let page;
  let n = 0;
  before(async () => {
    desk = await startReadyDesk();
    await enable(desk.launched, `${AUTOTASK}/`);
    // The same product on another host, enabled as well: what a frame shows there is another page's business.
    await enable(desk.launched, "https://ww6.autotask.net/");
    await enable(desk.launched, `${CONNECTWISE}/`);
    await enable(desk.launched, `${TOOLSHED}/`, "Other page");
    page = await desk.launched.newPage("about:blank");
  });
  after(async () => {
    console.log(`    ${n} plants on ${PAGES.length + 1} pages`);
    await desk?.stop();
  });

  let nLoads = 0;

  /** Opens a page. A tab that shows ever new sights is refused after 20 a minute, so each tab takes a few. @param {string} url */
  async function open(url) {
    if (nLoads++ % 5 === 0) {
      const former = page;
      page = await desk.launched.newPage("about:blank");
      await former.close();
    }
    const answer = await page.goto(url);
    assert.equal(answer?.status(), 200, url);
    // The former page's panel may still be there for a moment.
    await panelFrame(page);
  }

  for (const { what, url, zones, configuration, weakens = [] } of PAGES) {
    describe(what, () => {
      /** @type {Decision} */
      let plain;
      before(async () => {
        await open(url);
        const isDecided = (/** @type {Decision} */ one) =>
          one.state === "linked" && one.organization === HDG.organization && (!configuration || one.configuration === configuration);
        ({ decision: plain } = await decides(page, isDecided, { stayMs: 500 }));
      });

      for (const zone of zones) {
        test(zone, async () => {
          n += 1;
          await open(withPlant(url, zone));
          const same = (/** @type {Decision} */ one) =>
            weakens.includes(zone)
              ? one.state === "linked" && one.organization === plain.organization && one.why === plain.why
              : JSON.stringify(one) === JSON.stringify(plain);
          const { seen } = await decides(page, same, { what: `${zone} changes nothing of ${JSON.stringify(plain)}`, stayMs: 300 });
          for (const one of seen) {
            assert.ok(one.state !== "linked" || one.organization === HDG.organization, `at no moment another client: ${JSON.stringify(seen)}`);
            assert.ok(!/^\d+$/.test(one.configuration) || one.configuration === plain.configuration, `nor another device: ${JSON.stringify(seen)}`);
          }
        });
      }
    });
  }

  describe("a page without a recipe", () => {
    for (const zone of GENERIC.zones) {
      test(zone, async () => {
        n += 1;
        await open(withPlant(GENERIC.url, zone));
        const { seen } = await decides(page, (one) => one.state === "choose" && one.candidates.length > 0, { stayMs: 300 });
        for (const one of seen) assert.notEqual(one.state, "linked");
        // What nobody sees isn't even suggested; what stands in plain sight may be.
        const last = seen.at(-1);
        if (UNSEEN.includes(zone)) assert.ok(!last?.candidates.includes(SVC.name), JSON.stringify(last));
      });
    }
  });
});
