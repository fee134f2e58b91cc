// @ts-check
// Chromium over CDP. What was measured stands beside the line that needs it (Chromium 156, puppeteer-core 24.43).

import puppeteer from "puppeteer-core";
import { findProgram, until } from "./wait.mjs";

/**
 * @param {import("./launch.mjs").LaunchOptions & { dist: string }} options
 * @returns {Promise<import("./launch.mjs").Driver>}
 */
export async function launchChromium({ dist, headless = true, proxyPort, args = [] }) {
  const executablePath =
    process.env.GLUEPANE_CHROMIUM ?? findProgram(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
  const browser = await puppeteer.launch({
    executablePath,
    // `headless: true` would work too, but hides the difference: only the new headless mode loads extensions.
    headless: false,
    // Loading over the pipe (Extensions.loadUnpacked) gives errors in the manifest back as errors;
    // --load-extension swallows them, and browsers with Google's brand ignore it since 137.
    pipe: true,
    enableExtensions: [dist],
    acceptInsecureCerts: true,
    defaultViewport: null,
    args: [
      ...(headless ? ["--headless=new", "--hide-scrollbars"] : []),
      // Chromium refuses to run as root with its sandbox, and continuous integration runs as root.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--window-size=1280,900",
      "--disable-gpu",
      "--disable-component-update",
      // acceptInsecureCerts was enough for pages and for a worker that puppeteer watches; a worker that nobody watches
      // has no session to carry it.
      "--ignore-certificate-errors",
      ...(proxyPort ? [`--proxy-server=http://127.0.0.1:${proxyPort}`] : []),
      ...args,
    ],
  });
  const isBackground = (/** @type {import("puppeteer-core").Target} */ target) =>
    target.type() === "service_worker" && target.url().endsWith("/extension/background.js");
  const first = await browser.waitForTarget(isBackground, { timeout: 15_000 });
  // `new URL("chrome-extension://…").origin` is "null" in Node: the scheme is not one of the special ones.
  const extensionOrigin = `chrome-extension://${new URL(first.url()).host}`;

  return {
    name: "chromium",
    browser,
    extensionOrigin,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      await page.goto(`${extensionOrigin}/${path}`);
      return page;
    },
    async backgroundIsRunning() {
      return browser.targets().some(isBackground);
    },
    async killBackground() {
      const worker = browser.targets().find(isBackground);
      if (!worker) return false;
      // Not by puppeteer's worker(): that attaches first, and may find the worker gone half-way.
      const cdp = await browser.target().createCDPSession();
      await cdp.send("Target.closeTarget", { targetId: targetIdOf(worker) ?? "" });
      await cdp.detach();
      // Another may be there already: an open panel asks again at once.
      await until("the service worker is gone", () => !browser.targets().includes(worker));
      return true;
    },
    async readClipboard() {
      // manifest.json is a page of the extension's origin (which may read the clipboard) that runs nothing of ours;
      // a file without an ending would be downloaded instead of shown. Opened behind the page under test, and told that it has the focus: readText() insists on it.
      const cdp = await browser.target().createCDPSession();
      const { targetId } = await cdp.send("Target.createTarget", { url: `${extensionOrigin}/manifest.json`, background: true });
      try {
        const target = await browser.waitForTarget((one) => targetIdOf(one) === targetId, { timeout: 5_000 });
        const page = /** @type {import("puppeteer-core").Page} */ (await target.page());
        await page.emulateFocusedPage(true);
        // At first it is about:blank, which is complete as well.
        await page.waitForFunction(() => document.readyState === "complete" && navigator.clipboard !== undefined);
        return await page.evaluate(() => navigator.clipboard.readText());
      } finally {
        await cdp.send("Target.closeTarget", { targetId });
        await cdp.detach();
      }
    },
  };
}

/** @param {import("puppeteer-core").Target} target */
function targetIdOf(target) {
  return /** @type {{ _targetId?: string }} */ (/** @type {unknown} */ (target))._targetId;
}
