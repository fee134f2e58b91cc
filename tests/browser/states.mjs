// @ts-check
// Pictures of the panel in every state, in target/screenshots, for people to look at. No test: run by hand, with the
// same variables as the tests. A name as argument takes only the pictures whose name contains it.

import {
  browserName, connect, DATTO, enableHost, find, panelFrame, press, screenshot, sees, startDesk, until,
} from "./harness/index.mjs";

/** @typedef {import("./harness/technician.mjs").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {Awaited<ReturnType<typeof startDesk>>} Desk */

const DEVICE = "/device/410001/HDG-DC01";
const UNKNOWN_DEVICE = "/device/410090/FRONTDESK-3";
const wanted = process.argv[2] ?? "";
const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {string} name @param {() => Promise<void>} take */
async function state(name, take) {
  if (!name.includes(wanted)) return;
  try {
    await take();
    console.log(`  ${name}`);
  } catch (error) {
    console.log(`  ${name}: ${String(error).slice(0, 400)}`);
  }
}

/** @param {Page} page @param {string} path @param {string | RegExp} text @returns {Promise<Frame>} */
async function open(page, path, text) {
  await page.goto(DATTO + path);
  const panel = await panelFrame(page);
  await sees(panel, text);
  return panel;
}

/** @param {Page} page @param {string} name */
async function shoot(page, name) {
  await pause(150);
  await screenshot(page, `state-${name}`);
}

/** @param {Desk} desk @param {Page} page */
async function connected(desk, page) {
  const { control } = desk.simulator;
  await state("linked", async () => {
    await open(page, DEVICE, "Local administrator");
    await shoot(page, "linked");
  });
  await state("menu", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await press(panel, "More");
    await shoot(page, "menu");
  });
  await state("shown", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    const row = await find(panel, "Local administrator", "listitem");
    await (await row.$("[aria-label='Show Password']"))?.click();
    await until("it is shown", async () => (await panel.$(".reveal")) ?? undefined);
    await (await row.$("[aria-label='Copy Password']"))?.click();
    await sees(panel, /Clears in/);
    await shoot(page, "shown");
    await press(panel, "Clear now");
  });
  await state("vault", async () => {
    const panel = await open(page, DEVICE, "Payroll server");
    const row = await find(panel, "Payroll server", "listitem");
    await (await row.$("[aria-label='Copy Password from Vault']"))?.click();
    await sees(panel, /vault. Open it/);
    await shoot(page, "vault");
  });
  await state("search", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await (await find(panel, "Search passwords", "textbox")).type("zzz");
    await sees(panel, "Nothing fits");
    await shoot(page, "search");
  });
  await state("documentation", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await press(panel, "Documentation", "tab");
    await find(panel, "Open Documentation");
    await shoot(page, "documentation");
    await press(panel, "Passwords", "tab");
  });
  await state("change", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await press(panel, "Change Match");
    await find(panel, "Cancel");
    await shoot(page, "change");
    await press(panel, "Cancel");
    await sees(panel, "Local administrator");
    await shoot(page, "change-cancelled");
  });
  await state("ambiguous", async () => {
    const panel = await open(page, "/site/31004/meridian-partners", "This one");
    await shoot(page, "ambiguous");
    await press(panel, "This one");
    await find(panel, "Undo");
    await shoot(page, "chosen");
    await press(panel, "Undo");
  });
  await state("not-found", async () => {
    const panel = await open(page, UNKNOWN_DEVICE, "Domain admin");
    await shoot(page, "not-found");
    await press(panel, "Match…");
    await find(panel, "Match");
    await shoot(page, "match");
    await press(panel, "Match");
    await find(panel, "Undo");
    await shoot(page, "matched");
    await press(panel, "Undo");
    await sees(panel, "Configuration not found");
  });
  await state("shortcuts", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await panel.evaluate(() => document.querySelector("button")?.focus());
    await page.keyboard.press("?");
    await find(panel, "Close");
    await shoot(page, "shortcuts");
  });
  await state("site", async () => {
    await open(page, "/site/31001", "There is no device on this page");
    await shoot(page, "site");
  });
  await state("nothing", async () => {
    await open(page, "/", "Nothing to show here");
    await shoot(page, "nothing");
  });
  await state("pinned", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await press(panel, "Pin");
    await sees(panel, "not following the page");
    await shoot(page, "pinned");
    const later = await open(page, "/device/420001", "not following the page");
    await sees(later, /The page shows Summit/);
    await shoot(page, "pinned-elsewhere");
    await press(later, "Back to this page");
    await sees(later, "Summit Veterinary Clinic");
  });
  await state("collapsed", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await press(panel, "Collapse");
    await find(panel, "Open Gluepane");
    await pause(300);
    await shoot(page, "collapsed");
    await press(panel, "Open Gluepane");
    await pause(300);
  });
  await state("left", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await press(panel, "More");
    await press(panel, "Move to the left", "[role=menuitem]");
    await pause(400);
    await shoot(page, "left");
    await press(panel, "More");
    await press(panel, "Move to the right", "[role=menuitem]");
    await pause(400);
  });
  await state("width", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    const handle = await find(panel, "Width", "[role=separator]");
    await handle.focus();
    await page.keyboard.press("Home");
    await pause(500);
    await shoot(page, "width-least");
    await page.keyboard.press("End");
    await pause(500);
    await shoot(page, "width-most");
    for (let n = 0; n < 21; n += 1) await page.keyboard.press("ArrowRight");
    await pause(300);
  });
  await state("covered", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await page.evaluate(() => {
      const veil = document.createElement("div");
      veil.popover = "manual";
      veil.style.cssText = "inset:0;width:100vw;height:100vh;opacity:.02;pointer-events:none;background:red;border:0;margin:0";
      document.body.append(veil);
      veil.showPopover();
    });
    await pause(400);
    const row = await find(panel, "Local administrator", "listitem");
    await (await row.$("[aria-label='Copy Password']"))?.click();
    await sees(panel, "This page is covering Gluepane");
    await shoot(page, "covered");
  });
  await state("stumbled", async () => {
    const panel = await open(page, DEVICE, "Local administrator");
    await panel.evaluate(() => dispatchEvent(new Event("gluepane-stumbled")));
    await shoot(page, "stumbled");
    await press(panel, "Go on");
    await sees(await panelFrame(page), "Local administrator");
  });
  await state("loading", async () => {
    await control.fault({ path_contains: "passwords", kind: "latency", value: 3_000 });
    await page.goto(`${DATTO}/device/420001`);
    const panel = await panelFrame(page);
    await until("bones", async () => (await panel.$(".skeleton")) ?? undefined);
    await shoot(page, "loading");
    await sees(panel, "Summit Veterinary Clinic");
    await shoot(page, "loading-rows");
    await control.clearFaults();
  });
  for (const [name, fault, text] of /** @type {[string, any, RegExp][]} */ ([
    ["down", { kind: "status", value: 503 }, /IT Glue has a problem/],
    ["limited", { kind: "rate_limit", value: 14 }, /IT Glue is busy/],
    ["cut", { kind: "cut" }, /Can’t reach|couldn’t be read/],
  ])) {
    await state(`trouble-${name}`, async () => {
      await control.fault({ path_contains: "passwords", ...fault });
      const panel = await open(page, "/device/410011", text);
      await sees(panel, text);
      await shoot(page, `trouble-${name}`);
      await control.clearFaults();
    });
  }
  await state("window", async () => {
    const panel = await desk.launched.openExtensionPage("extension/panel.html");
    await panel.setViewport({ width: 420, height: 700 });
    await pause(500);
    await shoot(panel, "window");
    await panel.close();
  });
  await state("empty", async () => {
    const client = desk.facts.sites.find((/** @type {any} */ one) => /Old Mill/.test(JSON.stringify(one)));
    await page.goto(`${DATTO}/site/${client?.id ?? 31010}`);
    await pause(1500);
    await shoot(page, "empty");
  });
  await state("refused", async () => {
    await desk.simulator.control.revokeKey();
    await open(page, "/device/410012", /refused the key|didn't work/);
    await shoot(page, "refused");
  });
}

/** @param {string} kind @param {import("./harness/launch.mjs").LaunchOptions} launch */
async function all(kind, launch) {
  const desk = await startDesk({ launch });
  try {
    console.log(`${browserName()}, ${kind}`);
    const page = await desk.launched.newPage(`${DATTO}/`);
    await page.setViewport({ width: 1100, height: 760 });
    const popup = await enableHost(desk.launched, page);
    await popup.close();
    await page.bringToFront();
    await state("first", async () => {
      await open(page, DEVICE, "Welcome to Gluepane");
      await shoot(page, "first");
    });
    const options = await connect(desk.launched, { key: desk.simulator.api_key_without_passwords, values: false });
    await page.bringToFront();
    await state("partly", async () => {
      await open(page, DEVICE, "Local administrator");
      await shoot(page, "partly");
    });
    await options.bringToFront();
    await press(options, "Disconnect");
    await find(options, "API key", "textbox");
    await options.close();
    await connect(desk.launched, { key: desk.simulator.api_key });
    await page.bringToFront();
    await connected(desk, page);
  } finally {
    await desk.stop();
  }
}

await all("light", {});
