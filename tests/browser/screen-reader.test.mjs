// @ts-check
// The whole job by what a screen reader is told alone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { flat, readAloud, words } from "./harness/aloud.mjs";
import { HDG, openPage, panelFrame, rowButton, startReadyDesk, until } from "./harness/index.mjs";

/** @typedef {import("./harness/aloud.mjs").Node} Node */
/** @typedef {import("puppeteer-core").Frame} Frame */

describe("for a screen reader", () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  before(async () => void (desk = await startReadyDesk()));
  after(() => desk?.stop());

  /** Waits until something is read. @param {Frame} panel @param {string} what @param {(nodes: Node[]) => Node | undefined} pick */
  async function hears(panel, what, pick) {
    /** @type {Node[]} */
    let nodes = [];
    try {
      return await until(`it reads ${what}`, async () => pick((nodes = flat(await readAloud(desk.launched, panel)))), 8_000);
    } catch (error) {
      throw new Error(`${/** @type {Error} */ (error).message}; it reads: ${nodes.map(({ role, name }) => `${role} “${name}”`).join(", ").slice(0, 3_000)}`);
    }
  }

  /** @param {string} role @param {string | RegExp} name @returns {(nodes: Node[]) => Node | undefined} */
  const of = (role, name) => (nodes) =>
    nodes.find((node) => node.role === role && (typeof name === "string" ? node.name === name : name.test(node.name)));

  /** A live region that says this. @param {RegExp} said @param {string} live @returns {(nodes: Node[]) => Node | undefined} */
  const announces = (said, live) => (nodes) => nodes.find((node) => (node.live === live || node.role === (live === "assertive" ? "alert" : "status")) && said.test(words(node)));

  test("the panel says whose page it is and why, names every control, and tells what became of a press", async () => {
    const { control } = desk.simulator;
    await control.fault({ path_contains: "/passwords", kind: "latency", value: 1_500, times: 1 });
    const { page } = await openPage(desk.launched, HDG.device);
    await page.bringToFront();
    const panel = await panelFrame(page);

    // Loading is told, and whose page it is.
    await hears(panel, "that it loads", (nodes) => nodes.find((node) => /loading|reading/i.test(node.name) || /loading|reading/i.test(words(node))));
    await control.clearFaults();
    const title = await hears(panel, "the organization as heading", of("heading", HDG.name));
    assert.equal(title.name, HDG.name);
    await hears(panel, "why", (nodes) => nodes.find(({ name }) => /by (Datto|.*id|.*name)/i.test(name)));

    // The tabs, and the list.
    for (const tab of ["Passwords", "Documentation", "Organization"]) await hears(panel, `the tab ${tab}`, of("tab", tab));
    const [chosen] = flat(await readAloud(desk.launched, panel)).filter(({ role, isSelected }) => role === "tab" && isSelected);
    assert.equal(chosen?.name, "Passwords");
    const list = await hears(panel, "the list of the device", of("list", "Device Passwords"));
    const items = list.children.filter(({ role }) => role === "listitem");
    assert.ok(items.length > 0 && items.every(({ name }) => name !== ""), "each item is named by its password");
    const item = /** @type {Node} */ (items[0]);
    const buttons = flat(item).filter(({ role }) => role === "button");
    assert.deepEqual(buttons.map(({ name }) => name), ["Copy Username", "Show Password", "Copy Password", "Open in IT Glue"]);
    for (const button of buttons) assert.ok(button.description.includes(item.name), `${button.name} is described by ${item.name}: “${button.description}”`);
    const nameless = flat(await readAloud(desk.launched, panel)).filter(({ role, name }) => ["button", "link", "tab", "searchbox", "listitem"].includes(role) && name === "");
    assert.deepEqual(nameless, []);
    await hears(panel, "the search", (nodes) => of("searchbox", "Search passwords")(nodes) ?? of("textbox", "Search passwords")(nodes));

    // A press, and what is said of it.
    const id = await panel.evaluate((name) => [...document.querySelectorAll("li[data-row]")].find((row) => row.getAttribute("aria-label") === name)?.getAttribute("data-row") ?? "", item.name);
    await (await rowButton(panel, id, "Copy Password")).click();
    await hears(panel, "that it is copied", announces(/Password of .* copied/, "polite"));
    assert.equal(await desk.launched.readClipboard(), await control.passwordValue(id));
    await control.fault({ path_contains: `/passwords/${id}`, kind: "status", value: 503 });
    await (await rowButton(panel, id, "Copy Password")).click();
    await hears(panel, "that it failed", announces(/IT Glue/, "assertive"));
    await control.clearFaults();

    // A shown value can be read, but isn't read out unasked.
    await (await rowButton(panel, id, "Show Password")).click();
    const value = await control.passwordValue(id);
    await hears(panel, "the value", (nodes) => nodes.find((node) => node.role === "listitem" && words(node).replace(/\s/g, "").includes(value.replace(/\s/g, ""))));
    const aloud = flat(await readAloud(desk.launched, panel)).filter((node) => node.live !== "" && node.live !== "off" && words(node).replace(/\s/g, "").includes(value));
    assert.deepEqual(aloud, []);
    await hears(panel, "Hide Password", of("button", "Hide Password"));
  });
});
