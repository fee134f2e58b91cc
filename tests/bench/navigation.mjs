// @ts-check
// From the start of a navigation to the organization's name drawn in the panel. Reported is what is left after the time
// in which the API was being asked; beside it the time that the host page itself took to show the same record.

import { closePages, goInside, panelFrame, until } from "../browser/harness/index.mjs";
import { API_LATENCY_MS, atProbedDesk, counted, inTabs, panelNames, PATIENCE_MS } from "./desk.mjs";
import { apiTime, both, median, rowOf } from "./figures.mjs";
import { pagesOf } from "./pages.mjs";

/** @typedef {import("../browser/harness/technician.mjs").Page} Page */
/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./pages.mjs").HostPage} HostPage */
/** @typedef {{ over: number, total: number, api: number, requests: number, page: number }} Sample */

const HOST = "https://pinotage.rmm.datto.com";

/** What the host page does by itself: its last change in head or body, and clicks. @param {Page} page */
export async function watchHost(page) {
  await page.evaluateOnNewDocument(() => {
    const here = /** @type {any} */ (globalThis);
    if (!/^http/.test(location.protocol) || here !== here.top) return;
    const now = () => performance.timeOrigin + performance.now();
    here.gluepaneHost = { changedAt: now(), clickedAt: 0 };
    new MutationObserver((changes) => {
      // The panel's own frame hangs on the root element.
      if (changes.some(({ target }) => target !== document.documentElement && document.documentElement.contains(target) && !(/** @type {any} */ (target).popover))) {
        here.gluepaneHost.changedAt = now();
      }
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    addEventListener("click", (event) => (here.gluepaneHost.clickedAt = performance.timeOrigin + event.timeStamp), true);
  });
}

/** Waits until the probe has noted this after that moment, and says when. @param {Page} page @param {string} what @param {string} is @param {number} after */
export async function noted(page, what, is, after) {
  const find = async () => {
    const panel = await panelFrame(page);
    return panel.evaluate(
      (kind, wanted, from) =>
        /** @type {{ what: string, is: string, at: number }[]} */ (/** @type {any} */ (globalThis).gluepaneBench).find(
          (note) => note.what === kind && note.is === wanted && note.at > from,
        )?.at,
      what,
      is,
      after,
    );
  };
  return until(`the panel has drawn ${what} ${is}`, find, PATIENCE_MS);
}

/**
 * Goes to a page and takes the time.
 *
 * @param {Desk} desk
 * @param {Page} page
 * @param {HostPage} to
 * @param {"load" | "inside"} how
 * @returns {Promise<Sample>}
 */
async function navigate(desk, page, to, how) {
  await desk.simulator.control.clearJournal();
  if (how === "load") await page.goto(HOST + to.path, { waitUntil: "domcontentloaded" });
  else await goInside(page, to.path);
  const from = await page.evaluate(
    (loaded) => (loaded ? performance.timeOrigin : /** @type {any} */ (globalThis).gluepaneHost.clickedAt),
    how === "load",
  );
  const shown = await noted(page, "organization", to.organization, from);
  const page_ = (await page.evaluate(() => /** @type {any} */ (globalThis).gluepaneHost.changedAt)) - from;
  // The list is left to finish, so that its requests do not count for the next page.
  await panelNames(page, to.organization);
  const { ms, requests } = apiTime(await desk.simulator.control.journal(), from, shown);
  return { over: shown - from - ms, total: shown - from, api: ms, requests, page: page_ };
}

/** The state right after connecting: no organization is known, no tab, and the background is not running. @param {Desk} desk @param {Page} keys a page of the extension */
async function forget(desk, keys) {
  await keys.evaluate(async () => {
    const all = Object.keys(await chrome.storage.session.get(null));
    const kept = all.filter((key) => key.endsWith("connection"));
    if (kept.length !== 1) throw new Error(`which of these is the connection: ${all.join(", ")}?`);
    await chrome.storage.session.remove(all.filter((key) => !kept.includes(key)));
  });
  await desk.launched.killBackground();
}

/** @param {string} what @param {Sample[]} samples @param {number} [aim] @returns {import("./figures.mjs").Row} */
function row(what, samples, aim) {
  const of = (/** @type {keyof Sample} */ key) => samples.map((sample) => sample[key]);
  return rowOf(
    {
      bench: "navigation",
      what,
      unit: "ms",
      beside: `page itself ${both(of("page"))}, API ${both(of("api"))} in ${median(of("requests"))} requests`,
      ...(aim === undefined ? {} : { aim }),
      also: { total_p50: median(of("total")), api_p50: median(of("api")), page_p50: median(of("page")), api_latency_ms: API_LATENCY_MS },
    },
    of("over"),
  );
}

/** @param {number} n @returns {Promise<import("./figures.mjs").Row[]>} */
export async function navigation(n) {
  /** @type {import("./figures.mjs").Row[]} */
  const found = [];
  await atProbedDesk(async (desk) => {
    const pages = pagesOf(desk.facts, n);
    const keys = await desk.launched.openExtensionPage("extension/floor.html");
    const page = await desk.launched.newPage();
    await closePages(desk.launched, [keys, page]);
    await page.bringToFront();
    await watchHost(page);
    /** @type {Sample[]} */
    const cold = [];
    for (const to of counted("cold loads", pages)) {
      await page.goto("about:blank");
      await forget(desk, keys);
      cold.push(await navigate(desk, page, to, "load"));
    }
    /** @type {Sample[]} */
    const loads = [];
    const open = async () => {
      const tab = await desk.launched.newPage();
      await watchHost(tab);
      return tab;
    };
    await inTabs(counted("warm loads", pages), open, async (tab, to) => void loads.push(await navigate(desk, tab, to, "load")));
    /** @type {Sample[]} */
    const inside = [];
    const openAnother = async (/** @type {HostPage} */ to) => {
      const tab = await open();
      const another = pages.find((one) => one.organization !== to.organization) ?? to;
      await tab.goto(HOST + another.path);
      await panelNames(tab, another.organization);
      return tab;
    };
    await inTabs(counted("navigations inside the page", pages), openAnother, async (tab, to) => void inside.push(await navigate(desk, tab, to, "inside")));
    found.push(
      row("organization shown over the API's time, cold load", cold, 600),
      row("organization shown over the API's time, warm load", loads, 200),
      row("organization shown over the API's time, inside the page", inside, 200),
    );
  });
  return found;
}
