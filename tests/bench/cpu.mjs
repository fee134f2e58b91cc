// @ts-check
// What watching a restless page costs: a device's page that changes its DOM 400 times a second, with the panel beside it
// and without the extension; processor time of all processes of either browser, in turns.

import { setTimeout as sleep } from "node:timers/promises";
import { closePages, DATTO, HDG, panelFrame, showsClient } from "../browser/harness/index.mjs";
import { atDesk, withoutExtension } from "./desk.mjs";
import { processorTime } from "./processes.mjs";

/** @typedef {import("../browser/harness/launch.mjs").Launched} Launched */
/** @typedef {import("puppeteer-core").Page} Page */

const RESTLESS = `${DATTO}${HDG.device}?flood=400`;
const ROUNDS = 3;
const ROUND_MS = 7_000;
/** What a load leaves behind is over by then. */
const CALM_MS = 2_500;
const PROFILE_MS = 10_000;
/** Of a core. */
const AIM_PERCENT = 2;

/** Processor time in percent of a core while the page is restless. @param {Launched} launched @param {Page} page @param {boolean} hasPanel */
async function turn(launched, page, hasPanel) {
  await page.bringToFront();
  await page.goto(RESTLESS);
  if (hasPanel) await showsClient(await panelFrame(page), HDG.name);
  await sleep(CALM_MS);
  const { seconds, of } = await processorTime(launched.browser, () => sleep(ROUND_MS));
  // Silent while the other browser has its turn.
  await page.goto("about:blank");
  return { seconds, of };
}

/** Samples of the profiler whose stack has a function of our content scripts in it, in percent of a core. @param {Page} page */
async function profiled(page) {
  await page.goto(RESTLESS);
  await showsClient(await panelFrame(page), HDG.name);
  await sleep(CALM_MS);
  const cdp = await page.createCDPSession();
  await cdp.send("Profiler.enable");
  await cdp.send("Profiler.setSamplingInterval", { interval: 250 });
  await cdp.send("Profiler.start");
  await sleep(PROFILE_MS);
  const { profile } = await cdp.send("Profiler.stop");
  await cdp.detach();
  const ours = new Set();
  // Parents come before their children.
  for (const node of profile.nodes) {
    if (!ours.has(node.id) && !node.callFrame.url.startsWith("chrome-extension://")) continue;
    for (const id of [node.id, ...(node.children ?? [])]) ours.add(id);
  }
  if (ours.size === 0) throw new Error("the profile has nothing of the reader's");
  // A delta is the time since the sample before it.
  const inside = (profile.samples ?? []).reduce((sum, sample, at) => (ours.has(sample) ? sum + (profile.timeDeltas?.[at] ?? 0) : sum), 0);
  return (100 * inside) / (profile.endTime - profile.startTime);
}

/** @returns {Promise<import("./figures.mjs").Row[]>} */
export async function cpu() {
  /** @type {import("./figures.mjs").Row[]} */
  const found = [];
  await atDesk((desk) =>
    withoutExtension(desk.simulator, async (bare) => {
      const both = await Promise.all(
        [desk.launched, bare].map(async (launched) => {
          const page = await launched.newPage();
          await closePages(launched, [page]);
          return { launched, page, hasPanel: launched === desk.launched, seconds: 0, of: 0, shares: /** @type {number[]} */ ([]) };
        }),
      );
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const side of round % 2 ? [...both].reverse() : both) {
          const { seconds, of } = await turn(side.launched, side.page, side.hasPanel);
          side.seconds += seconds;
          side.of += of;
          side.shares.push((100 * seconds) / of);
        }
      }
      const [ours, theirs] = both.map(({ seconds, of, shares }) => ({ percent: (100 * seconds) / of, shares }));
      if (!ours || !theirs) throw new Error("nothing was measured");
      const inTurns = (/** @type {number[]} */ shares) => shares.map((share) => share.toFixed(1)).join(", ");
      found.push({
        bench: "cpu",
        what: "all processes at 400 mutations a second, with minus without",
        unit: "% of a core",
        n: ROUNDS,
        p50: ours.percent - theirs.percent,
        beside: `with ${inTurns(ours.shares)}; floor, without ${inTurns(theirs.shares)}`,
        aim: AIM_PERCENT,
        also: { with_percent: ours.percent, without_percent: theirs.percent },
      });
      const [side] = both;
      if (desk.launched.name === "chromium" && side) {
        found.push({
          bench: "cpu",
          what: "the reader's own functions, by the profiler",
          unit: "% of a core",
          n: 1,
          p50: await profiled(side.page),
          beside: `over ${PROFILE_MS / 1000} s`,
          aim: AIM_PERCENT,
        });
      }
    }),
  );
  return found;
}
