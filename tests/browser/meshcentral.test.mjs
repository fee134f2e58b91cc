// @ts-check
// MeshCentral itself, with its own agent on this machine: the device group is the client, and the device's name is
// nobody's proof.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { decides, draws, enable, HDG, links, showsClient, startReadyDesk, SVC, until } from "./harness/index.mjs";
import { startMeshCentral } from "./harness/meshcentral.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** A device in the list, narrow or wide. */
const ROW = "#xdevices :is(.e1, .e1t)";

describe("a device in MeshCentral", { timeout: 300_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startReadyDesk>>} */
  let desk;
  /** @type {import("./harness/meshcentral.mjs").MeshCentral} */
  let mesh;
  /** @type {Page} */
  let page;
  before(async () => {
    // One after the other, so that neither is left behind when the other can't start.
    desk = await startReadyDesk();
    mesh = await startMeshCentral(HDG.name);
    await enable(desk.launched, `${mesh.url}/`, "MeshCentral");
    page = await desk.launched.newPage(`${mesh.url}/`);
    await mesh.logIn(page);
    await page.waitForSelector(ROW, { visible: true, timeout: 30_000 });
  });
  after(async () => {
    await mesh?.stop();
    await desk?.stop();
  });

  /** Opens the device from the list, as a person would. */
  async function openDevice() {
    const row = await page.waitForSelector(ROW, { visible: true });
    await row?.click();
    await page.waitForSelector("#p10deviceName", { visible: true });
  }

  /** Back to the list. */
  async function openList() {
    await page.evaluate(() => /** @type {any} */ (globalThis).go(1));
    await page.waitForSelector(ROW, { visible: true });
  }

  test("the list of devices is about nobody", async () => {
    const { seen } = await decides(page, (one) => one.state !== "linked" && one.state !== "reading", { stayMs: 1_000 });
    for (const one of seen) assert.notEqual(one.state, "linked");
  });

  test("a device opened by clicks has the client of its group, and the device's name selects nothing", async () => {
    await openDevice();
    const { decision, panel } = await links(page, HDG.organization);
    assert.equal(decision.why, "by MeshCentral group name");
    assert.doesNotMatch(decision.configuration, /^\d+$/, "this machine is no configuration of theirs");
    await draws(panel, HDG.name);
    await showsClient(panel, HDG.name);
  });

  test("on the device's other tabs it is the same client", async () => {
    // No Desktop tab: the agent has no display here.
    for (const tab of ["#MainDevTerminal", "#MainDevFiles", "#MainDev"]) {
      const button = await page.waitForSelector(tab, { visible: true });
      await button?.click();
      const { seen } = await decides(page, (one) => one.organization === HDG.organization, { what: `${tab} is ${HDG.name}`, stayMs: 500 });
      for (const one of seen) assert.ok(one.state !== "linked" || one.organization === HDG.organization);
    }
  });

  test("back in the list the panel lets go", async () => {
    await openList();
    await decides(page, (one) => one.state !== "linked", { stayMs: 500 });
  });

  for (const name of [SVC.name, "SVC-DC01", `x - ${SVC.name}`, `${SVC.name} - ${SVC.name}`]) {
    test(`a device that calls itself “${name}” is still of its group's client`, async () => {
      await openList();
      await mesh.rename(name);
      await until("the list has the new name", () => page.evaluate((text) => document.querySelector("#xdevices")?.textContent?.includes(text), name));
      await openDevice();
      await until("the page has the new name", () => page.evaluate((text) => document.querySelector("#p10deviceName")?.textContent?.includes(text), name));
      const { seen } = await decides(page, (one) => one.state === "linked" && one.organization === HDG.organization, { stayMs: 1_000 });
      for (const one of seen) {
        assert.ok(one.state !== "linked" || one.organization === HDG.organization, JSON.stringify(seen));
        assert.doesNotMatch(one.configuration, /^\d+$/, "no device of another client");
      }
    });
  }

  test("a device that calls itself as a configuration of the client does is found by that name, within that client alone", async () => {
    await openList();
    await mesh.rename("HDG-APP02");
    await until("the list has the new name", () => page.evaluate(() => document.querySelector("#xdevices")?.textContent?.includes("HDG-APP02")));
    await openDevice();
    const { decision } = await decides(page, (one) => one.configuration === "8801050", { stayMs: 300 });
    assert.equal(decision.organization, HDG.organization);
    assert.equal(decision.device, "by name");
  });
});
