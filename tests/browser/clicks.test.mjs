// @ts-check
// Ordinary clicks on ordinary pages: the panel believes people.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import { clickAt, placeOf } from "./harness/hand.mjs";
import {
  ask, AUTOTASK, browserName, CONNECTWISE, DATTO, enable, find, goInside, HDG, panelFrame, press, reveals, rows, showsClient,
  startReadyDesk, SVC, textOf, TOOLSHED, until,
} from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */

/** Twice on each kind of page; a thousand in both browsers: cargo xtask soak clicks. */
const CLICKS = Number(process.env.GLUEPANE_CLICKS ?? 50);
const COVERED = "This page is covering Gluepane";
const OPEN_RECORD = `${CONNECTWISE}/v4_6_release/services/system_io/router/openrecord.rails?companyName=northlane`;
const TICKET = "/Mvc/ServiceDesk/TicketDetail.mvc?ticketId=";

/** @type {{ what: string, url: string, client: { name: string }, before?: (page: Page, panel: Frame) => Promise<unknown>, then?: { name: string } }[]} */
const SCENES = [
  { what: "a device of Datto RMM", url: DATTO + HDG.device, client: HDG },
  { what: "a site of Datto RMM", url: DATTO + HDG.site, client: HDG },
  { what: "a device of another client", url: DATTO + SVC.device, client: SVC },
  { what: "a page that changes all the time", url: `${DATTO}${HDG.device}?flood=50`, client: HDG },
  { what: "a strict page", url: `${DATTO}${HDG.device}?csp=strict`, client: HDG },
  { what: "a ticket of Autotask", url: `${AUTOTASK}${TICKET}9001`, client: HDG },
  { what: "an item of Autotask", url: `${AUTOTASK}/Mvc/CRM/InstalledProductDetail.mvc?installedProductId=1001`, client: HDG },
  { what: "the shell of Autotask", url: `${AUTOTASK}/AutotaskOnyx/LandingPage?view-data=${encodeURIComponent(btoa(JSON.stringify({ url: `${TICKET}9002` })))}`, client: SVC },
  { what: "a ticket of ConnectWise", url: `${OPEN_RECORD}&recordType=ServiceFv&recid=9001`, client: HDG },
  { what: "a company of ConnectWise", url: `${OPEN_RECORD}&recordType=CompanyFV&recid=175`, client: HDG },
  { what: "a page made smaller by its own zoom", url: DATTO + HDG.device, client: HDG, before: (page) => page.evaluate(() => document.documentElement.style.setProperty("zoom", "0.8")) },
  { what: "a page made larger by its own zoom", url: DATTO + HDG.device, client: HDG, before: (page) => page.evaluate(() => document.documentElement.style.setProperty("zoom", "1.5")) },
  { what: "a browser zoomed in", url: DATTO + HDG.device, client: HDG, before: (page) => page.setViewport({ width: 900, height: 620, deviceScaleFactor: 1.5 }) },
  { what: "a browser zoomed out", url: DATTO + HDG.device, client: HDG, before: (page) => page.setViewport({ width: 1500, height: 1000, deviceScaleFactor: 0.8 }) },
  { what: "a low window, with a long list", url: DATTO + HDG.device, client: HDG, before: (page) => page.setViewport({ width: 1100, height: 480 }) },
  { what: "a page scrolled far down", url: DATTO + HDG.device, client: HDG, before: (page) => page.evaluate(() => (document.body.style.setProperty("min-height", "5000px"), scrollTo(0, 2000))) },
  { what: "collapsed and opened again", url: DATTO + HDG.device, client: HDG, before: async (_, panel) => {
    await press(panel, "Collapse");
    await sleep(200);
    await press(panel, "Open Gluepane");
  } },
  { what: "moved to the other side", url: DATTO + HDG.device, client: HDG, before: async (_, panel) => {
    await press(panel, "More");
    await press(panel, "Move to the left", "[role=menuitem]");
    await sleep(200);
  } },
  { what: "moved back again", url: DATTO + HDG.device, client: HDG, before: async (_, panel) => {
    await press(panel, "More");
    await press(panel, "Move to the right", "[role=menuitem]");
    await sleep(200);
  } },
  { what: "made wider", url: DATTO + HDG.device, client: HDG, before: async (page, panel) => {
    await (await find(panel, "Width", "[role=separator]")).focus();
    for (let n = 0; n < 4; n += 1) await page.keyboard.press("ArrowLeft");
    await sleep(300);
  } },
  { what: "after a navigation in the page", url: DATTO + SVC.device, client: SVC, then: HDG, before: (page) => goInside(page, HDG.device) },
  { what: "after a search", url: DATTO + HDG.device, client: HDG, before: async (_, panel) => (await find(panel, "Search passwords", "textbox")).type("a") },
  { what: "with the menu opened and closed", url: DATTO + HDG.device, client: HDG, before: async (page, panel) => {
    await press(panel, "More");
    await page.keyboard.press("Escape");
  } },
  { what: "with a note of the page in the top layer, beside the panel", url: DATTO + HDG.device, client: HDG, before: (page) => page.evaluate(() => {
    const note = document.createElement("div");
    note.popover = "manual";
    note.textContent = "Saved";
    note.style.cssText = "inset:auto;left:20px;bottom:20px;width:120px;height:40px";
    document.body.append(note);
    note.showPopover();
  }) },
  { what: "clicked as soon as the rows are there", url: DATTO + SVC.device, client: SVC },
];

describe("ordinary clicks", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => {
    desk = await startReadyDesk({ set: { rate_limit: 100_000 } });
    await enable(desk.launched, `${AUTOTASK}/`);
    await enable(desk.launched, `${CONNECTWISE}/`);
    await enable(desk.launched, `${TOOLSHED}/`, "Other page");
  });
  after(() => desk?.stop());

  let seed = 20261122;
  /** Between the two. @param {number} least @param {number} most */
  const chance = (least, most) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return least + (seed / 2 ** 32) * (most - least);
  };

  /** Presses *Copy Password* of a row, and says what became of it. @param {Page} page @param {Frame} panel @param {string} id */
  async function click(page, panel, id) {
    const { control } = desk.simulator;
    await control.clearJournal();
    // What is said of the click before must not be taken for this one's.
    await ask(panel, "clear_clipboard");
    await until("nothing is on the clipboard", async () => !/Clears in/.test(await textOf(panel)));
    const at = await placeOf(page, panel, id, "Copy Password");
    const to = { x: at.x + chance(-6, 6), y: at.y + chance(-6, 6) };
    await clickAt(page, to, { rest: chance(50, 150), hold: chance(40, 110) });
    const pressed = performance.now();
    for (;;) {
      // A hand goes on when the eye has seen that it is done.
      const isRead = reveals(await control.journal()).some((entry) => entry.path_and_query.includes(`/passwords/${id}`));
      if (isRead && /Password of .* copied/.test(await textOf(panel))) return "copied";
      if ((await textOf(panel)).includes(COVERED)) return "refused";
      if (performance.now() - pressed > 4_000) return "lost";
      await sleep(20);
    }
  }

  test(`of ${CLICKS}, at most one in a thousand is refused`, { timeout: 900_000 }, async () => {
    /** @type {string[]} */
    const wrong = [];
    const started = performance.now();
    let n = 0;
    for (let round = Number(process.env.GLUEPANE_SCENE ?? 0); n < CLICKS; round += 1) {
      const { what, url, client, then, before: prepare } = /** @type {(typeof SCENES)[0]} */ (SCENES[round % SCENES.length]);
      const page = await desk.launched.newPage(url);
      await page.bringToFront();
      const panel = await panelFrame(page);
      await showsClient(panel, client.name);
      if (prepare) {
        await prepare(page, panel);
        // A hand goes to where things are once they have stopped moving.
        await sleep(300);
      }
      await showsClient(panel, (then ?? client).name);
      const all = await panel.evaluate(() => [...document.querySelectorAll("li[data-row]:has([aria-label='Copy Password'])")].map((row) => row.getAttribute("data-row") ?? ""));
      assert.ok(all.length > 2 && (await rows(panel)).length > 2, what);
      const each = Math.min(Math.ceil(CLICKS / SCENES.length), CLICKS - n);
      for (let k = 0; k < each; k += 1) {
        const id = /** @type {string} */ (all[Math.floor(chance(0, all.length))]);
        const result = await click(page, panel, id);
        n += 1;
        if (result === "copied") continue;
        wrong.push(`${result}: click ${k + 1} on ${what}`);
        if (result === "refused") await press(panel, "Try again");
        await showsClient(panel, (then ?? client).name);
      }
      await page.close();
      if (round > SCENES.length * 4) break;
    }
    const ms = Math.round((performance.now() - started) / n);
    console.log(`\n  ${browserName()}: ${n} clicks on ${SCENES.length} kinds of pages, ${wrong.length} refused or lost, ${ms} ms each\n`);
    assert.equal(n, CLICKS);
    assert.ok(wrong.length <= CLICKS / 1_000, wrong.join("\n"));
  });
});
