// @ts-check
// Desks to measure at: with Gluepane, and the same browser without it.

import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserName, head, launch, panelFrame, REPOSITORY, rows, startProxy, startReadyDesk, until } from "../browser/harness/index.mjs";

/** @typedef {import("../browser/harness/launch.mjs").Launched} Launched */
/** @typedef {Awaited<ReturnType<typeof startReadyDesk>>} Desk */

const HERE = join(REPOSITORY, "tests/bench");
/** Every API path of ours has one of these in it; no host page's has. */
const API_PATHS = ["/organizations", "/configurations", "/passwords"];
/** About what a public API a continent away takes; without it, work that waits for an answer can't be told from work that doesn't. */
export const API_LATENCY_MS = 80;
/** On a machine so busy that this is passed, no figure would be worth having. */
export const PATIENCE_MS = 30_000;

function built() {
  return process.env.GLUEPANE_DIST ?? join(REPOSITORY, "dist/test", browserName() === "firefox" ? "firefox" : "chrome");
}

/** A copy of the extension with the probe in its panel and the floor's page beside it. @returns {Promise<string>} its folder */
async function withProbe() {
  const dist = await mkdtemp(join(tmpdir(), "gluepane-bench-"));
  await cp(built(), dist, { recursive: true });
  for (const file of ["probe.js", "floor.html", "floor.js"]) await cp(join(HERE, file), join(dist, "extension", file));
  const panel = join(dist, "extension/panel.html");
  const html = await readFile(panel, "utf8");
  const probed = html.replace("<script ", '<script src="probe.js"></script><script ');
  if (probed === html) throw new Error("panel.html has no script: where does the probe go?");
  await writeFile(panel, probed);
  return dist;
}

/**
 * Does something at a desk that is ready, with the probe in the panel and an API that takes its time.
 *
 * @param {(desk: Desk) => Promise<void>} work
 */
export async function atProbedDesk(work) {
  const dist = await withProbe();
  try {
    const desk = await startReadyDesk({ launch: { dist } });
    try {
      for (const path of API_PATHS) await desk.simulator.control.fault({ path_contains: path, kind: "latency", value: API_LATENCY_MS });
      await work(desk);
    } finally {
      await desk.stop();
    }
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}

/**
 * Does something at a desk that is ready, with the extension as it is.
 *
 * @param {(desk: Desk) => Promise<void>} work
 */
export async function atDesk(work) {
  const desk = await startReadyDesk();
  try {
    await work(desk);
  } finally {
    await desk.stop();
  }
}

/**
 * Does something in a browser that is started the same way, from which the extension has then been removed.
 *
 * @param {Desk["simulator"]} simulator
 * @param {(launched: Launched) => Promise<void>} work
 */
export async function withoutExtension(simulator, work) {
  const proxy = await startProxy(simulator.tls_port);
  try {
    const launched = await launch({ proxyPort: proxy.port });
    try {
      const manifest = JSON.parse(await readFile(join(built(), "manifest.json"), "utf8"));
      const id = launched.name === "firefox" ? manifest.browser_specific_settings.gecko.id : new URL(launched.extensionOrigin).host;
      await launched.browser.uninstallExtension(id);
      await work(launched);
    } finally {
      await launched.close();
    }
  } finally {
    await proxy.stop();
  }
}

/**
 * Waits until a page's panel shows this client and its rows. The frame is looked up each time: a browser may still put
 * another in its place.
 *
 * @param {import("../browser/harness/technician.mjs").Page} page
 * @param {string} organization
 */
export async function panelNames(page, organization) {
  await until(
    `the panel names ${organization}`,
    async () => {
      const panel = await panelFrame(page);
      return (await head(panel)).organization === organization && (await rows(panel)).length > 0;
    },
    PATIENCE_MS,
  );
}

/** Of one tab twenty sights a minute reach IT Glue. */
const PER_TAB = 15;

/**
 * Visits pages one after another, after some of them in another tab.
 *
 * @template T
 * @param {Iterable<T>} pages
 * @param {(first: T) => Promise<import("../browser/harness/technician.mjs").Page>} open gives a new tab
 * @param {(page: import("../browser/harness/technician.mjs").Page, to: T, isNew: boolean) => Promise<void>} visit
 */
export async function inTabs(pages, open, visit) {
  /** @type {import("../browser/harness/technician.mjs").Page | undefined} */
  let page;
  let n = 0;
  for (const to of pages) {
    const isNew = page === undefined || n % PER_TAB === 0;
    if (page === undefined || isNew) {
      const former = page;
      page = await open(to);
      await page.bringToFront();
      await former?.close();
    }
    await visit(page, to, isNew);
    n += 1;
  }
  await page?.close();
}

/**
 * An array's items, each said when its turn comes.
 *
 * @template T
 * @param {string} what
 * @param {T[]} items
 */
export function* counted(what, items) {
  const begun = performance.now();
  for (const item of items) yield item;
  console.log(`    ${what}: ${items.length} in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}
