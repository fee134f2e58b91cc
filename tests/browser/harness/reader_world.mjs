// @ts-check
// The page reader's own world, as a page that has taken over its renderer would use it.

/** @typedef {import("puppeteer-core").Page} Page */

/**
 * What the world of the reader in a tab gives.
 *
 * @typedef {object} World
 * @property {boolean} isReaders the reader's own global is there: it is that world and no other
 * @property {Record<string, string>} stores by name: "none", "refused", or what it holds
 * @property {unknown[]} answers to the messages, in order
 */

/** @param {Page} extensionPage @param {string} url @returns {Promise<number>} */
export async function tabOf(extensionPage, url) {
  return extensionPage.evaluate(async (wanted) => {
    const tab = (await chrome.tabs.query({})).find((one) => one.url === wanted);
    if (tab?.id === undefined) throw new Error(`no tab shows ${wanted}`);
    return tab.id;
  }, url);
}

/**
 * Runs in the reader's world: `scripting.executeScript` of the extension itself, whose isolated world is the reader's.
 *
 * @param {Page} extensionPage
 * @param {number} tab
 * @param {unknown[]} messages sent to the background from there
 * @returns {Promise<World>}
 */
export async function probeReaderWorld(extensionPage, tab, messages) {
  return extensionPage.evaluate(
    async (tabId, list) => {
      const [injection] = await chrome.scripting.executeScript({
        target: { tabId },
        args: [list],
        func: async (/** @type {unknown[]} */ toSend) => {
          /** @type {Record<string, string>} */
          const stores = {};
          for (const area of /** @type {const} */ (["session", "local", "sync", "managed"])) {
            try {
              stores[area] = chrome.storage?.[area] ? JSON.stringify(await chrome.storage[area].get(null)) : "none";
            } catch {
              stores[area] = "refused";
            }
          }
          stores["indexedDB"] = JSON.stringify((await indexedDB.databases()).map((one) => one.name));
          stores["background"] = String(/** @type {any} */ (chrome).extension?.getBackgroundPage ?? "none");
          const answers = [];
          for (const message of toSend) answers.push((await chrome.runtime.sendMessage(message)) ?? null);
          return { isReaders: "gluepaneReader" in globalThis, stores, answers };
        },
      });
      return /** @type {any} */ (injection?.result);
    },
    tab,
    messages,
  );
}

/**
 * From now on the reader's world keeps every message that reaches it.
 *
 * @param {Page} extensionPage
 * @param {number} tab
 */
export async function listenInReaderWorld(extensionPage, tab) {
  await extensionPage.evaluate(async (tabId) => {
    await chrome.scripting.executeScript({
      target: { tabId },
      func: () => {
        const heard = (/** @type {any} */ (globalThis).heard = /** @type {string[]} */ ([]));
        chrome.runtime.onMessage.addListener((message) => void heard.push(JSON.stringify(message)));
      },
    });
  }, tab);
}

/**
 * @param {Page} extensionPage
 * @param {number} tab
 * @returns {Promise<string[]>}
 */
export async function heardInReaderWorld(extensionPage, tab) {
  return extensionPage.evaluate(async (tabId) => {
    const [injection] = await chrome.scripting.executeScript({ target: { tabId }, func: () => /** @type {any} */ (globalThis).heard });
    return /** @type {any} */ (injection?.result);
  }, tab);
}
