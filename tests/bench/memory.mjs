// @ts-check
// What the browser needs with five tabs, each with its panel, and without the extension. One browser at a time, so that
// what two browsers share is not split between them.

import { setTimeout as sleep } from "node:timers/promises";
import { closePages, DATTO, panelFrame, showsClient, startSimulator, SUBDOMAIN } from "../browser/harness/index.mjs";
import { atDesk, withoutExtension } from "./desk.mjs";
import { median } from "./figures.mjs";
import { pagesOf } from "./pages.mjs";
import { memoryOf } from "./processes.mjs";

/** @typedef {import("../browser/harness/launch.mjs").Launched} Launched */
/** @typedef {Awaited<ReturnType<typeof memoryOf>>} Memory */

const TABS = 5;
const RUNS = 2;
const CALM_MS = 6_000;
/** Looked at several times: collectors of garbage come and go. */
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 1_000;

/** @param {Launched} launched @param {import("./pages.mjs").HostPage[]} pages @param {boolean} hasPanel @returns {Promise<Memory>} */
async function withTabs(launched, pages, hasPanel) {
  const tabs = [];
  for (const { path, organization } of pages) {
    const tab = await launched.newPage(DATTO + path);
    if (hasPanel) await showsClient(await panelFrame(tab), organization);
    tabs.push(tab);
  }
  await closePages(launched, tabs);
  await sleep(CALM_MS);
  const looks = [];
  for (let look = 0; look < LOOKS; look += 1) {
    looks.push(await memoryOf(launched.browser));
    await sleep(BETWEEN_LOOKS_MS);
  }
  const of = (/** @type {keyof Memory} */ kind) => median(looks.map((one) => one[kind]));
  return { extension: of("extension"), tabs: of("tabs"), browser: of("browser"), others: of("others") };
}

/** @returns {Promise<import("./figures.mjs").Row[]>} */
export async function memory() {
  /** @type {Memory[]} */
  const ours = [];
  /** @type {Memory[]} */
  const theirs = [];
  for (let run = 0; run < RUNS; run += 1) {
    await atDesk(async (desk) => void ours.push(await withTabs(desk.launched, pagesOf(desk.facts, TABS), true)));
    const simulator = await startSimulator({ set: { web_base: SUBDOMAIN } });
    try {
      const facts = await simulator.control.facts();
      await withoutExtension(simulator, async (bare) => void theirs.push(await withTabs(bare, pagesOf(facts, TABS), false)));
    } finally {
      await simulator.stop();
    }
  }
  const mean = (/** @type {Memory[]} */ runs, /** @type {keyof Memory} */ kind) => runs.reduce((sum, run) => sum + run[kind], 0) / runs.length;
  const more = (/** @type {keyof Memory} */ kind) => mean(ours, kind) - mean(theirs, kind);
  const sum = (/** @type {Memory} */ run) => run.extension + run.tabs + run.browser + run.others;
  const average = (/** @type {Memory[]} */ runs) => runs.reduce((total, run) => total + sum(run), 0) / runs.length;
  const runs = (/** @type {Memory[]} */ list) => list.map((run) => sum(run).toFixed(0)).join(", ");
  const signed = (/** @type {number} */ mib) => `${mib < 0 ? "−" : "+"}${Math.abs(mib).toFixed(0)}`;
  return [
    {
      bench: "memory",
      what: `${TABS} tabs with the panel, all processes, with minus without`,
      unit: "MiB PSS",
      n: RUNS,
      p50: average(ours) - average(theirs),
      beside: `extension's process ${signed(more("extension"))}, tabs ${signed(more("tabs"))}, browser ${signed(more("browser"))}, others ${signed(more("others"))}; with ${runs(ours)}; floor, without ${runs(theirs)}`,
      also: { with_mib: average(ours), without_mib: average(theirs), extension_mib: more("extension"), tabs_mib: more("tabs"), browser_mib: more("browser"), others_mib: more("others") },
    },
  ];
}
