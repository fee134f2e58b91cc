// @ts-check
// One way to start either browser with the extension in it.

import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "./chromium.mjs";
import { launchFirefox } from "./firefox.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {"chromium" | "firefox"} BrowserName */

/**
 * @typedef {object} LaunchOptions
 * @property {BrowserName} [browser] by default what GLUEPANE_BROWSER says
 * @property {string} [dist] the unpacked extension; by default what GLUEPANE_DIST says
 * @property {boolean} [headless]
 * @property {number} [proxyPort] of a proxy made by startProxy
 * @property {string[]} [args] more command line arguments
 * @property {Record<string, unknown>} [prefs] more preferences (Firefox only)
 * @property {number} [idleTimeoutMs] after which an idle event page is stopped (Firefox only; Chromium's 30 s are fixed)
 */

/**
 * What differs between the two.
 *
 * @typedef {object} Driver
 * @property {BrowserName} name
 * @property {import("puppeteer-core").Browser} browser
 * @property {string} extensionOrigin
 * @property {(path: string) => Promise<Page>} openExtensionPage for instance "extension/options.html"
 * @property {() => Promise<boolean>} backgroundIsRunning
 * @property {() => Promise<boolean>} killBackground says whether there was one to kill
 * @property {() => Promise<string>} readClipboard without taking the focus from the page under test
 */

/** @typedef {Driver & { newPage(url?: string): Promise<Page>, update(): Promise<void>, close(): Promise<void> }} Launched */

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** @returns {BrowserName} */
export function browserName() {
  return process.env.GLUEPANE_BROWSER === "firefox" ? "firefox" : "chromium";
}

/**
 * @param {LaunchOptions} [options]
 * @returns {Promise<Launched>}
 */
export async function launch(options = {}) {
  const name = options.browser ?? browserName();
  const built = join(REPOSITORY, "dist/test", name === "firefox" ? "firefox" : "chrome");
  const dist = resolve(REPOSITORY, options.dist ?? process.env.GLUEPANE_DIST ?? built);
  const start = name === "firefox" ? launchFirefox : launchChromium;
  const driver = await start({ ...options, dist });
  return Object.assign(driver, {
    /** @param {string} [url] */
    async newPage(url) {
      const page = await driver.browser.newPage();
      if (url) await page.goto(url);
      return page;
    },
    /** The extension installed once more over itself, as an update is. */
    async update() {
      await driver.browser.installExtension(dist);
    },
    async close() {
      await driver.browser.close(); // Ends the browser it started and removes its profile.
    },
  });
}

/**
 * The panel's frame in a page. The address that puppeteer knows won't do: in Firefox it stays "about:blank" (as with
 * every extension page), and with `use_dynamic_url` Chromium may name another host. So each frame is asked.
 *
 * @param {Page} page
 * @param {number} [timeoutMs]
 * @returns {Promise<Frame>}
 */
export async function panelFrame(page, timeoutMs = 10_000) {
  return until(
    "the panel is in the page",
    async () => {
      for (const frame of page.frames()) {
        if (frame === page.mainFrame() || frame.detached) continue;
        const path = await frame.evaluate(() => location.pathname).catch(() => "");
        if (path.endsWith("/extension/panel.html")) return frame;
      }
      return undefined;
    },
    timeoutMs,
  );
}

/**
 * Saves a picture as target/screenshots/BROWSER-NAME.png.
 *
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<string>} the file
 */
export async function screenshot(page, name) {
  const folder = join(REPOSITORY, "target/screenshots");
  await mkdir(folder, { recursive: true });
  const path = /** @type {`${string}.png`} */ (join(folder, `${browserName()}-${name}.png`));
  await page.screenshot({ path });
  return path;
}
