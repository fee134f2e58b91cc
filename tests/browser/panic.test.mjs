// @ts-check
// A panic in the background's WASM. Its memory is overwritten through the debugger, so the next thing it does traps.
// Chromium only: BiDi gives no way into Firefox's event page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browserName, connect, DATTO, enableHost, find, openPage, panelFrame, sees, startDesk, until } from "./harness/index.mjs";

/** @param {import("./harness/launch.mjs").Launched} launched */
async function ruinBackground(launched) {
  const target = launched.browser.targets().find((one) => one.type() === "service_worker");
  assert.ok(target, "the background is running");
  const cdp = await target.createCDPSession();
  const { result: prototype } = await cdp.send("Runtime.evaluate", { expression: "WebAssembly.Memory.prototype" });
  const { objects } = await cdp.send("Runtime.queryObjects", { prototypeObjectId: /** @type {string} */ (prototype.objectId) });
  const ruined = await cdp.send("Runtime.callFunctionOn", {
    objectId: /** @type {string} */ (objects.objectId),
    functionDeclaration: "function () { for (const memory of this) new Uint8Array(memory.buffer).fill(0xff); return this.length; }",
    returnByValue: true,
  });
  await cdp.detach();
  assert.ok(ruined.result.value > 0, "there was a memory to ruin");
}

if (browserName() === "chromium") {
  /** @type {Awaited<ReturnType<typeof startDesk>>} */
  let desk;

  before(async () => {
    desk = await startDesk();
    await connect(desk.launched, { key: desk.simulator.api_key });
    const first = await desk.launched.newPage(`${DATTO}/`);
    await (await enableHost(desk.launched, first)).close();
  });
  after(() => desk?.stop());

  test("after a panic the background starts anew by itself, and what is asked next works", async () => {
    const { page, panel } = await openPage(desk.launched, "/device/410001/HDG-DC01");
    await sees(panel, "Local administrator");
    await ruinBackground(desk.launched);
    await page.goto(`${DATTO}/device/420001/SVC-DC01`);
    await sees(await panelFrame(page), /Summit Veterinary Clinic.*SVC-DC01/);
  });

  test("a panic under an action says so at once, nothing is copied, and the same action then works", async () => {
    const { page, panel } = await openPage(desk.launched, "/device/410001/HDG-DC01");
    await page.bringToFront();
    const press = async () => (await (await find(panel, "Local administrator", "listitem")).$("[aria-label='Copy Password']"))?.click();
    await sees(panel, "Local administrator");
    const before = await desk.launched.readClipboard();
    // The reader's last word about this page wakes the background too, and would take the panic upon itself.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await ruinBackground(desk.launched);
    await press();
    await sees(panel, /Try again/);
    assert.equal(await desk.launched.readClipboard(), before);
    await until("the same action works", async () => {
      await press();
      await sees(panel, "Password of Local administrator copied", 2_000);
      return true;
    });
  });
}
