// @ts-check
// Every state fits its frame, wide and narrow, and has its picture in target/screenshots/states.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browserName, REPOSITORY, startDesk } from "../harness/index.mjs";
import { states } from "../harness/states.mjs";

const only = new RegExp(process.env.GLUEPANE_STATES ?? ".");
const folder = join(REPOSITORY, "target/screenshots/states");

/** What sticks out of the document sideways. @param {import("puppeteer-core").Frame | import("puppeteer-core").Page} inside */
async function overflowing(inside) {
  return inside.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth + 1 ? `${scrollWidth} px wide in a window of ${clientWidth} px` : "";
  });
}

/** As on a system with high contrast. Chromium alone lets a test say so. @param {any} inside @param {string} value */
async function forceColours(inside, value) {
  const session = inside.client ?? inside._client?.();
  return session?.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value }] }).then(() => true, () => false);
}

describe("every state", () => {
  /** @type {Awaited<ReturnType<typeof startDesk>>} */
  let desk;
  before(async () => {
    await mkdir(folder, { recursive: true });
    desk = await startDesk();
  });
  after(() => desk?.stop());

  test("fits its frame, also at twice the size", async (context) => {
    for await (const { name, page, inside, failed } of states(desk, only)) {
      await context.test(name, async () => {
        if (failed) throw failed;
        /** @param {string} look */
        const shoot = async (look) => {
          const path = /** @type {`${string}.png`} */ (join(folder, `${browserName()}-${name}${look}.png`));
          await page.screenshot({ path, captureBeyondViewport: false });
        };
        await shoot("");
        assert.equal(await overflowing(inside), "");
        // As zooming to 200 % does: half as many CSS pixels for everything.
        await inside.evaluate(() => document.documentElement.style.setProperty("zoom", "2"));
        await shoot("-200");
        assert.equal(await overflowing(inside), "");
        await inside.evaluate(() => document.documentElement.style.removeProperty("zoom"));
        if (browserName() === "chromium" && (await forceColours(inside, "active"))) {
          await shoot("-forced");
          await forceColours(inside, "none");
        }
      });
    }
  });
});
