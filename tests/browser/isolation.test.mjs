// @ts-check
// What the page and the reader in it may learn: nothing.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import {
  browserName, copy, DATTO, HDG, openClient, pressInRow, revisionOf, rows, shownValue, startReadyDesk, until,
} from "./harness/index.mjs";
import { heardInReaderWorld, listenInReaderWorld, probeReaderWorld, tabOf } from "./harness/reader_world.mjs";

describe("the page and the reader's world", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  /** A client's page, its tab, and a page of the extension to look from. */
  async function open() {
    const { launched } = desk;
    const { page, panel } = await openClient(launched, HDG.device, HDG.name);
    const inside = await launched.openExtensionPage("extension/options.html");
    const tab = await tabOf(inside, DATTO + HDG.device);
    return { page, panel, inside, tab };
  }

  test("from the reader's world no store can be read", async () => {
    const { inside, tab } = await open();
    const { isReaders, stores } = await probeReaderWorld(inside, tab, []);
    assert.ok(isReaders, "it is the reader's world");
    for (const area of ["session", "local", "sync", "managed"]) {
      assert.ok(["none", "refused", "{}"].includes(stores[area] ?? ""), `${area}: ${stores[area]}`);
    }
    assert.notEqual(stores["session"], "{}", "where the key is kept, not even emptiness is told");
    assert.equal(stores["indexedDB"], "[]");
    assert.equal(stores["background"], "none");
  });

  test("from the reader's world every request of a page of ours is refused, without a list or a value", async () => {
    const { page, panel, inside, tab } = await open();
    const revision = await revisionOf(panel);
    const password = HDG.password;
    const form = { subdomain: "northlane", region: "us", api_address: "", api_key: "x" };
    /** @type {Record<string, unknown>} */
    const others = {
      passwords: { revision }, copy_username: { revision, password }, copy_password: { revision, password }, show_password: { revision, password },
      search_organizations: { query: "a" }, choose: { revision, organization: HDG.organization }, unchoose: { revision },
      open: { revision, target: "passwords" }, select_tab: { tab: "passwords" }, set_collapsed: { collapsed: true }, enable_host: { product: "datto-rmm" },
      test_connection: { form }, connect: { form }, set_reveal_with_key: { allowed: false }, set_host_product: { origin: DATTO, product: "datto-rmm" },
      remove_host: { origin: DATTO },
    };
    const requests = [
      ...["view", "clear_clipboard", "keep_clipboard", "open_options", "popup", "options", "disconnect"],
      ...Object.entries(others).map(([name, fields]) => ({ [name]: fields })),
    ];
    const messages = requests.flatMap((request) => ["here", { tab: { tab } }].map((place) => ({ place, request })));
    await desk.simulator.control.clearJournal();
    const { answers } = await probeReaderWorld(inside, tab, messages);
    assert.equal(answers.length, messages.length);
    answers.forEach((answer, n) => assert.equal(answer, "refused", JSON.stringify(messages[n]?.request)));
    assert.deepEqual((await desk.simulator.control.journal()).filter((entry) => entry.surface === "api"), [], "IT Glue was not asked");
    // The same messages are good ones: from the panel the first is answered.
    const view = await panel.evaluate((message) => chrome.runtime.sendMessage(message), messages[0]);
    assert.match(JSON.stringify(view), /^{"ok"/);
    assert.ok(page);
  });

  test("the reading plan holds no name and no id of IT Glue's, and an observation is only noted", async () => {
    const { inside, tab } = await open();
    const observation = { plan: "datto-rmm", url: `${DATTO}/`, phase: "settled", readings: [] };
    const { answers } = await probeReaderWorld(inside, tab, ["plan", { observe: { observation } }]);
    const plan = JSON.stringify(answers[0]);
    assert.match(plan, /"reads"/);
    assert.equal(answers[1], "noted");
    const passwords = desk.facts.hdg_passwords.flatMap((/** @type {any} */ one) => [one.id, one.name]);
    for (const word of [HDG.name, HDG.organization, "8801001", "Northlane", "northlane", ...passwords]) {
      assert.ok(!plan.includes(word), word);
    }
  });

  test("neither the page, nor the reader's world, nor another page of the extension ever receives a value", async () => {
    const { page, panel, inside, tab } = await open();
    const values = await Promise.all([HDG.password, "9301022"].map((id) => desk.simulator.control.passwordValue(id)));
    await inside.evaluate(() => {
      const heard = (/** @type {any} */ (globalThis).heard = /** @type {string[]} */ ([]));
      chrome.runtime.onMessage.addListener((message) => void heard.push(JSON.stringify(message)));
    });
    await listenInReaderWorld(inside, tab);
    await page.bringToFront();
    await page.evaluate(() => {
      const heard = (/** @type {any} */ (globalThis).heard = /** @type {string[]} */ ([]));
      const note = (/** @type {any} */ event) =>
        heard.push(`${event.type} ${JSON.stringify(event.data ?? null)} ${event.clipboardData?.getData("text") ?? ""} ${event.key ?? ""}`);
      for (const type of ["message", "copy", "cut", "paste", "beforecopy", "beforepaste", "clipboardchange", "keydown", "input", "storage"]) {
        addEventListener(type, note, true);
      }
      postMessage("the ears work", location.origin);
    });
    await copy(panel, HDG.password);
    assert.equal(await desk.launched.readClipboard(), values[0]);
    await page.bringToFront();
    await pressInRow(panel, "9301022", "Show Password");
    await until("the value is shown", async () => (await shownValue(panel, "9301022")) === values[1]);
    const inPage = await page.evaluate(() =>
      JSON.stringify([
        /** @type {any} */ (globalThis).heard, document.documentElement.outerHTML, document.body.innerText, { ...localStorage }, { ...sessionStorage },
        performance.getEntries().map((entry) => entry.name), getSelection()?.toString(), document.title, location.href, name,
      ]),
    );
    const inReader = JSON.stringify(await heardInReaderWorld(inside, tab));
    const inOptions = JSON.stringify(await inside.evaluate(() => /** @type {any} */ (globalThis).heard));
    assert.match(inPage, /the ears work/);
    assert.match(inOptions, /clipboard_changed/, "the ears work there too");
    assert.ok(!/copy_password|show_password/.test(inOptions), "a panel's questions go to the background alone");
    for (const value of values) {
      const quoted = JSON.stringify(value).slice(1, -1);
      for (const [where, text] of Object.entries({ inPage, inReader, inOptions })) {
        assert.ok(!text.includes(value) && !text.includes(quoted) && !text.includes(JSON.stringify(quoted).slice(1, -1)), where);
      }
    }
    assert.ok(!/Local administrator|HARBOUR|9301001/.test(inPage + inReader), "nor a name or an id of a password");
  });

  test("the page can't reach the extension, nor into the panel", async () => {
    const { page, panel } = await open();
    const seen = await page.evaluate(() => {
      const hosts = [...document.documentElement.children].filter((element) => !["HEAD", "BODY"].includes(element.tagName));
      const here = /** @type {any} */ (globalThis);
      return {
        sendMessage: typeof here.chrome?.runtime?.sendMessage,
        browser: typeof here.browser,
        reader: typeof here.gluepaneReader,
        hosts: hosts.map((host) => ({ shadow: host.shadowRoot, children: host.children.length })),
        frames: window.length,
        iframes: document.querySelectorAll("iframe").length,
      };
    });
    assert.deepEqual(seen, {
      sendMessage: "undefined", browser: "undefined", reader: "undefined", hosts: [{ shadow: null, children: 0 }], frames: 0, iframes: 0,
    });
    assert.ok((await rows(panel)).length > 0);
  });

  test("the page can't load the extension's files", async () => {
    const { page } = await open();
    const files = ["extension/options.html", "extension/popup.html", "extension/offscreen.html", "extension/reader.js", "pkg/background_bg.wasm", "manifest.json"];
    // Firefox's address is a secret of the profile, so the panel's page may be loaded by who knows it; Chromium's is
    // public, and there `use_dynamic_url` closes it.
    if (browserName() === "chromium") files.push("extension/panel.html");
    const urls = files.map((file) => `${desk.launched.extensionOrigin}/${file}`);
    const loaded = await page.evaluate(
      (list) => Promise.all(list.map((url) => fetch(url).then(() => url, () => null))),
      urls,
    );
    assert.deepEqual(loaded.filter(Boolean), []);
    const framed = await page.evaluate(async (url) => {
      const frame = document.createElement("iframe");
      frame.src = url;
      const done = new Promise((resolve) => frame.addEventListener("load", resolve));
      document.body.append(frame);
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 2000))]);
      return document.querySelectorAll("iframe").length;
    }, `${desk.launched.extensionOrigin}/extension/options.html`);
    assert.equal(framed, 1);
    for (const frame of page.frames()) {
      const href = await frame.evaluate(() => location.href).catch(() => "");
      assert.ok(!href.endsWith("/extension/options.html"), "the options page stands in no page's frame");
    }
  });
});
