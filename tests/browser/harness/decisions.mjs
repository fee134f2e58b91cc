// @ts-check
// What the panel has decided, taken from the view that it draws, and hosts enabled for a product.

import { ask, closePages, head } from "./panel.mjs";
import { choose, enableHost } from "./technician.mjs";
import { panelFrame } from "./launch.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {import("./launch.mjs").Launched} Launched */

export const AUTOTASK = "https://ww5.autotask.net";
export const CONNECTWISE = "https://na.myconnectwise.net";
export const TOOLSHED = "https://desk.toolshed.example";

/**
 * What stands in a panel, in short.
 *
 * @typedef {object} Decision
 * @property {string} state "linked", "choose", "reading", "nothing_here" …
 * @property {string} organization its id, or how uncertain it is
 * @property {string} why in words, as shown
 * @property {string} configuration its id, or why there is none
 * @property {string} device why it is this configuration, in words
 * @property {string[]} candidates names
 */

/**
 * @param {Frame} panel
 * @returns {Promise<Decision>}
 */
export async function decisionOf(panel) {
  const { body } = await ask(panel, "view");
  const state = body?.view?.state;
  if (typeof state === "string") return { state, organization: "", why: "", configuration: "", device: "", candidates: [] };
  const { linked } = state?.linked ?? {};
  if (linked) {
    const found = linked.configuration.linked;
    const missing = linked.configuration.not_found;
    return {
      state: "linked",
      organization: linked.organization.id,
      why: linked.reason,
      configuration: found?.id ?? missing.cause,
      device: found?.reason ?? missing.text,
      candidates: (missing?.candidates ?? []).map((/** @type {any} */ one) => one.configuration.name),
    };
  }
  const { choose: chosen } = state?.choose ?? {};
  return {
    state: chosen ? "choose" : (Object.keys(state ?? { none: 0 })[0] ?? "none"),
    organization: chosen?.kind ?? "",
    why: chosen?.reason ?? (state?.failed ? JSON.stringify(state.failed.failure) : ""),
    configuration: "",
    device: "",
    candidates: (chosen?.candidates ?? []).map((/** @type {any} */ one) => one.organization.name),
  };
}

/**
 * Waits until the panel of a page has decided something that fits, and gives all decisions that it showed on the way.
 *
 * @param {Page} page
 * @param {(decision: Decision) => boolean} fits
 * @param {{ what?: string, timeoutMs?: number, stayMs?: number }} [options] it must still fit after `stayMs`
 * @returns {Promise<{ decision: Decision, seen: Decision[], panel: Frame }>}
 */
export async function decides(page, fits, { what = "the panel decides as expected", timeoutMs = 10_000, stayMs = 0 } = {}) {
  const panel = await panelFrame(page);
  /** @type {Decision[]} */
  const seen = [];
  const look = async () => {
    const decision = await decisionOf(panel);
    if (JSON.stringify(seen.at(-1)) !== JSON.stringify(decision)) seen.push(decision);
    return decision;
  };
  try {
    await until(what, async () => fits(await look()), timeoutMs);
    const end = performance.now() + stayMs;
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      if (!fits(await look())) await until(`${what}, again`, async () => fits(await look()), timeoutMs);
    }
  } catch (error) {
    throw new Error(`${/** @type {Error} */ (error).message}; it was ${JSON.stringify(seen)}`);
  }
  return { decision: /** @type {Decision} */ (seen.at(-1)), seen, panel };
}

/**
 * Waits until the panel is sure of one organization.
 *
 * @param {Page} page
 * @param {string} organization its id
 */
export async function links(page, organization) {
  return decides(page, (one) => one.state === "linked" && one.organization === organization, { what: `the panel links ${organization}` });
}

/**
 * What is drawn: the head of the panel agrees with what it was told.
 *
 * @param {Frame} panel
 * @param {string} organization name
 */
export async function draws(panel, organization) {
  return until(`the panel is headed ${organization}`, async () => {
    const drawn = await head(panel);
    return drawn.organization === organization ? drawn : undefined;
  });
}

/**
 * Enables the host of a page for a product; without a name, for the one that is guessed.
 *
 * @param {Launched} launched
 * @param {string} url
 * @param {string} [product] its name
 */
export async function enable(launched, url, product) {
  const page = await launched.newPage(url);
  await enableHost(launched, page, async (popup) => {
    if (product) await choose(popup, "Product", product);
  });
  await closePages(launched);
}
