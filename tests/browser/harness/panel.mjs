// @ts-check
// The panel as its user sees it, and the messages that its code would send.

import { click, openPage, press, sees, textOf } from "./technician.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {import("./launch.mjs").Launched} Launched */

/**
 * The head of the panel; empty where there is none yet.
 *
 * @param {Frame} panel
 * @returns {Promise<{ organization: string, device: string, reasons: string }>}
 */
export async function head(panel) {
  return panel.evaluate(() => {
    const text = (/** @type {string} */ selector) => document.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    return { organization: text("h1.org"), device: text("p.dev"), reasons: text(".whys") };
  });
}

/**
 * The lists of passwords by their headings, each with its rows as drawn.
 *
 * @param {Frame} panel
 * @returns {Promise<{ heading: string, rows: { id: string, name: string }[] }[]>}
 */
export async function lists(panel) {
  return panel.evaluate(() =>
    [...document.querySelectorAll("main section")]
      .filter((section) => section.querySelector("ul") && section.checkVisibility())
      .map((section) => ({
        heading: section.querySelector(".heading")?.textContent ?? "",
        rows: [...section.querySelectorAll("li[data-row]")].map((row) => ({
          id: row.getAttribute("data-row") ?? "",
          name: row.getAttribute("aria-label") ?? "",
        })),
      })),
  );
}

/**
 * The ids of all rows of passwords that are drawn.
 *
 * @param {Frame} panel
 * @returns {Promise<string[]>}
 */
export async function rows(panel) {
  return (await lists(panel)).flatMap((list) => list.rows.map((row) => row.id));
}

/**
 * Waits until the panel names this organization and shows the rows of its passwords.
 *
 * @param {Frame} panel
 * @param {string} organization
 */
export async function showsClient(panel, organization) {
  await until(
    `the panel shows ${organization} with rows`,
    async () => (await head(panel)).organization === organization && (await rows(panel)).length > 0,
  );
}

/**
 * Opens a page and waits until its panel shows this organization and rows.
 *
 * @param {Launched} launched
 * @param {string} path
 * @param {string} organization
 */
export async function openClient(launched, path, organization) {
  const opened = await openPage(launched, path);
  await showsClient(opened.panel, organization);
  return opened;
}

/**
 * A button of one row, by its name.
 *
 * @param {Frame} panel
 * @param {string} id the password's
 * @param {string} name
 */
export async function rowButton(panel, id, name) {
  return until(`row ${id} has a button “${name}”`, async () => {
    const handle = await panel.$(`li[data-row="${id}"] button[aria-label="${name}"]`);
    return handle ?? undefined;
  });
}

/**
 * Presses a button of one row, as a person would.
 *
 * @param {Frame} panel
 * @param {string} id the password's
 * @param {string} name
 */
export async function pressInRow(panel, id, name) {
  await click(name, () => rowButton(panel, id, name));
}

/**
 * Waits until the clipboard holds this.
 *
 * @param {Launched} launched
 * @param {string} text
 * @param {number} [timeoutMs]
 */
export async function clipboardHolds(launched, text, timeoutMs = 10_000) {
  await until("the clipboard holds what was copied", async () => (await launched.readClipboard()) === text, timeoutMs);
}

/**
 * Copies something with a button of a row, and waits until the panel says so.
 *
 * @param {Frame} panel
 * @param {string} id
 * @param {"Copy Password" | "Copy Username"} [name]
 */
export async function copy(panel, id, name = "Copy Password") {
  // What is said of a copy made before must not be taken for this one's.
  if (/Clears in/.test(await textOf(panel))) {
    await press(panel, "Clear now");
    await until("the former copy is forgotten", async () => !/Clears in/.test(await textOf(panel)));
  }
  await pressInRow(panel, id, name);
  await sees(panel, name === "Copy Password" ? /Password of .* copied/ : /Username of .* copied/);
}

/**
 * The value that a row shows; `null` where it shows none.
 *
 * @param {Frame} panel
 * @param {string} id
 */
export async function shownValue(panel, id) {
  return panel.evaluate((row) => document.querySelector(`li[data-row="${row}"] .reveal`)?.textContent ?? null, id);
}

/**
 * What the background said: what kind of answer with what in it, or the failure's code.
 *
 * @typedef {{ is: string, failure: string | null, body: any }} Said
 */

/**
 * Sends a request to the background, as the page's own code would.
 *
 * @param {Page | Frame} page of the extension
 * @param {string} name of the request
 * @param {Record<string, unknown>} [fields]
 * @param {unknown} [place]
 * @returns {Promise<Said>}
 */
export async function ask(page, name, fields, place = "here") {
  const request = fields ? { [name]: fields } : name;
  return said(await page.evaluate((message) => chrome.runtime.sendMessage(message), { place, request }));
}

/** An enum of serde's: a name, or a name with what it holds. @param {any} value @returns {[string, any]} */
function variant(value) {
  return typeof value === "string" ? [value, null] : (Object.entries(value ?? {})[0] ?? ["nothing", null]);
}

/** @param {unknown} answer @returns {Said} */
function said(answer) {
  const [outcome, held] = variant(answer);
  if (outcome === "failed") return { is: "failed", failure: variant(held.failure)[0], body: variant(held.failure)[1] };
  if (outcome !== "ok") return { is: outcome, failure: outcome, body: held };
  const [is, body] = variant(held.response);
  return { is, failure: null, body };
}

/**
 * The revision that a panel's tab stands at.
 *
 * @param {Frame} panel
 * @returns {Promise<number>}
 */
export async function revisionOf(panel) {
  const { body } = await ask(panel, "view");
  return body.view.revision;
}

/**
 * Clicks a link of the host page, found by its path.
 *
 * @param {Page} page
 * @param {string} path
 */
export async function follow(page, path) {
  await page.evaluate((start) => {
    const link = [...document.querySelectorAll("a")].find((one) => one.pathname.startsWith(start));
    if (!link) throw new Error(`no link to ${start}`);
    link.click();
  }, path);
}

/**
 * Goes to another record inside the page, without a load, as a click on a link to it would.
 *
 * @param {Page} page
 * @param {string} path
 */
export async function goInside(page, path) {
  await page.evaluate((to) => {
    const link = document.createElement("a");
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
}

/**
 * Closes every page but these.
 *
 * @param {Launched} launched
 * @param {Page[]} [kept]
 */
export async function closePages(launched, kept = []) {
  const pages = await launched.browser.pages();
  // A browser whose last page is closed may end.
  if (kept.length === 0 && pages.length > 0) kept = [await launched.newPage("about:blank")];
  for (const page of pages) {
    if (!kept.includes(page)) await page.close().catch(() => undefined);
  }
}

/**
 * Waits for a tab with this address.
 *
 * @param {Launched} launched
 * @param {string} url
 */
export async function tabOpens(launched, url) {
  return until(`a tab shows ${url}`, async () => {
    for (const page of await launched.browser.pages()) {
      const href = await page.evaluate(() => location.href).catch(() => "");
      if (href === url) return page;
    }
    return undefined;
  });
}



/**
 * Loads a page of the extension again. Not by page.reload(): in Firefox it waits for an event that never comes.
 *
 * @param {Page} page
 */
export async function loadAgain(page) {
  await page.evaluate(() => {
    /** @type {any} */ (globalThis).isFormer = true;
    // Not in this turn: the answer to this very call would get lost.
    setTimeout(() => location.reload(), 0);
  });
  await until("the page is loaded again", () =>
    page.evaluate(() => !("isFormer" in globalThis) && document.readyState === "complete"),
  );
}
