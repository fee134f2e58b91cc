// @ts-check
// Measures in the browser that GLUEPANE_BROWSER names and writes rows of figures.mjs to the file that GLUEPANE_BENCH_OUT
// names. Run it through cargo xtask bench. Arguments: what to measure; without any, everything. --pages=N for a quick look.

import { writeFile } from "node:fs/promises";
import { browserName } from "../browser/harness/index.mjs";
import { clipboard } from "./clipboard.mjs";
import { cpu } from "./cpu.mjs";
import { load } from "./load.mjs";
import { memory } from "./memory.mjs";
import { navigation } from "./navigation.mjs";
import { parse } from "./parse.mjs";

/** What the figures promise: p50 and p95 over at least this many. */
const PAGES = 40;

const BENCHES = { navigation, clipboard, load, cpu, memory, parse };

const pages = Number(process.argv.find((one) => one.startsWith("--pages="))?.slice("--pages=".length) ?? PAGES);
const named = process.argv.slice(2).filter((one) => !one.startsWith("--"));

/** @type {import("./figures.mjs").Row[]} */
const rows = [];
/** @type {{ bench: string, why: string }[]} */
const failed = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`==> ${name} in ${browserName()}`);
  try {
    rows.push(...(await bench(pages)));
  } catch (error) {
    // The others are still worth having; cargo xtask bench fails in the end.
    console.error(error);
    failed.push({ bench: name, why: String(/** @type {Error} */ (error).message ?? error) });
  }
}
const out = process.env.GLUEPANE_BENCH_OUT;
const text = JSON.stringify({ rows, failed }, undefined, 2);
if (out) await writeFile(out, `${text}\n`);
else console.log(text);
