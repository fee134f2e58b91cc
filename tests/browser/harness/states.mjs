// @ts-check
// Every state that the panel, the options and the popup can be in, each brought about as a technician or IT Glue would.

import { setTimeout as sleep } from "node:timers/promises";
import { panelFrame } from "./launch.mjs";
import { loadAgain, rowButton, shownValue, showsClient } from "./panel.mjs";
import { HDG, SVC } from "./ready.mjs";
import { connect, DATTO, enableHost, fill, fillForm, find, press, sees } from "./technician.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */

/**
 * @typedef {object} Shown a state as it is on the screen
 * @property {string} name
 * @property {Page} page what a picture is taken of
 * @property {Frame | Page} inside the document of ours
 * @property {unknown} [failed] why it could not be brought about; the next ones still come
 */

const UNKNOWN_DEVICE = "/device/410090/FRONTDESK-3";
const BUSY = /IT Glue is busy/;

/**
 * All of them, one after another: the next is brought about when the caller asks for it. Starts with a desk at which
 * nothing is set up yet.
 *
 * @param {Awaited<ReturnType<typeof import("./technician.mjs").startDesk>>} desk
 * @param {RegExp} [only] the names of the wanted ones
 * @returns {AsyncGenerator<Shown>}
 */
export async function* states(desk, only = /./) {
  const { launched, simulator } = desk;
  let page = await launched.newPage(`${DATTO}/`);
  /** Of one tab twenty sights a minute count: a tour goes on in another. */
  const changeTab = async () => {
    const former = page;
    page = await launched.newPage(`${DATTO}/`);
    await former.close();
  };
  /** @param {string} name @param {() => Promise<Frame | Page>} bring @param {Page} [where] */
  async function* state(name, bring, where = page) {
    if (!only.test(name)) return;
    try {
      await where.bringToFront();
      const inside = await bring();
      await sleep(250);
      yield { name, page: where, inside };
    } catch (error) {
      yield { name, page: where, inside: where, failed: error };
    }
  }
  /** @param {string} path @param {string | RegExp} text */
  async function open(path, text) {
    await page.goto(DATTO + path);
    const panel = await panelFrame(page);
    await sees(panel, text);
    return panel;
  }
  /** @param {string} name */
  const inFrame = async (name) => find(await panelFrame(page), name);

  // -- Before anything is set up.
  const popup = await launched.openExtensionPage(`extension/popup.html?tab=${await tabIdOf(launched, page)}`);
  yield* state("popup-new-site", async () => (await find(popup, "Enable on this site"), popup), popup);
  await popup.close();
  const enabled = await enableHost(launched, page);
  yield* state("popup-enabled", async () => enabled, enabled);
  await enabled.close();
  yield* state("first-run", () => open(HDG.device, "Welcome to Gluepane"));
  const blank = await launched.openExtensionPage("extension/options.html");
  yield* state("options-new", async () => (await find(blank, "API key", "textbox"), blank), blank);
  yield* state("options-refused", async () => {
    await fillForm(blank, { key: "ITG.wrong" });
    await press(blank, "Test connection");
    await sees(blank, /key/);
    await sleep(800);
    return blank;
  }, blank);
  await blank.close();

  // -- With a key that reads no values.
  const partly = await connect(launched, { key: simulator.api_key_without_passwords, values: false });
  yield* state("denied", () => open(HDG.device, "Local administrator"));
  await partly.bringToFront();
  await press(partly, "Disconnect");
  await find(partly, "API key", "textbox");
  await partly.close();

  // -- Set up.
  const options = await connect(launched, { key: simulator.api_key });
  yield* state("options-connected", async () => options, options);
  await page.bringToFront();
  const again = await launched.openExtensionPage(`extension/popup.html?tab=${await tabIdOf(launched, page)}`);
  yield* state("popup-connected", async () => again, again);
  await again.close();

  const linked = async () => {
    const panel = await open(HDG.device, "Local administrator");
    await showsClient(panel, HDG.name);
    return panel;
  };
  yield* state("linked", linked);
  for (const tab of ["Documentation", "Organization"]) {
    yield* state(`linked-${tab.toLowerCase()}`, async () => {
      const panel = await open(HDG.device, HDG.name);
      await press(panel, tab, "tab");
      await find(panel, `Open ${tab}`);
      return panel;
    });
  }
  await page.bringToFront();
  await press(await panelFrame(page), "Passwords", "tab").catch(() => undefined);
  /** @param {"left" | "right"} side */
  const moveTo = async (side) => {
    const panel = await linked();
    await press(panel, "More");
    await press(panel, `Move to the ${side}`, "[role=menuitem]");
    await until(`it is at the ${side}`, async () => (await panel.$("#resize.left") !== null) === (side === "left"));
  };
  yield* state("menu", async () => {
    const panel = await linked();
    await press(panel, "More");
    return panel;
  });
  yield* state("left", async () => {
    await moveTo("left");
    return panelFrame(page);
  });
  await moveTo("right").catch(() => undefined);
  yield* state("shortcuts", async () => {
    const panel = await linked();
    await press(panel, "More");
    await press(panel, "Keyboard shortcuts", "[role=menuitem]");
    await find(panel, "Close");
    return panel;
  });
  yield* state("copied", async () => {
    const panel = await linked();
    await (await rowButton(panel, HDG.password, "Copy Password")).click();
    await sees(panel, /Clears in/);
    return panel;
  });
  yield* state("value-shown", async () => {
    const panel = await linked();
    await (await rowButton(panel, HDG.password, "Show Password")).click();
    await until("the value is shown", async () => (await shownValue(panel, HDG.password)) !== null);
    return panel;
  });
  yield* state("nothing-fits", async () => {
    const panel = await linked();
    await fill(panel, "Search passwords", "zzz");
    await sees(panel, "Nothing fits");
    return panel;
  });
  yield* state("vaulted", async () => {
    const panel = await linked();
    const button = await panel.waitForSelector("button[aria-label='Copy Password from Vault']");
    await button?.click();
    await sees(panel, /vault/i);
    return panel;
  });
  await changeTab();
  yield* state("no-device", () => open(HDG.site, "There is no device on this page"));
  yield* state("nothing-here", () => open("/", "Nothing to show here"));
  yield* state("long-list", () => open("/site/31014/cedar-stone-architects", "Accounting software"));
  yield* state("ambiguous", () => open("/site/31004/meridian-partners", "Ambiguous"));
  yield* state("suggested", () => open("/site/31003/orchard", "Suggested"));
  yield* state("unknown", () => open("/site/31011/brightside-nursery", "Unknown"));
  yield* state("change-match", async () => {
    const panel = await linked();
    await press(panel, "Change Match");
    await find(panel, "Cancel");
    return panel;
  });
  await press(await panelFrame(page), "Cancel").catch(() => undefined);
  yield* state("chosen", async () => {
    const panel = await open("/site/31004/meridian-partners", "This one");
    await press(panel, "This one");
    await find(panel, "Undo");
    return panel;
  });
  await press(await panelFrame(page), "Undo").catch(() => undefined);
  yield* state("configuration-not-found", () => open(UNKNOWN_DEVICE, "Domain admin"));
  yield* state("configuration-candidates", async () => {
    const panel = await open(UNKNOWN_DEVICE, "Domain admin");
    await press(panel, "Match…");
    await find(panel, "Match");
    return panel;
  });
  await changeTab();
  yield* state("pinned", async () => {
    const panel = await linked();
    await press(panel, "Pin");
    await sees(panel, "not following the page");
    return panel;
  });
  yield* state("pinned-elsewhere", async () => {
    await page.goto(DATTO + SVC.device);
    const panel = await panelFrame(page);
    await sees(panel, /The page shows Summit/);
    return panel;
  });
  await (await inFrame("Back to this page").catch(() => undefined))?.click();
  yield* state("collapsed", async () => {
    const panel = await linked();
    await press(panel, "Collapse");
    await find(panel, "Open Gluepane");
    return panel;
  });
  await (await inFrame("Open Gluepane").catch(() => undefined))?.click();
  yield* state("covered", async () => {
    const panel = await linked();
    const button = await rowButton(panel, HDG.password, "Copy Password");
    await page.evaluate(() => {
      const veil = document.createElement("div");
      veil.popover = "manual";
      veil.style.cssText = "inset:0;width:100vw;height:100vh;opacity:.02;pointer-events:none;background:red;border:0;margin:0";
      document.body.appendChild(document.createElement("div")).attachShadow({ mode: "closed" }).append(veil);
      veil.showPopover();
    });
    await sleep(500);
    await button.click();
    await sees(panel, "This page is covering Gluepane");
    return panel;
  });
  yield* state("stumbled", async () => {
    const panel = await linked();
    await panel.evaluate(() => void dispatchEvent(new Event("gluepane-stumbled")));
    await sees(panel, "Gluepane has stumbled");
    return panel;
  });
  const popout = await popOut(launched, await linked());
  yield* state("popped-out", async () => (await find(popout, "Copy Password"), popout), popout);
  await popout.close();

  // -- When things go wrong.
  const { control } = simulator;
  yield* state("reading", async () => {
    await control.fault({ path_contains: "filter%5Brmm_id%5D", kind: "latency", value: 6_000 });
    await page.goto(DATTO + "/device/410015");
    const panel = await panelFrame(page);
    await until("there are bones", async () => (await panel.$(".bone-org")) ?? undefined);
    return panel;
  });
  await control.clearFaults();
  yield* state("loading", async () => {
    await control.fault({ path_contains: "passwords", kind: "latency", value: 6_000 });
    await page.goto(`${DATTO}/site/31012/larkfield-primary-school`);
    const panel = await panelFrame(page);
    await until("there are bones", async () => (await panel.$(".skeleton")) ?? undefined);
    return panel;
  });
  await control.clearFaults();
  for (const [name, path, fault, text] of /** @type {[string, string, import("./simulator.mjs").Fault, RegExp][]} */ ([
    ["it-glue-down", "/device/410011", { kind: "status", value: 503 }, /IT Glue has a problem/],
    ["offline", "/device/410013", { kind: "cut" }, /Can’t reach|couldn’t be read/],
    ["rate-limited", "/device/410012", { kind: "rate_limit", value: 40 }, BUSY],
  ])) {
    yield* state(name, async () => {
      await control.fault({ path_contains: "passwords", ...fault });
      return open(path, text);
    });
    await control.clearFaults();
  }
  // The wait that IT Glue has asked for would outlive the page and the background.
  await options.evaluate(async () => {
    const budgets = Object.keys(await chrome.storage.session.get(null)).filter((key) => key.endsWith("budget"));
    if (budgets.length !== 1) throw new Error(`which of these is the budget: ${budgets.join(", ")}?`);
    await chrome.storage.session.remove(budgets);
  });
  await launched.killBackground();
  yield* state("key-refused", async () => {
    await control.revokeKey();
    return open("/device/410014", /refused the key|didn’t work/);
  });
  await options.bringToFront();
  await loadAgain(options);
  yield* state("options-key-refused", async () => options, options);
  const stranger = await launched.openExtensionPage("extension/panel.html");
  yield* state("refused", async () => (await sees(stranger, "That didn’t work"), stranger), stranger);
}

/** The window of its own that a panel opens for its client. @param {import("./launch.mjs").Launched} launched @param {Frame} panel */
async function popOut(launched, panel) {
  await press(panel, "More");
  await press(panel, "Pop out", "[role=menuitem]");
  return until("there is a window", async () => {
    for (const one of await launched.browser.pages()) {
      if ((await one.evaluate(() => location.search).catch(() => "")).startsWith("?popout=")) return one;
    }
    return undefined;
  });
}

/** @param {import("./launch.mjs").Launched} launched @param {Page} page */
async function tabIdOf(launched, page) {
  const url = await page.evaluate(() => location.href);
  const options = await launched.openExtensionPage("extension/options.html");
  const id = await options.evaluate(async (wanted) => (await chrome.tabs.query({})).find((tab) => tab.url === wanted)?.id, url);
  await options.close();
  return id;
}
