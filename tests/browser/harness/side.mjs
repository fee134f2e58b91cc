// @ts-check
// The browser's own side panel (Firefox: sidebar), opened by a click and looked into from another page of the extension:
// neither driver shows it as a page.

import { until } from "./wait.mjs";

/** @typedef {import("./launch.mjs").Launched} Launched */
/** @typedef {import("puppeteer-core").Page} Page */

/**
 * Opens it in the only window.
 *
 * @param {Launched} launched
 */
export async function openSidePanel(launched) {
  const inside = await launched.openExtensionPage("extension/options.html");
  const window = await inside.evaluate(async () => (await chrome.windows.getCurrent()).id);
  await inside.evaluate((windowId) => {
    const button = document.createElement("button");
    button.id = "open-side";
    button.textContent = "Open";
    button.style.cssText = "position:fixed;left:0;top:0;z-index:9";
    const { browser } = /** @type {any} */ (globalThis);
    button.addEventListener("click", () => void (chrome.sidePanel ? chrome.sidePanel.open({ windowId: /** @type {number} */ (windowId) }) : browser.sidebarAction.open()));
    document.body.append(button);
  }, window);
  await (await inside.$("#open-side"))?.click();
  const side = {
    inside,
    /** All that it shows, spaces collapsed. @returns {Promise<string>} */
    text: () =>
      inside.evaluate(() => {
        const view = chrome.extension.getViews().find((one) => one.location.pathname.endsWith("/extension/panel.html"));
        return (view?.document.body.innerText ?? "").replace(/\s+/g, " ");
      }),
    /** Asks from there, as its own code would. @param {string} name @param {Record<string, unknown>} [fields] @returns {Promise<any>} */
    ask: (name, fields) =>
      inside.evaluate(
        async (request, windowId) => {
          const view = /** @type {any} */ (chrome.extension.getViews().find((one) => one.location.pathname.endsWith("/extension/panel.html")));
          const answer = JSON.parse(JSON.stringify(await view.chrome.runtime.sendMessage({ place: { window: { window: windowId } }, request })));
          const held = answer.ok?.response ?? answer;
          return typeof held === "object" ? (Object.values(held)[0] ?? held) : held;
        },
        fields ? { [name]: fields } : name,
        window,
      ),
  };
  await until("the side panel is open", async () => (await side.text()) !== "");
  return side;
}
