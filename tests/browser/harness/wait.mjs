// @ts-check
// Waiting for a condition instead of a time, and finding programs.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks every 25 ms until the answer is truthy; then gives it. An error counts as "not yet".
 *
 * @template T
 * @param {string} what said in the error when the time is over
 * @param {() => T | Promise<T>} condition
 * @param {number} [timeoutMs]
 * @returns {Promise<NonNullable<Awaited<T>>>}
 */
export async function until(what, condition, timeoutMs = 10_000) {
  const deadline = performance.now() + timeoutMs;
  /** @type {unknown} */
  let last;
  for (;;) {
    try {
      const answer = await condition();
      if (answer) return /** @type {NonNullable<Awaited<T>>} */ (answer);
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`not within ${timeoutMs} ms: ${what}`, last ? { cause: last } : {});
    }
    await sleep(25);
  }
}

/**
 * @param {string[]} names
 * @returns {string}
 */
export function findProgram(names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not there: the next one.
      }
    }
  }
  throw new Error(`none of ${names.join(", ")} is in PATH: run cargo xtask test, which installs it`);
}
