// @ts-check
// What the browser needs with five tabs, each with its panel, and without the extension. One browser at a time, so that
// what two browsers share is not split between them.

import { setTimeout as sleep } from "node:timers/promises";
import { closePages, DATTO, startSimulator, SUBDOMAIN } from "../browser/harness/index.mjs";
import { atDesk, panelNames, withoutExtension } from "./desk.mjs";
import { compared, median } from "./figures.mjs";
import { pagesOf } from "./pages.mjs";
import { memoryOf } from "./processes.mjs";

/** @typedef {import("../browser/harness/launch.mjs").Launched} Launched */
/** @typedef {Awaited<ReturnType<typeof memoryOf>>} Memory */

const TABS = 5;
const RUNS = 2;
const CALM_MS = 5_000;
/** Looked at several times: collectors of garbage come and go. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 1_000;

/** @param {Launched} launched @param {import("./pages.mjs").HostPage[]} pages @param {boolean} hasPanel @returns {Promise<Memory>} */
async function withTabs(launched, pages, hasPanel) {
  const tabs = [];
  for (const { path, organization } of pages) {
    const tab = await launched.newPage(DATTO + path);
    if (hasPanel) await panelNames(tab, organization);
    tabs.push(tab);
  }
  await closePages(launched, tabs);
  await sleep(CALM_MS);
  /** @type {Memory[]} */
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
  return [
    {
      bench: "memory",
      what: `${TABS} tabs with the panel, all processes, with minus without`,
      unit: "MiB PSS",
      ...compared(ours, theirs, (mib) => mib.toFixed(0)),
    },
  ];
}
