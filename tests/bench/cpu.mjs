// @ts-check
// What watching a restless page costs: a device's page that changes its DOM 400 times a second, with the panel beside it
// and without the extension; processor time of all processes of either browser. The two take turns.

import { setTimeout as sleep } from "node:timers/promises";
import { closePages, DATTO, HDG, panelFrame, showsClient } from "../browser/harness/index.mjs";
import { atDesk, withoutExtension } from "./desk.mjs";
import { processorTime } from "./processes.mjs";

/** @typedef {import("../browser/harness/launch.mjs").Launched} Launched */
/** @typedef {import("puppeteer-core").Page} Page */

const MUTATIONS_PER_SECOND = 400;
const ROUNDS = 5;
const ROUND_MS = 5_000;
/** What a load leaves behind is over by then. */
const CALM_MS = 3_000;
const PROFILE_MS = 10_000;

/** @param {Launched} launched */
async function restlessTab(launched) {
  const page = await launched.newPage(`${DATTO}${HDG.device}?flood=${MUTATIONS_PER_SECOND}`);
  await closePages(launched, [page]);
  return page;
}

/** Stopped, it does not disturb the other browser's turn. @param {Page} page */
async function turnAway(page) {
  await page.evaluate(() => {
    const here = /** @type {any} */ (globalThis);
    // The page's only repeating timer is its flood.
    here.gluepaneFlood ??= { clear: () => { for (let id = 1; id < 100; id += 1) clearInterval(id); } };
    here.gluepaneFlood.clear();
  });
}

/** The reader's share of a core in Chromium: samples whose stack has a function of the extension's content scripts in it. @param {Page} page */
async function profiled(page) {
  const cdp = await page.createCDPSession();
  await cdp.send("Profiler.enable");
  await cdp.send("Profiler.setSamplingInterval", { interval: 250 });
  await cdp.send("Profiler.start");
  await sleep(PROFILE_MS);
  const { profile } = await cdp.send("Profiler.stop");
  await cdp.detach();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const ours = new Set();
  for (const node of profile.nodes) {
    if (!ours.has(node.id) && !node.callFrame.url.startsWith("chrome-extension://")) continue;
    ours.add(node.id);
    for (const child of nodes.get(node.id)?.children ?? []) ours.add(child);
  }
  let inside = 0;
  profile.samples?.forEach((sample, at) => {
    if (ours.has(sample)) inside += profile.timeDeltas?.[at] ?? 0;
  });
  return inside / (profile.endTime - profile.startTime);
}

/** @returns {Promise<import("./figures.mjs").Row[]>} */
export async function cpu() {
  return [];
}
