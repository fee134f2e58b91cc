// @ts-check
// What a browser's processes use, as Linux counts it in /proc.

import { readdir, readFile } from "node:fs/promises";

/** Linux tells processor time in hundredths of a second on every machine that these browsers run on (USER_HZ). */
const TICKS_PER_SECOND = 100;

/**
 * @typedef {object} Process
 * @property {number} pid
 * @property {number} parent
 * @property {number} ticks of processor time
 * @property {"extension" | "tabs" | "browser" | "others"} kind
 */

/** @type {Process["kind"][]} */
export const KINDS = ["extension", "tabs", "browser", "others"];

/** What a process is for. @param {string[]} words of the command line @param {string} name as the process calls itself @returns {Process["kind"]} */
function kindOf(words, name) {
  if (words.includes("--extension-process") || name === "WebExtensions") return "extension";
  const type = words.find((word) => word.startsWith("--type="));
  if (type) return type === "--type=renderer" ? "tabs" : "others";
  if (!words.includes("-contentproc")) return "browser";
  // Gecko's own names of content processes, cut to 15 letters.
  return /^(Isolated|Web Content|Privileged)/.test(name) ? "tabs" : "others";
}

/** @param {string} pid @returns {Promise<Process | undefined>} */
async function read(pid) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything; the fields after it are numbers.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // Chromium's renderers write their arguments with spaces instead of zeros.
    const words = (await readFile(`/proc/${pid}/cmdline`, "utf8")).split(/[\0 ]/).filter(Boolean);
    return { pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]), kind: kindOf(words, stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"))) };
  } catch {
    return undefined; // It has ended in the meantime.
  }
}

/**
 * A browser's processes: the one that was started and all below it.
 *
 * @param {import("puppeteer-core").Browser} browser
 * @returns {Promise<Process[]>}
 */
export async function processesOf(browser) {
  const root = browser.process()?.pid;
  if (!root) throw new Error("the browser has no process of ours");
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(pids.map(read))).filter((one) => one !== undefined);
  const found = all.filter((one) => one.pid === root);
  for (const parent of found) found.push(...all.filter((one) => one.parent === parent.pid));
  return found;
}

/**
 * Processor time that a browser's processes used while something took place, in percent of a core.
 *
 * @param {import("puppeteer-core").Browser} browser
 * @param {() => Promise<unknown>} meanwhile
 * @returns {Promise<Record<Process["kind"], number>>}
 */
export async function processorTime(browser, meanwhile) {
  const before = new Map((await processesOf(browser)).map((one) => [one.pid, one.ticks]));
  const begun = performance.now();
  await meanwhile();
  const after = await processesOf(browser);
  const ticksInAll = ((performance.now() - begun) / 1000) * TICKS_PER_SECOND;
  const used = { extension: 0, tabs: 0, browser: 0, others: 0 };
  for (const { pid, ticks, kind } of after) used[kind] += (100 * (ticks - (before.get(pid) ?? 0))) / ticksInAll;
  return used;
}

/**
 * Proportional set sizes in MiB by kind of process: what several share counts for each in part.
 *
 * @param {import("puppeteer-core").Browser} browser
 * @returns {Promise<Record<Process["kind"], number>>}
 */
export async function memoryOf(browser) {
  const sum = { extension: 0, tabs: 0, browser: 0, others: 0 };
  for (const { pid, kind } of await processesOf(browser)) {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch((cause) => {
      if (cause.code === "ENOENT" || cause.code === "ESRCH") return "Pss: 0 kB"; // It has ended in the meantime.
      throw cause;
    });
    const kib = Number(/^Pss:\s+(\d+)/m.exec(text)?.[1]);
    if (Number.isNaN(kib)) throw new Error(`process ${pid} tells no Pss`);
    sum[kind] += kib / 1024;
  }
  return sum;
}
