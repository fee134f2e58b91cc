// @ts-check
// The README's way from nothing to a copied password: the extension as it ships, which has no host's permission until it
// is given, and the simulator on loopback. Firefox alone can answer its own permission prompt without a person (a
// preference grants at once); Chromium can't, so there the prompt is left to people and the rest to the other files.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { browserName, choose, connect, enableHost, find, launch, panelFrame, press, REPOSITORY, sees, startSimulator, until } from "./harness/index.mjs";

/** @typedef {import("./harness/launch.mjs").Launched} Launched */
/** @typedef {import("./harness/simulator.mjs").Simulator} Simulator */

if (browserName() === "firefox") {
  /** @type {Simulator} */
  let simulator;
  /** @type {Launched} */
  let launched;

  before(async () => {
    simulator = await startSimulator();
    launched = await launch({
      dist: join(REPOSITORY, "dist/firefox"),
      prefs: { "extensions.webextOptionalPermissionPrompts": false },
    });
  });
  after(async () => {
    await launched?.close();
    await simulator?.stop();
  });

  test("a newcomer gets from the README to a copied password, each permission asked for when it is needed", async () => {
    const granted = async () => {
      const page = await launched.openExtensionPage("extension/options.html");
      const origins = await page.evaluate(async () => (await chrome.permissions.getAll()).origins ?? []);
      await page.close();
      return origins.filter((origin) => !origin.includes("itglue.com"));
    };
    assert.deepEqual(await granted(), [], "nothing but IT Glue's own hosts is there from the start");

    await connect(launched, { subdomain: simulator.web_url, region: "Custom", apiAddress: simulator.url, key: simulator.api_key });
    assert.deepEqual(await granted(), ["http://127.0.0.1/*"], "the API address was asked for by Test connection");

    const page = await launched.newPage(`${simulator.pages_url}/device/410001/HDG-DC01`);
    const popup = await enableHost(launched, page, async (popup) => choose(popup, "Product", "Datto RMM"));
    await popup.close();
    await page.bringToFront();
    const panel = await panelFrame(page);
    await sees(panel, /Harbour Dental Group.*HDG-DC01/);
    const row = await find(panel, "Local administrator", "listitem");
    await (await row.$("[aria-label='Copy Password']"))?.click();
    await sees(panel, "Password of Local administrator copied");
    const facts = await simulator.control.facts();
    const record = facts.hdg_dc01_passwords.find((/** @type {any} */ one) => one.name === "Local administrator");
    assert.equal(await launched.readClipboard(), await simulator.control.passwordValue(record.id));
    await press(panel, "Clear now");
    await until("the clipboard is empty", async () => (await launched.readClipboard()) === "");
  });
}
