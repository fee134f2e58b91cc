// @ts-check
// What leaves for the network, what comes back from it, and what of it stays on the disk.

import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import {
  browserName, clipboardHolds, copy, HDG, head, openClient, openPage, press, pressInRow, reveals, rows, sees, showsClient, shownValue,
  startReadyDesk, SUBDOMAIN, until,
} from "./harness/index.mjs";

/** @typedef {import("./harness/simulator.mjs").Fault} Fault */

const FOREIGN = "https://foreign.example/elsewhere";

/** What each kind of trouble is called in the panel. @type {{ what: string, fault: Fault, words: string, screen?: string }[]} */
const TROUBLES = [
  { what: "a redirect", fault: { kind: "redirect", value: FOREIGN }, words: "api.itglue.com forwards to another address. Gluepane didn’t follow" },
  { what: "a used-up request limit", fault: { kind: "rate_limit", value: 7 }, words: "IT Glue is busy: your account’s request limit is used up. Try again in 7 s.", screen: "Your account’s request limit is used up" },
  { what: "an error of IT Glue's", fault: { kind: "status", value: 500 }, words: "IT Glue has a problem at the moment (HTTP 500).", screen: "It answers with an error (HTTP 500). Gluepane goes on by itself." },
  { what: "an HTML page", fault: { kind: "html" }, words: "api.itglue.com answered, but not as IT Glue does." },
  { what: "an answer cut off in the middle", fault: { kind: "cut" }, words: "Can’t reach api.itglue.com." },
];

/** The kinds that are tried on values too: one that comes before the answer, and one in the middle of it. */
const SPOILT_VALUES = ["redirect", "cut"];

describe("requests to IT Glue", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  for (const { what, fault, words, screen = words } of TROUBLES) {
    test(`${what} instead of the decision is named in the panel, and Try again works`, async () => {
      await desk.simulator.control.fault({ path_contains: "filter%5Brmm_id%5D", ...fault });
      const { panel } = await openPage(desk.launched, HDG.device);
      await sees(panel, screen);
      assert.deepEqual(await rows(panel), []);
      await desk.simulator.control.clearFaults();
      await press(panel, "Try again");
      await showsClient(panel, HDG.name);
    });

    test(`${what} instead of the list is named in the panel, and Try again works`, async () => {
      await desk.simulator.control.fault({ path_contains: "/passwords?", ...fault });
      const { panel } = await openPage(desk.launched, HDG.device);
      await sees(panel, screen);
      assert.equal((await head(panel)).organization, HDG.name);
      await desk.simulator.control.clearFaults();
      await press(panel, "Try again");
      await showsClient(panel, HDG.name);
    });

    if (!SPOILT_VALUES.includes(fault.kind)) continue;
    test(`${what} instead of a value is named in the panel, nothing is copied, and pressing again works`, async () => {
      const { panel } = await openClient(desk.launched, HDG.device, HDG.name);
      await copy(panel, "9301024");
      const before = await desk.launched.readClipboard();
      await desk.simulator.control.fault({ path_contains: `/passwords/${HDG.password}`, ...fault });
      await pressInRow(panel, HDG.password, "Copy Password");
      await sees(panel, words);
      assert.equal(await desk.launched.readClipboard(), before);
      await desk.simulator.control.clearFaults();
      await copy(panel, HDG.password);
      assert.equal(await desk.launched.readClipboard(), await desk.simulator.control.passwordValue(HDG.password));
    });
  }

  test("a redirect is not followed: the foreign host gets no request, and so no key", async () => {
    await desk.simulator.control.fault({ kind: "redirect", value: FOREIGN, path_contains: "/configurations" });
    const { panel } = await openPage(desk.launched, HDG.device);
    await sees(panel, "forwards to another address");
    const foreign = async () => (await desk.simulator.control.journal()).filter((entry) => entry.surface === "foreign");
    assert.deepEqual(await foreign(), [], "nobody went there");
    // The same address is reachable: a page that follows gets there.
    const page = await desk.launched.newPage(FOREIGN);
    assert.ok((await foreign()).length > 0);
    assert.ok((await foreign()).every((entry) => !entry.has_api_key));
    await page.close();
  });

  test("every request carries the key and nothing else: no cookie, no referrer, no value but where one was asked for", async () => {
    const { launched, simulator } = desk;
    const web = await launched.newPage(`${SUBDOMAIN}/`);
    await web.evaluate(() => (document.cookie = "session=abc; domain=.itglue.com; path=/; secure; samesite=none"));
    await web.reload();
    const { panel } = await openClient(launched, HDG.device, HDG.name);
    await copy(panel, HDG.password);
    await copy(panel, HDG.password, "Copy Username");
    await pressInRow(panel, "9301022", "Show Password");
    await until("the value is shown", async () => (await shownValue(panel, "9301022")) !== null);
    const journal = await simulator.control.journal();
    assert.ok(journal.some((entry) => entry.surface === "web" && entry.has_cookie), "the browser has a cookie for these hosts");
    const api = journal.filter((entry) => entry.surface === "api");
    assert.ok(api.length >= 5);
    for (const entry of api) {
      const { host, scheme, method, has_api_key, has_authorization, has_cookie, referer } = entry;
      assert.deepEqual(
        { host, scheme, method, has_api_key, has_authorization, has_cookie, referer },
        { host: "api.itglue.com", scheme: "https", method: "GET", has_api_key: true, has_authorization: false, has_cookie: false, referer: null },
        entry.path_and_query,
      );
      assert.match(entry.cache_control ?? "", /no-cache|no-store/);
    }
    assert.deepEqual(reveals(journal).map((entry) => entry.path_and_query.split("?")[0]), [`/passwords/${HDG.password}`, "/passwords/9301022"]);
    for (const entry of api.filter((one) => one.path_and_query.startsWith("/passwords") && !reveals([one]).length)) {
      assert.equal(entry.show_password, "false", entry.path_and_query);
    }
    const elsewhere = journal.filter((entry) => entry.has_api_key && entry.surface !== "api");
    assert.deepEqual(elsewhere, [], "the key goes nowhere else");
  });
});

describe("the browser's disk", () => {
  // Over loopback: what comes over TLS with this machine's own certificate is cached by no browser anyway.
  test("after copying and showing, no file of the browser's profile holds a value or the key", async () => {
    const profile = await mkdtemp(join(tmpdir(), "gluepane-profile-"));
    try {
      const args = browserName() === "firefox" ? ["--profile", profile] : [`--user-data-dir=${profile}`];
      const desk = await startReadyDesk({ viaLoopback: true, launch: { args } });
      const { launched, simulator } = desk;
      /** @type {Map<string, string>} */
      const secrets = new Map([["the key", simulator.api_key]]);
      let control = "";
      try {
        const { panel } = await openClient(launched, HDG.device, HDG.name);
        for (const id of [HDG.password, "9301022", "9301024", "930100200300400513"]) {
          const value = await simulator.control.passwordValue(id);
          secrets.set(`the value of ${id}`, value);
          await copy(panel, id);
          await clipboardHolds(launched, value);
          await pressInRow(panel, id, "Show Password");
          await until("the value is shown", async () => (await shownValue(panel, id)) === value);
        }
        // The same request without the precaution: its body must be found, or the search is blind.
        control = await simulator.control.passwordValue("9301036");
        const inside = await launched.openExtensionPage("extension/options.html");
        const status = await inside.evaluate(
          async (url, key) => {
            const answer = await fetch(url, { headers: { "x-api-key": key } });
            await answer.text();
            return answer.status;
          },
          `${simulator.url}/passwords/9301036?show_password=true`,
          simulator.api_key,
        );
        assert.equal(status, 200);
      } finally {
        await desk.stop();
      }
      const found = await grep(profile, new Map([...secrets, ["the control", control]]));
      assert.ok(found.has("the control"), "what is cached is found");
      assert.deepEqual([...found.entries()].filter(([what]) => what !== "the control"), []);
    } finally {
      await rm(profile, { recursive: true, force: true });
    }
  });
});

/**
 * Looks for texts in all files below a folder, as bytes of UTF-8 and of UTF-16.
 *
 * @param {string} folder
 * @param {Map<string, string>} wanted by name
 * @returns {Promise<Map<string, string>>} in which file each was found
 */
async function grep(folder, wanted) {
  const found = new Map();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const [what, text] of wanted) {
      if (bytes.includes(Buffer.from(text, "utf8")) || bytes.includes(Buffer.from(text, "utf16le"))) found.set(what, path);
    }
  }
  return found;
}
