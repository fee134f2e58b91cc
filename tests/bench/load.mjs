// @ts-check
// A host page with and without Gluepane: to its `load`, and to the last change that it makes by itself, drawn. Two
// browsers, one of them without the extension, take turns on the same pages, and on a host that is not enabled.

import { closePages, DATTO } from "../browser/harness/index.mjs";
import { atDesk, counted, withoutExtension } from "./desk.mjs";
import { both, median, percentile } from "./figures.mjs";
import { watchHost } from "./navigation.mjs";
import { pagesOf } from "./pages.mjs";

/** @typedef {import("../browser/harness/technician.mjs").Page} Page */
/** @typedef {{ load: number, settled: number }} Sample */

/** The same pages under a name that nobody has enabled. */
const OTHER = "https://merlot.rmm.datto.com";
/** What can be told from 1.0 with this many loads. */
const SAME = 1.05;
/** So long without a change is settled. */
const QUIET_MS = 200;

/** @param {Page} page @param {string} url @returns {Promise<Sample>} */
async function measure(page, url) {
  await page.bringToFront();
  await page.goto(url, { waitUntil: "load" });
  const sample = await page.evaluate(async (quiet) => {
    const host = /** @type {any} */ (globalThis).gluepaneHost;
    const now = () => performance.timeOrigin + performance.now();
    while (now() - host.changedAt < quiet) await new Promise((resolve) => setTimeout(resolve, quiet - (now() - host.changedAt) + 1));
    const entry = /** @type {PerformanceNavigationTiming} */ (performance.getEntriesByType("navigation")[0]);
    return { load: entry.loadEventEnd, settled: host.changedAt - performance.timeOrigin };
  }, QUIET_MS);
  // A blank page between two: what the former still does is not this one's.
  await page.goto("about:blank");
  return sample;
}

/** @param {string} what @param {Sample[]} with_ @param {Sample[]} without @param {keyof Sample} key @param {number} [aim] @returns {import("./figures.mjs").Row} */
function ratio(what, with_, without, key, aim) {
  const of = (/** @type {Sample[]} */ samples) => samples.map((sample) => sample[key]);
  const share = (/** @type {number} */ at) => percentile(of(with_), at) / percentile(of(without), at);
  return {
    bench: "load",
    what,
    unit: "×",
    n: with_.length,
    p50: share(0.5),
    p95: share(0.95),
    beside: `${both(of(with_))} with, ${both(of(without))} without`,
    ...(aim === undefined ? {} : { aim }),
    also: { with_p50: median(of(with_)), without_p50: median(of(without)) },
  };
}

/** @param {number} n @returns {Promise<import("./figures.mjs").Row[]>} */
export async function load(n) {
  /** @type {import("./figures.mjs").Row[]} */
  const found = [];
  await atDesk((desk) =>
    withoutExtension(desk.simulator, async (bare) => {
      const tabs = [];
      for (const launched of [desk.launched, bare]) {
        const page = await launched.newPage();
        await closePages(launched, [page]);
        await watchHost(page);
        tabs.push(page);
      }
      const [ours, theirs] = /** @type {[Page, Page]} */ (tabs);
      /** Each cell's samples: two browsers, two hosts, and the bare browser once more. */
      const cells = {
        /** @type {Sample[]} */ enabled: [],
        /** @type {Sample[]} */ other: [],
        /** @type {Sample[]} */ bareEnabled: [],
        /** @type {Sample[]} */ bareOther: [],
      };
      const turns = /** @type {const} */ ([
        ["enabled", ours, DATTO],
        ["bareEnabled", theirs, DATTO],
        ["other", ours, OTHER],
        ["bareOther", theirs, OTHER],
      ]);
      for (const [, page, host] of turns) await measure(page, host + "/");
      const pages = pagesOf(desk.facts, n);
      let forward = true;
      for (const { path } of counted("pages, each in four ways", pages)) {
        for (const [cell, page, host] of forward ? turns : [...turns].reverse()) cells[cell].push(await measure(page, host + path));
        forward = !forward;
      }
      found.push(
        ratio("enabled host, to load", cells.enabled, cells.bareEnabled, "load"),
        ratio("enabled host, to settled", cells.enabled, cells.bareEnabled, "settled"),
        ratio("host not enabled, to load", cells.other, cells.bareOther, "load", SAME),
        ratio("host not enabled, to settled", cells.other, cells.bareOther, "settled", SAME),
        ratio("noise: two hosts without the extension, to load", cells.bareEnabled, cells.bareOther, "load"),
      );
    }),
  );
  return found;
}
