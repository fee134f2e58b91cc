// @ts-check
// Figures, and the rows they are printed in.

import { KINDS } from "./processes.mjs";

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

/** @param {number[]} samples */
export const mean = (samples) => samples.reduce((sum, one) => sum + one, 0) / samples.length;

/**
 * What two browsers use by kind of process, measured so many times each: the difference of their means in all, and in
 * words where it arises.
 *
 * @param {Record<import("./processes.mjs").Process["kind"], number>[]} ours
 * @param {Record<import("./processes.mjs").Process["kind"], number>[]} theirs
 * @param {(value: number) => string} inWords
 */
export function compared(ours, theirs, inWords) {
  const more = KINDS.map((kind) => ({ kind, by: mean(ours.map((one) => one[kind])) - mean(theirs.map((one) => one[kind])) }));
  const sums = (/** @type {typeof ours} */ list) => list.map((one) => KINDS.reduce((sum, kind) => sum + one[kind], 0));
  const signed = (/** @type {number} */ by) => `${by < 0 ? "−" : "+"}${inWords(Math.abs(by))}`;
  return {
    p50: more.reduce((sum, { by }) => sum + by, 0),
    n: ours.length,
    beside:
      more.map(({ kind, by }) => `${kind} ${signed(by)}`).join(", ") +
      `; with ${sums(ours).map(inWords).join(", ")}; floor, without ${sums(theirs).map(inWords).join(", ")}`,
    also: { with: mean(sums(ours)), without: mean(sums(theirs)), ...Object.fromEntries(more.map(({ kind, by }) => [`${kind}_more`, by])) },
  };
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
