// @ts-check
// What a technician does with Gluepane, in the words of its controls. Every control is found by role and name, as users
// and screen readers find it.

import { launch, panelFrame } from "./launch.mjs";
import { startProxy } from "./proxy.mjs";
import { startSimulator } from "./simulator.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {import("./launch.mjs").Launched} Launched */
/** @typedef {import("./simulator.mjs").Simulator} Simulator */

export const DATTO = "https://pinotage.rmm.datto.com";
export const SUBDOMAIN = "https://northlane.itglue.com";

/**
 * A simulator, the real host names leading to it, and a browser with Gluepane.
 *
 * @param {{ set?: Record<string, string | number>, launch?: import("./launch.mjs").LaunchOptions }} [options]
 */
export async function startDesk(options = {}) {
  const simulator = await startSimulator({ set: { web_base: SUBDOMAIN, ...options.set } });
  const proxy = await startProxy(simulator.tls_port);
  const launched = await launch({ proxyPort: proxy.port, ...options.launch });
  const facts = await simulator.control.facts();
  return {
    simulator,
    launched,
    facts,
    async stop() {
      await launched.close();
      await proxy.stop();
      await simulator.stop();
    },
  };
}

/**
 * Clicks a button by its name. The click is the browser's own (`isTrusted`).
 *
 * @param {Page | Frame} where
 * @param {string} name
 * @param {string} [role]
 */
export async function press(where, name, role = "button") {
  await click(name, () => find(where, name, role));
}

/**
 * Clicks what is found. Where the page was drawn anew between looking and clicking, what stood there was never clicked:
 * it is looked for again. What is disabled while something is under way is waited for.
 *
 * @param {string} name
 * @param {() => Promise<import("puppeteer-core").ElementHandle<Element>>} look
 */
export async function click(name, look) {
  for (const deadline = performance.now() + 10_000; ; ) {
    const handle = await look();
    await until(`“${name}” can be pressed`, () =>
      handle.evaluate((element) => !element.isConnected || !element.matches(":disabled")),
    );
    try {
      return await handle.click();
    } catch (error) {
      if (performance.now() > deadline || (await handle.evaluate((element) => element.isConnected))) throw error;
    }
  }
}

/**
 * The element of a role and a name.
 *
 * @param {Page | Frame} where
 * @param {string} name
 * @param {string} [role]
 * @param {number} [timeoutMs]
 * @returns {Promise<import("puppeteer-core").ElementHandle<Element>>}
 */
export async function find(where, name, role = "button", timeoutMs = 10_000) {
  const selectors = /** @type {Record<string, string>} */ ({
    button: "button, [role=button]",
    tab: "[role=tab]",
    textbox: "input, textarea, [role=textbox]",
    combobox: "select, [role=combobox]",
    listitem: "li",
    heading: "h1, h2, h3, h4",
    checkbox: "input[type=checkbox], [role=checkbox], [role=switch]",
    link: "a",
  });
  return until(
    `there is a ${role} “${name}”`,
    async () => {
      const handle = await where.evaluateHandle(
        (selector, wanted) => {
          /** @param {Element} element */
          const nameOf = (element) => {
            const label = element.getAttribute("aria-label");
            if (label) return label;
            const by = element.getAttribute("aria-labelledby");
            if (by) return by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
            const labels = /** @type {HTMLInputElement} */ (element).labels;
            if (labels?.length) return labels[0]?.textContent ?? "";
            return element.textContent ?? "";
          };
          return (
            [...document.querySelectorAll(selector)].find(
              (element) =>
                nameOf(element).replace(/\s+/g, " ").trim() === wanted && element.checkVisibility({ visibilityProperty: true }),
            ) ?? null
          );
        },
        selectors[role] ?? role,
        name,
      );
      return /** @type {import("puppeteer-core").ElementHandle<Element> | null} */ (handle.asElement()) ?? undefined;
    },
    timeoutMs,
  );
}

/**
 * Waits until a text is on the page (spaces collapsed).
 *
 * @param {Page | Frame} where
 * @param {string | RegExp} wanted
 * @param {number} [timeoutMs]
 */
export async function sees(where, wanted, timeoutMs = 10_000) {
  let last = "";
  try {
    await until(
      `“${wanted}” is shown`,
      async () => {
        last = await textOf(where);
        return typeof wanted === "string" ? last.includes(wanted) : wanted.test(last);
      },
      timeoutMs,
    );
  } catch (error) {
    throw new Error(`${/** @type {Error} */ (error).message}; there is: ${last.slice(0, 600)} … ${last.slice(-600)}`);
  }
}

/**
 * All visible text of a page or frame.
 *
 * @param {Page | Frame} where
 * @returns {Promise<string>}
 */
export async function textOf(where) {
  return (await where.evaluate(() => document.body.innerText)).replace(/\s+/g, " ");
}

/**
 * Types into a field by its label, replacing what was there.
 *
 * @param {Page | Frame} where
 * @param {string} label
 * @param {string} text
 */
export async function fill(where, label, text) {
  const field = await find(where, label, "textbox");
  await field.evaluate((input) => /** @type {HTMLInputElement} */ (input).select());
  await field.type(text || " ");
}

/**
 * Chooses in a list by its label.
 *
 * @param {Page | Frame} where
 * @param {string} label
 * @param {string} choice the option's text
 */
export async function choose(where, label, choice) {
  const field = await find(where, label, "combobox");
  await field.evaluate((element, wanted) => {
    const select = /** @type {HTMLSelectElement} */ (element);
    const option = [...select.options].find((one) => one.text === wanted);
    if (!option) throw new Error(`no choice “${wanted}”`);
    select.value = option.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }, choice);
}

/**
 * @typedef {object} Connecting
 * @property {string} [subdomain]
 * @property {string} [region] as the list names it
 * @property {string} [apiAddress]
 * @property {string} key
 */

/**
 * Fills the form on the options page.
 *
 * @param {Page} options
 * @param {Connecting} connecting
 */
export async function fillForm(options, { subdomain = SUBDOMAIN, region = "United States", apiAddress, key }) {
  await fill(options, "Subdomain", subdomain);
  await choose(options, "Region", region);
  if (apiAddress !== undefined) await fill(options, "API address", apiAddress);
  await fill(options, "API key", key);
}

/**
 * Connects on the options page, and gives that page back.
 *
 * @param {Launched} launched
 * @param {Connecting & { values?: boolean }} connecting `values`: allow reading values with the key
 */
export async function connect(launched, { values = true, ...connecting }) {
  const options = await launched.openExtensionPage("extension/options.html");
  await fillForm(options, connecting);
  await press(options, "Test connection");
  await sees(options, "Verified");
  await press(options, "Connect");
  await find(options, "Disconnect");
  if (values) {
    const box = await options.waitForSelector("input[role=switch]");
    await box?.click();
    await new Promise((r) => setTimeout(r, 500));
  }
  return options;
}

/**
 * Enables the host of a page through the popup, opened in a tab of its own: an automated browser can't press the toolbar
 * button.
 *
 * @param {Launched} launched
 * @param {Page} page
 * @param {(popup: Page) => Promise<void>} [beforehand] what is done in the popup first
 */
export async function enableHost(launched, page, beforehand = async () => {}) {
  const options = await launched.openExtensionPage("extension/options.html");
  const url = await page.evaluate(() => location.href);
  const tab = await options.evaluate(async (wanted) => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((one) => one.url === wanted)?.id;
  }, url);
  await options.close();
  const popup = await launched.openExtensionPage(`extension/popup.html?tab=${tab}`);
  await beforehand(popup);
  await press(popup, "Enable on this site");
  await sees(popup, "Enabled for");
  return popup;
}

/**
 * Opens a page of an enabled host and waits for its panel.
 *
 * @param {Launched} launched
 * @param {string} path
 */
export async function openPage(launched, path) {
  const page = await launched.newPage(path.startsWith("http") ? path : DATTO + path);
  return { page, panel: await panelFrame(page) };
}
