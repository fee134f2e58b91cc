// @ts-check
// Firefox over WebDriver BiDi. What was measured stands beside the line that needs it (Firefox ESR 153, puppeteer-core 24.43).

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { findProgram, until } from "./wait.mjs";

/** The extension's internal id is random for each profile; fixed, its pages have an address known beforehand. */
const UUID = "9e5e1a6e-6c1d-4c1f-9d0e-67c0ffee0153";

/**
 * @param {import("./launch.mjs").LaunchOptions & { dist: string }} options
 * @returns {Promise<import("./launch.mjs").Driver>}
 */
export async function launchFirefox({ dist, headless = true, proxyPort, args = [], prefs = {}, idleTimeoutMs = 30_000 }) {
  const manifest = JSON.parse(await readFile(join(dist, "manifest.json"), "utf8"));
  const id = manifest.browser_specific_settings.gecko.id;
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.GLUEPANE_FIREFOX ?? findProgram(["firefox-esr", "firefox"]),
    headless,
    acceptInsecureCerts: true,
    defaultViewport: null,
    // Lets `inBrowser` run code with the browser's own rights: BiDi has no command for the clipboard,
    // nor for stopping an event page.
    args: ["--width=1280", "--height=900", "--remote-allow-system-access", ...args],
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [id]: UUID }),
      "extensions.background.idle.timeout": idleTimeoutMs,
      "extensions.openPopupWithoutUserGesture.enabled": true,
      "datareporting.policy.dataSubmissionEnabled": false,
      "browser.safebrowsing.update.enabled": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      ...(proxyPort ? proxyPrefs(proxyPort) : {}),
      ...prefs,
    },
  });
  await browser.installExtension(dist);
  const extensionOrigin = `moz-extension://${UUID}`;
  const extension = `WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension`;

  const backgroundIsRunning = async () => (await inBrowser(browser, `${extension}.backgroundState`)) === "running";

  return {
    name: "firefox",
    browser,
    extensionOrigin,
    backgroundIsRunning,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      const url = `${extensionOrigin}/${path}`;
      // page.goto() loads it and then waits for an event that never comes, since the page moves to the extension's
      // process; for the same reason page.url() stays "about:blank". So: go, and ask the page itself.
      const going = page.goto(url, { timeout: 15_000 }).catch(() => undefined);
      await until(`${url} is open`, () =>
        page.evaluate((wanted) => location.href === wanted && document.readyState === "complete", url),
      );
      void going;
      return page;
    },
    async killBackground() {
      if (!(await backgroundIsRunning())) return false;
      // What the idle timeout does, without the wait, and even with an API call in flight.
      await inBrowser(
        browser,
        `${extension}.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })`,
      );
      return true;
    },
    async readClipboard() {
      return /** @type {string} */ (await inBrowser(browser, "navigator.clipboard.readText()"));
    },
  };
}

/** @param {number} port */
function proxyPrefs(port) {
  return {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": port,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": port,
    "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
  };
}

/**
 * Evaluates an expression in the browser's own window.
 *
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} expression
 * @returns {Promise<unknown>}
 */
async function inBrowser(browser, expression) {
  const { connection } = /** @type {{ connection: { send(method: string, params: object): Promise<any> } }} */ (
    /** @type {unknown} */ (browser)
  );
  const tree = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const { result } = await connection.send("script.evaluate", {
    expression,
    target: { context: tree.result.contexts[0].context },
    awaitPromise: true,
  });
  if (result.type !== "success") throw new Error(`${expression}: ${result.exceptionDetails.text}`);
  return result.result.value;
}
