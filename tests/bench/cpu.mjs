// @ts-check
// What watching a restless page costs: a device's page that changes its DOM 400 times a second, with the panel beside it
// and without the extension; processor time of all processes of either browser, in turns.

import { setTimeout as sleep } from "node:timers/promises";
import { closePages, DATTO, HDG } from "../browser/harness/index.mjs";
import { atDesk, panelNames, withoutExtension } from "./desk.mjs";
import { compared } from "./figures.mjs";
import { processorTime } from "./processes.mjs";

/** @typedef {import("../browser/harness/launch.mjs").Launched} Launched */
/** @typedef {import("puppeteer-core").Page} Page */

const RESTLESS = `${DATTO}${HDG.device}?flood=400`;
const STILL = "https://merlot.rmm.datto.com/";
const ROUNDS = 3;
const ROUND_MS = 7_000;
/** What a load leaves behind is over by then. */
const CALM_MS = 2_500;
const PROFILE_MS = 10_000;
/** Of a core. */
const AIM_PERCENT = 2;

/** Processor time in percent of a core while the page is restless. @param {Launched} launched @param {Page} page @param {() => Promise<unknown>} prepare */
async function turn(launched, page, prepare) {
  await page.bringToFront();
  await page.goto(RESTLESS);
  await prepare();
  await sleep(CALM_MS);
  const used = await processorTime(launched.browser, () => sleep(ROUND_MS));
  // Silent while the other browser has its turn.
  await page.goto("about:blank");
  return used;
}

/** A still page of another host where the panel's frame would be: what the browser alone needs to draw one there. @param {Page} page */
async function showStillFrame(page) {
  await page.evaluate((url) => {
    const host = document.createElement("div");
    const frame = document.createElement("iframe");
    frame.src = url;
    frame.style.cssText = "width:100%;height:100%;border:0";
    host.attachShadow({ mode: "closed" }).append(frame);
    host.style.cssText = "all:initial;display:block;position:fixed;inset:0 0 auto auto;width:360px;height:100vh";
    document.documentElement.append(host);
    host.popover = "manual";
    host.showPopover();
  }, STILL);
}

/** Samples of the profiler whose stack has a function of our content scripts in it, in percent of a core. @param {Page} page */
async function profiled(page) {
  await page.goto(RESTLESS);
  await panelNames(page, HDG.name);
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
          const prepare = async () => launched === desk.launched && panelNames(page, HDG.name);
          return { launched, page, prepare, used: /** @type {Awaited<ReturnType<typeof turn>>[]} */ ([]) };
        }),
      );
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const side of round % 2 ? [...both].reverse() : both) {
          side.used.push(await turn(side.launched, side.page, side.prepare));
        }
      }
      const [ours, theirs] = both;
      if (!ours || !theirs) throw new Error("nothing was measured");
      const framed = await turn(theirs.launched, theirs.page, () => showStillFrame(theirs.page));
      const withPanel = compared(ours.used, theirs.used, (percent) => percent.toFixed(1));
      const withFrame = compared([framed], theirs.used, (percent) => percent.toFixed(1));
      found.push({
        bench: "cpu",
        what: "all processes at 400 mutations a second, with minus without",
        unit: "% of a core",
        ...withPanel,
        beside: `${withPanel.beside}; a still frame there alone ${withFrame.p50.toFixed(1)}`,
        aim: AIM_PERCENT,
        also: { ...withPanel.also, still_frame_more: withFrame.p50 },
      });
      if (desk.launched.name === "chromium") {
        found.push({
          bench: "cpu",
          what: "the reader's own functions, by the profiler",
          unit: "% of a core",
          n: 1,
          p50: await profiled(ours.page),
          beside: `over ${PROFILE_MS / 1000} s`,
          aim: AIM_PERCENT,
        });
      }
    }),
  );
  return found;
}
