// @ts-check
// The whole job by keyboard alone.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { clipboardHolds, find, head, HDG, openClient, rows, sees, showsClient, startReadyDesk, SVC, until } from "./harness/index.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("puppeteer-core").Frame} Frame */

describe("by keyboard alone", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());
  afterEach(() => desk.tidy());

  /** What has the keyboard in the panel: its name, or its id; "" if nothing of the panel has it. @param {Frame} panel */
  async function focused(panel) {
    return panel.evaluate(() => {
      const element = document.activeElement;
      if (!document.hasFocus() || !element || element === document.body) return "";
      return element.getAttribute("aria-label") ?? (element.textContent?.replace(/\s+/g, " ").trim() || element.id);
    });
  }

  /** @param {Frame} panel @param {string | RegExp} wanted @param {string} after */
  async function focusIsOn(panel, wanted, after) {
    let last = "";
    await until(`after ${after} the focus is on ${wanted}`, async () => {
      last = await focused(panel);
      return typeof wanted === "string" ? last === wanted : wanted.test(last);
    }, 5_000).catch((error) => {
      throw new Error(`${error.message}; it is on “${last}”`);
    });
  }

  /** A page whose last control has the keyboard: the next Tab leads to us. */
  async function open(path = HDG.device, name = HDG.name) {
    const { page, panel } = await openClient(desk.launched, path, name);
    await page.bringToFront();
    await page.evaluate(() => {
      const last = document.createElement("button");
      last.textContent = "the page's last control";
      document.body.append(last);
      last.focus();
    });
    return { page, panel };
  }

  test("from the ticket to the password it takes four keys at most", async () => {
    const { page, panel } = await open();
    const keys = ["Tab", "c"];
    for (const key of keys) {
      await page.keyboard.press(/** @type {any} */ (key));
      await until("the panel has the keyboard", async () => (await focused(panel)) !== "");
    }
    const [first] = await rows(panel);
    await clipboardHolds(desk.launched, await desk.simulator.control.passwordValue(String(first)));
    assert.ok(keys.length <= 4);
  });

  test("searching, copying, showing, other tabs, another match and back, pinning, collapsing and opening again", async () => {
    const { page, panel } = await open();
    const key = async (/** @type {any} */ name) => page.keyboard.press(name);
    const value = (/** @type {string} */ id) => desk.simulator.control.passwordValue(id);

    const all = await rows(panel);
    await key("Tab");
    await until("the panel has the keyboard", async () => (await focused(panel)) !== "");
    await key("/");
    await focusIsOn(panel, "Search passwords", "/");
    const name = await panel.evaluate((id) => document.querySelector(`li[data-row="${id}"]`)?.getAttribute("aria-label") ?? "", HDG.password);
    await page.keyboard.type(name);
    await until("the search has found it", async () => (await rows(panel)).length < all.length && (await rows(panel))[0] === HDG.password);
    await key("Enter");
    await clipboardHolds(desk.launched, await value(HDG.password));
    await focusIsOn(panel, "Search passwords", "Enter in the search");
    await key("Escape");
    await until("all rows are there again", async () => (await rows(panel)).length === all.length);
    await focusIsOn(panel, "Search passwords", "Escape");

    const labels = await panel.evaluate(() => [...document.querySelectorAll("li[data-row]")].map((row) => row.getAttribute("aria-label") ?? ""));
    await key("ArrowDown");
    await focusIsOn(panel, labels[0] ?? "", "the first arrow down");
    await key("ArrowDown");
    await focusIsOn(panel, labels[1] ?? "", "the second arrow down");
    await key("s");
    await until("the value is shown", () => panel.$(".reveal"));
    await focusIsOn(panel, labels[1] ?? "", "showing a value");
    await key("s");
    await until("it is hidden", async () => (await panel.$(".reveal")) === null);
    await key("ArrowUp");
    await key("ArrowUp");
    await focusIsOn(panel, "Search passwords", "arrows up");

    // Tab by Tab to a button of a row, and Enter on it.
    await key("ArrowDown");
    await key("Tab");
    await focusIsOn(panel, "Copy Username", "Tab from a row");
    await key("Enter");
    await sees(panel, /Username of .* copied/);
    await focusIsOn(panel, "Copy Username", "Enter on a button");

    for (const [digit, tab] of [["2", "Documentation"], ["3", "Organization"], ["1", "Passwords"]]) {
      await key(digit);
      await until(`${tab} is chosen`, () => panel.$(`[role=tab][aria-selected=true]`).then(async (one) => (await one?.evaluate((element) => element.textContent?.trim() ?? ""))?.startsWith(/** @type {string} */ (tab))));
      await focusIsOn(panel, /./, digit ?? "");
    }
    await showsClient(panel, HDG.name);

    await key("m");
    await find(panel, "Cancel");
    await focusIsOn(panel, /./, "Change Match");
    await (await find(panel, "Search all organizations", "textbox")).focus();
    await page.keyboard.type("summit");
    await find(panel, SVC.name, "listitem");
    await until("the match has the keyboard", async () => {
      await key("Tab");
      return panel.evaluate((wanted) => document.activeElement?.closest("li")?.getAttribute("aria-label") === wanted, SVC.name);
    });
    await key("Enter");
    await showsClient(panel, SVC.name);
    await focusIsOn(panel, /./, "another match");
    await until("Undo has the keyboard", async () => {
      if ((await focused(panel)) === "Undo") return true;
      await key("Tab");
      return false;
    });
    await key("Enter");
    await showsClient(panel, HDG.name);
    await focusIsOn(panel, /./, "Undo");

    await panel.evaluate(() => /** @type {HTMLElement | null} */ (document.querySelector("li[data-row]"))?.focus());
    await key("p");
    await sees(panel, "not following the page");
    await focusIsOn(panel, /./, "Pin");
    await key("p");
    await until("it follows again", async () => !(await panel.evaluate(() => document.body.innerText)).includes("not following"));
    await focusIsOn(panel, /./, "Unpin");

    await key("?");
    await find(panel, "Close");
    await focusIsOn(panel, /./, "the list of shortcuts");
    await key("Escape");
    await until("the list is closed", async () => (await panel.$("dialog[open], [role=dialog]")) === null);
    await focusIsOn(panel, /./, "closing it");

    await key("x");
    await focusIsOn(panel, "Open Gluepane", "Collapse");
    await key("Enter");
    await showsClient(panel, HDG.name);
    await focusIsOn(panel, /./, "opening again");
    assert.equal((await head(panel)).organization, HDG.name);
  });
});
