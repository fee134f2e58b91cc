// @ts-check
// The form on the options page: what goes wrong has its own words, and a remedy where there is one.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { after, afterEach, before, describe, test } from "node:test";
import { ask, choose, closePages, fill, fillForm, find, loadAgain, press, sees, startDesk, SUBDOMAIN, textOf, until } from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** A port of this machine that nobody listens on. */
async function closedPort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe("connecting by API key", () => {
  /** @type {Awaited<ReturnType<typeof startDesk>>} */
  let desk;
  /** @type {Page} */
  let options;
  before(async () => {
    desk = await startDesk();
    options = await desk.launched.openExtensionPage("extension/options.html");
  });
  after(() => desk?.stop());
  afterEach(async () => {
    await desk.simulator.control.reset();
    // Whatever was connected is forgotten, and the form starts anew.
    await ask(options, "disconnect");
    await closePages(desk.launched, [options]);
    await options.bringToFront();
    await loadAgain(options);
    await find(options, "Test connection");
  });

  /** @param {Parameters<typeof fillForm>[1]} form */
  async function tryOut(form) {
    await fillForm(options, form);
    await press(options, "Test connection");
  }

  async function connectIsEnabled() {
    const button = await find(options, "Connect");
    return button.evaluate((element) => !(/** @type {HTMLButtonElement} */ (element).disabled));
  }

  /** Every complaint: never Verified, never Connect. */
  async function assertRefused() {
    assert.doesNotMatch(await textOf(options), /Verified/);
    assert.equal(await connectIsEnabled(), false);
  }

  for (const body of ["403_message", "401_errors"]) {
    test(`a wrong key is named as such (${body})`, async () => {
      await desk.simulator.control.set({ bad_key: body });
      await tryOut({ key: "ITG.0123456789abcdef.nobody" });
      await sees(options, "That key didn’t work. Check that all of it was copied");
      await assertRefused();
    });
  }

  test("a key of another region: the region is named, and a button switches and verifies", async () => {
    await desk.simulator.control.set({ region: "eu" });
    await tryOut({ key: desk.simulator.api_key });
    await sees(options, "Wrong region selected. This key belongs to the EU region.");
    await assertRefused();
    await press(options, "Switch to EU region");
    await sees(options, "Verified");
    const region = await find(options, "Region", "combobox");
    assert.equal(await region.evaluate((element) => /** @type {HTMLSelectElement} */ (element).selectedOptions[0]?.text), "Europe");
    assert.equal(await connectIsEnabled(), true);
  });

  test("stray spaces around the key don't matter", async () => {
    await tryOut({ key: `  ${desk.simulator.api_key}   ` });
    await sees(options, "Verified");
  });

  test("an address where nobody answers is named", async () => {
    await tryOut({ region: "Custom", apiAddress: `http://127.0.0.1:${await closedPort()}`, key: desk.simulator.api_key });
    await sees(options, /Can’t reach 127\.0\.0\.1\S*\. Check the address, your network and VPN/);
    await assertRefused();
  });

  test("an HTML answer is named as something that isn't IT Glue", async () => {
    await desk.simulator.control.fault({ kind: "html", path_contains: "/organizations" });
    await tryOut({ key: desk.simulator.api_key });
    await sees(options, "api.itglue.com answered, but not as IT Glue does.");
    await assertRefused();
  });

  test("an address that forwards is named, and the key is not sent along", async () => {
    await desk.simulator.control.fault({ kind: "redirect", value: "https://foreign.example/organizations", path_contains: "/organizations" });
    await tryOut({ key: desk.simulator.api_key });
    await sees(options, "api.itglue.com forwards to another address. Gluepane didn’t follow, so that the key stays where you sent it.");
    await assertRefused();
    assert.deepEqual((await desk.simulator.control.journal()).filter((entry) => entry.surface === "foreign"), []);
  });

  test("a key of another account: both are named, and a button takes the right one and verifies", async () => {
    await tryOut({ subdomain: "https://elsewhere.itglue.com", key: desk.simulator.api_key });
    await sees(options, `This key belongs to ${SUBDOMAIN}, but Subdomain says https://elsewhere.itglue.com.`);
    await assertRefused();
    await press(options, `Use ${SUBDOMAIN}`);
    await sees(options, "Verified");
  });

  test("an error of IT Glue's during the test is not taken for a bad key", async () => {
    await desk.simulator.control.fault({ kind: "status", value: 503, path_contains: "/organizations" });
    await tryOut({ key: desk.simulator.api_key });
    await sees(options, "IT Glue has a problem at the moment (HTTP 503).");
    await assertRefused();
  });

  /** @type {[string, Partial<Parameters<typeof fillForm>[1]>, string][]} */
  const badFields = [
    ["no subdomain", { subdomain: "" }, "Enter your IT Glue web address, such as https://company.itglue.com."],
    ["no key", { key: "" }, "Paste the API key. IT Glue shows it only once, when it is made."],
    ["spaces inside the key", { key: "ITG.abc def" }, "That isn’t an API key: it holds spaces"],
    ["an API address that isn't encrypted", { region: "Custom", apiAddress: "http://api.example.com" }, "Use https:// here."],
    ["an API address that is none", { region: "Custom", apiAddress: "somewhere" }, "Enter an address such as https://api.itglue.com"],
  ];
  for (const [what, form, words] of badFields) {
    test(`${what} is said at its field, and nothing is sent`, async () => {
      await tryOut({ key: desk.simulator.api_key, ...form });
      await sees(options, words);
      await assertRefused();
      assert.deepEqual((await desk.simulator.control.journal()).filter((entry) => entry.surface !== "pages"), []);
    });
  }

  test("Connect is enabled by Verified alone, and disabled again by any edit", async () => {
    assert.equal(await connectIsEnabled(), false);
    /** @type {[string, () => Promise<void>][]} */
    const edits = [
      ["Subdomain", () => fill(options, "Subdomain", "northlane")],
      ["Region", () => choose(options, "Region", "Australia")],
      ["API key", () => fill(options, "API key", "another")],
    ];
    for (const [field, edit] of edits) {
      await tryOut({ key: desk.simulator.api_key });
      await sees(options, "Verified");
      assert.equal(await connectIsEnabled(), true);
      await edit();
      await until(`an edit of ${field} disables Connect`, async () => !(await connectIsEnabled()));
      assert.doesNotMatch(await textOf(options), /Verified/);
    }
  });

  test("a test overtaken by an edit verifies nothing", async () => {
    await fillForm(options, { key: desk.simulator.api_key });
    await desk.simulator.control.fault({ kind: "latency", value: 700, path_contains: "/organizations" });
    await press(options, "Test connection");
    await sees(options, "Testing…");
    await fill(options, "Subdomain", "https://elsewhere.itglue.com");
    await until("the test is over", async () => !(await textOf(options)).includes("Testing…"));
    await assertRefused();
  });

  test("the key is never shown again, and is kept for the browser session only", async () => {
    const key = desk.simulator.api_key;
    await tryOut({ key });
    await sees(options, "Verified");
    await press(options, "Connect");
    await find(options, "Disconnect");
    const view = await ask(options, "options");
    assert.equal(view.is, "options");
    assert.ok(!JSON.stringify(view).includes(key), "the background doesn't tell it");
    for (const when of ["at once", "after a reload"]) {
      if (when === "after a reload") await loadAgain(options);
      await find(options, "Disconnect");
      const shown = await options.evaluate(() =>
        [document.documentElement.outerHTML, ...[...document.querySelectorAll("input")].map((input) => input.value)].join("\n"));
      assert.ok(!shown.includes(key), when);
    }
    const disk = await options.evaluate(async () => {
      const all = [];
      for (const { name = "" } of await indexedDB.databases()) {
        const database = await new Promise((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(opening.error);
        });
        for (const store of database.objectStoreNames) {
          const rows = database.transaction(store).objectStore(store).getAll();
          await new Promise((resolve) => (rows.onsuccess = resolve));
          all.push(...rows.result);
        }
        database.close();
      }
      return JSON.stringify([all, await chrome.storage.local.get(null), { ...localStorage }]);
    });
    assert.match(disk, /northlane/, "what is on the disk was read");
    assert.ok(!disk.includes(key), "the key isn't there");
  });

  test("after Disconnect the address is still there, and the key must be entered again", async () => {
    await tryOut({ key: desk.simulator.api_key });
    await sees(options, "Verified");
    await press(options, "Connect");
    await press(options, "Disconnect");
    const value = async (/** @type {string} */ label) =>
      (await find(options, label, "textbox")).evaluate((input) => /** @type {HTMLInputElement} */ (input).value);
    await until("the form is back with the address", async () => (await value("Subdomain")) === SUBDOMAIN);
    assert.equal(await value("API key"), "");
  });
});
