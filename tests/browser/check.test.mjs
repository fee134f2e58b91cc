// @ts-check
// "Check this account" on the options page: run to its end, its report saved and held against how the simulator is set;
// and cancelled half-way.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask, connect, find, press, screenshot, sees, startDesk, until } from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** Keeps what is saved from now on: where a browser puts downloads is its own affair. @param {Page} page */
async function keepBlobs(page) {
  await page.evaluate(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      /** @type {any} */ (globalThis).saved = blob;
      return make.call(URL, blob);
    };
  });
}

/** The report behind the link that saves it. @param {Page} page */
async function savedReport(page) {
  const link = await find(page, "Save report", "link");
  return link.evaluate(async (element) => {
    const anchor = /** @type {HTMLAnchorElement} */ (element);
    const isBlob = anchor.href.startsWith("blob:");
    return { name: isBlob && anchor.download, report: JSON.parse(await /** @type {any} */ (globalThis).saved.text()) };
  });
}

/** @param {any} report @param {string} key */
function answer(report, key) {
  return report.findings.find((/** @type {any} */ finding) => finding.key === key).answer;
}

describe("check this account", () => {
  /** @type {Awaited<ReturnType<typeof startDesk>>} */
  let desk;
  /** @type {Page} */
  let options;
  before(async () => {
    desk = await startDesk();
    options = await connect(desk.launched, { key: desk.simulator.api_key });
    await keepBlobs(options);
  });
  after(() => desk?.stop());

  test("it runs to its end, and the saved report says how the simulator is set", async () => {
    await desk.simulator.control.set({ name_filter: "substring_ci", rate_headers: "x_ratelimit", cors: "any", documents_default: "all" });
    await desk.simulator.control.clearJournal();
    await press(options, "Check now");
    await sees(options, "Done:", 60_000);
    const { name, report } = await savedReport(options);
    assert.equal(name, "gluepane-account-check.json");
    assert.equal(report.ended, null);
    assert.equal(report.access, "with_passwords");
    for (const [key, expected] of Object.entries({
      connection: "accepted",
      name_filter: "substring_ci",
      name_filter_configurations: "substring_ci",
      documents_default: "all",
      mac_filter: "raw",
      cors: "any",
      rate_headers: "x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset, limit 3000",
      bad_key: "403 message",
      otp: "404 html",
    })) {
      assert.equal(answer(report, key), expected, key);
    }
    const text = JSON.stringify(report);
    for (const word of ["Harbour", "HDG", "Northlane", "northlane", desk.simulator.api_key]) assert.ok(!text.includes(word), word);
    const journal = await desk.simulator.control.journal();
    assert.ok(journal.length > 40 && journal.length <= 70, `${journal.length} requests`);
    assert.ok(journal.every((/** @type {any} */ entry) => entry.method === "GET" && !entry.value_sent && !entry.code_sent));
    await screenshot(options, "check-done");
  });

  test("cancelled, it keeps what it has found", async () => {
    await desk.simulator.control.fault({ kind: "latency", value: 400, path_contains: "/configurations" });
    await press(options, "Check again");
    await until("it is under way", async () => /^\d+ of \d+$/.test(await options.$eval("#check-progress", (element) => element.textContent ?? "").catch(() => "")));
    await screenshot(options, "check-running");
    await press(options, "Cancel");
    await sees(options, "Ended early, cancelled:");
    const { report } = await savedReport(options);
    assert.equal(answer(report, "connection"), "accepted");
    assert.equal(answer(report, "bad_key"), "cancelled");
  });

  test("no other page may ask for it", async () => {
    const popup = await desk.launched.openExtensionPage("extension/popup.html");
    assert.equal((await ask(popup, "check_account")).failure, "refused");
  });
});
