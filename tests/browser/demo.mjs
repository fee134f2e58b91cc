// @ts-check
// The demo. Without arguments: a browser with Gluepane, signed in to the simulator, on a device page of the demo RMM; it
// stays until the window is closed. With --headless: the main job by itself in both browsers, each step with its time,
// and pictures of it in target/screenshots.

import { browserName, connect, DATTO, enableHost, find, panelFrame, screenshot, sees, startDesk, until } from "./harness/index.mjs";

/** @typedef {import("./harness/technician.mjs").Page} Page */

const DEVICE = "/device/410001/HDG-DC01";
const ORGANIZATION = "Harbour Dental Group";
const CONFIGURATION = "HDG-DC01";
const PASSWORD = "Local administrator";
const headless = process.argv.includes("--headless");

/**
 * Does one step and prints how long it took.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} how
 * @returns {Promise<T>}
 */
async function step(what, how) {
  const begun = performance.now();
  const done = await how();
  console.log(`  ${(performance.now() - begun).toFixed(0).padStart(6)} ms  ${what}`);
  return done;
}

/** @param {Awaited<ReturnType<typeof startDesk>>} desk */
async function prepare({ launched, simulator }) {
  const options = await step("connected to IT Glue with an API key", () => connect(launched, { key: simulator.api_key }));
  if (headless) await screenshot(options, "options");
  const first = await launched.newPage(`${DATTO}/`);
  const popup = await step(`enabled on ${DATTO}`, () => enableHost(launched, first));
  if (headless) await screenshot(popup, "popup");
  await popup.close();
  return { options, page: first };
}

async function runHeadless() {
  const desk = await step("started the simulator and the browser", () => startDesk());
  const { launched, simulator, facts } = desk;
  try {
    const { page } = await prepare(desk);
    await page.bringToFront();
    await page.goto(DATTO + DEVICE);
    const panel = await step("opened a device page: the panel is there", () => panelFrame(page));
    await step(`it names ${ORGANIZATION} and ${CONFIGURATION}`, () => sees(panel, new RegExp(`${ORGANIZATION}.*${CONFIGURATION}`)));
    const row = await step("it lists the passwords", () => find(panel, PASSWORD, "listitem"));
    await screenshot(page, "linked");
    await step("pressed Copy Password", async () => {
      await (await row.$("[aria-label='Copy Password']"))?.click();
      await sees(panel, `Password of ${PASSWORD} copied`);
    });
    await screenshot(page, "copied");
    await step("read the clipboard: it is the right password", async () => {
      const record = facts.hdg_dc01_passwords.find((/** @type {any} */ one) => one.name === PASSWORD);
      const [held, wanted] = await Promise.all([launched.readClipboard(), simulator.control.passwordValue(record.id)]);
      if (held !== wanted) throw new Error("the clipboard holds something else");
    });
    await step("pressed Clear now: the clipboard is empty", async () => {
      await (await find(panel, "Clear now")).click();
      await until("the clipboard is empty", async () => (await launched.readClipboard()) === "");
    });
    await moreScreens(page);
  } finally {
    await desk.stop();
  }
}

/** Pictures of what else a technician meets. @param {Page} page */
async function moreScreens(page) {
  /** @type {[string, string, RegExp][]} */
  const screens = [
    ["ambiguous", "/site/31004/meridian-partners", /Meridian Partners.*This one/],
    ["suggested", "/site/31003/orchard", /Orchard.*This one/],
    ["unknown", "/site/31011/brightside-nursery", /Unknown/i],
    ["not-found", "/device/410090/FRONTDESK-3", /Configuration not found/],
  ];
  for (const [name, path, wanted] of screens) {
    await page.goto(DATTO + path);
    await sees(await panelFrame(page), wanted);
    await screenshot(page, name);
  }
}

/** The same sight in a dark browser. */
async function inTheDark() {
  // 0 is Firefox's number for dark.
  const dark = { args: browserName() === "chromium" ? ["--force-dark-mode"] : [], prefs: { "layout.css.prefers-color-scheme.content-override": 0 } };
  const desk = await startDesk({ launch: dark });
  try {
    const { page } = await prepare(desk);
    await page.bringToFront();
    for (const [name, path, wanted] of /** @type {[string, string, string][]} */ ([
      ["dark-ambiguous", "/site/31004/meridian-partners", "This one"],
      ["dark-linked", DEVICE, PASSWORD],
    ])) {
      await page.goto(DATTO + path);
      await sees(await panelFrame(page), wanted);
      await screenshot(page, name);
    }
  } finally {
    await desk.stop();
  }
}

async function runInWindow() {
  const desk = await startDesk({ launch: { headless: false } });
  const { launched, simulator } = desk;
  const { options, page } = await prepare(desk);
  await options.close();
  await page.bringToFront();
  await page.goto(DATTO + DEVICE);
  await panelFrame(page);
  console.log(`
  The browser is yours: click through the demo RMM (All sites, devices, alerts); the panel follows.
  API ${simulator.url}  web ${simulator.web_url}
  Close the browser to end the demo.`);
  await new Promise((resolve) => launched.browser.once("disconnected", () => resolve(undefined)));
  await desk.stop();
}

console.log(`${browserName()}:`);
if (headless) {
  await runHeadless();
  await inTheDark();
} else {
  await runInWindow();
}
