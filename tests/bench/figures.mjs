// @ts-check
// Figures, and the rows they are printed in.

/**
 * @typedef {object} Row
 * @property {string} bench the name that `cargo xtask bench` takes
 * @property {string} what
 * @property {string} unit of `p50`, `p95` and `aim`
 * @property {number} n of samples
 * @property {number} p50
 * @property {number} [p95] where there are samples enough
 * @property {string} [beside] the floor or the ratio, in words
 * @property {number} [aim] at most
 * @property {Record<string, number>} [also] what else came out, for the file alone
 */

/**
 * The value that this share of the samples does not pass (nearest rank).
 *
 * @param {number[]} samples
 * @param {number} share 0 to 1
 */
export function percentile(samples, share) {
  const sorted = [...samples].sort((one, other) => one - other);
  const at = Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length))) - 1;
  const value = sorted[at];
  if (value === undefined) throw new Error("no samples");
  return value;
}

/** @param {number[]} samples */
export const median = (samples) => percentile(samples, 0.5);

/**
 * "12 / 34 ms"
 *
 * @param {number[]} samples
 * @param {string} [unit]
 */
export function both(samples, unit = "ms") {
  return `${median(samples).toFixed(0)} / ${percentile(samples, 0.95).toFixed(0)} ${unit}`;
}

/**
 * @param {Omit<Row, "n" | "p50" | "p95">} row
 * @param {number[]} samples
 * @returns {Row}
 */
export function rowOf(row, samples) {
  return { ...row, n: samples.length, p50: median(samples), p95: percentile(samples, 0.95) };
}

/**
 * The time within a span in which at least one request to the API was under way, and how many there were.
 *
 * @param {import("../browser/harness/simulator.mjs").JournalEntry[]} journal
 * @param {number} from milliseconds since 1970
 * @param {number} to
 */
export function apiTime(journal, from, to) {
  const spans = journal
    .filter((entry) => entry.surface === "api" && entry.ended_ms !== null)
    .map((entry) => /** @type {[number, number]} */ ([Math.max(entry.began_ms, from), Math.min(entry.ended_ms ?? 0, to)]))
    .filter(([begun, ended]) => ended > begun)
    .sort(([one], [other]) => one - other);
  let ms = 0;
  let reached = from;
  for (const [begun, ended] of spans) {
    ms += Math.max(0, ended - Math.max(begun, reached));
    reached = Math.max(reached, ended);
  }
  return { ms, requests: spans.length };
}
