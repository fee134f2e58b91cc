// @ts-check
// A page of 1,000 rows from the bytes that fetch gives to typed rows, in WASM made as what ships is, beside JSON.parse of
// their text (decoded beforehand) in the same page of the same browser, in turns.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { launch, startSimulator } from "../browser/harness/index.mjs";
import { both, median, percentile } from "./figures.mjs";

/** @typedef {import("../browser/harness/simulator.mjs").Simulator} Simulator */
/** @typedef {{ kind: string, path: string, what: string, aim?: number }} Kind */

const TENANT = ["--tenant", "synthetic", "--organizations", "2000", "--seed", "7"];
const ROWS = 1_000;
/** The browser's compilers are through by then. */
const WARM_UP = 15;
const ROUNDS = 60;
/** Of JSON.parse's time. */
const AIM = 2;

/** What the product keeps of each row; and all of it. @type {Kind[]} */
const KINDS = [
  { kind: "organizations", path: "organizations?", what: "1,000 organizations", aim: AIM },
  { kind: "configurations", path: "configurations?", what: "1,000 configurations, each with an RMM record", aim: AIM },
  { kind: "passwords", path: "passwords?show_password=false", what: "1,000 passwords", aim: AIM },
  { kind: "OrganizationDetails", path: "organizations?", what: "1,000 organizations, every attribute" },
  { kind: "ConfigurationDetails", path: "configurations?", what: "1,000 configurations, every attribute" },
  { kind: "PasswordDetails", path: "passwords?show_password=false", what: "1,000 passwords, every attribute" },
];

/** @param {Simulator} simulator @param {string} path */
async function pageOf(simulator, path) {
  const answer = await fetch(`${simulator.url}/${path}&page[size]=${ROWS}&sort=id`, { headers: { "x-api-key": simulator.api_key } });
  const page = await answer.json();
  if (!answer.ok || page.data.length !== ROWS) throw new Error(`${path}: no page of ${ROWS} rows`);
  // The synthetic tenant has no RMM; each row gets a record of the documented shape.
  if (path.startsWith("configurations")) page.included = page.data.map(rmmRecord);
  return JSON.stringify(page);
}

/** @param {{ id: string, attributes: Record<string, unknown> }} configuration @param {number} n */
function rmmRecord({ id, attributes }, n) {
  return {
    id: String(700_000_001 + n),
    type: "rmm-records",
    attributes: {
      name: attributes["name"],
      hostname: attributes["hostname"],
      "serial-number": attributes["serial-number"],
      "mac-addresses": [attributes["mac-address"]],
      "operating-system": "Windows 11 Pro",
      "external-url": `https://rmm.example/device/${n}`,
    },
    relationships: { configuration: { data: { id, type: "configurations" } } },
  };
}

/**
 * A page that holds the reader, and the texts beside it. Isolated from other origins, because only then a browser's clock
 * is fine enough.
 *
 * @param {Map<string, string>} texts by path
 */
async function serve(texts) {
  const folder = process.env.GLUEPANE_BENCH_PKG;
  if (!folder) throw new Error("GLUEPANE_BENCH_PKG names no folder: cargo xtask bench sets it");
  const files = new Map([
    ["/parse.js", { type: "text/javascript", body: await readFile(join(folder, "parse.js")) }],
    ["/parse_bg.wasm", { type: "application/wasm", body: await readFile(join(folder, "parse_bg.wasm")) }],
    ["/", { type: "text/html", body: "<!doctype html><title>parse</title>" }],
  ]);
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const { type, body } = files.get(path) ?? { type: "application/vnd.api+json", body: texts.get(path) };
    response.writeHead(body === undefined ? 404 : 200, {
      "content-type": type,
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${address.port}`, stop: () => server.close() };
}

/**
 * Runs in the page: both in turns, each first every other time.
 *
 * @param {{ kind: string, url: string, warmUp: number, rounds: number, rows: number }} job
 */
async function inPage({ kind, url, warmUp, rounds, rows }) {
  const module = await import(/** @type {any} */ ("/parse.js"));
  await module.default();
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  // The lists of one organization keep its rows alone: the reader must find as many as there are.
  const data = /** @type {any[]} */ (JSON.parse(text).data);
  const organization = String(data[0].attributes["organization-id"] ?? 0);
  const isOfOne = kind === "configurations" || kind === "passwords";
  const expected = isOfOne ? data.filter((row) => String(row.attributes["organization-id"]) === organization).length : rows;
  const ours = () => {
    const begun = performance.now();
    const found = module.read(kind, bytes, organization);
    const ms = performance.now() - begun;
    if (found !== expected) throw new Error(`${found} rows instead of ${expected}`);
    return ms;
  };
  const theirs = () => {
    const begun = performance.now();
    const found = JSON.parse(text).data.length;
    const ms = performance.now() - begun;
    if (found !== rows) throw new Error(`${found} rows instead of ${rows}`);
    return ms;
  };
  /** @type {{ ours: number, theirs: number }[]} */
  const pairs = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const first = round % 2 === 0 ? ours() : 0;
    const parsed = theirs();
    const pair = { ours: round % 2 === 0 ? first : ours(), theirs: parsed };
    if (round >= warmUp) pairs.push(pair);
  }
  return { pairs, kib: text.length / 1_024 };
}

/** @returns {Promise<import("./figures.mjs").Row[]>} */
export async function parse() {
  const simulator = await startSimulator({ args: TENANT, set: { rate_limit: 1_000_000 } });
  /** @type {Map<string, string>} */
  const texts = new Map();
  try {
    for (const { kind, path } of KINDS) texts.set(`/${kind}.json`, await pageOf(simulator, path));
  } finally {
    await simulator.stop();
  }
  const server = await serve(texts);
  const launched = await launch();
  try {
    const page = await launched.newPage(`${server.origin}/`);
    /** @type {import("./figures.mjs").Row[]} */
    const rows = [];
    for (const { kind, what, aim } of KINDS) {
      const job = { kind, url: `/${kind}.json`, warmUp: WARM_UP, rounds: ROUNDS, rows: ROWS };
      const { pairs, kib } = await page.evaluate(inPage, job);
      const ours = pairs.map((pair) => pair.ours);
      const theirs = pairs.map((pair) => pair.theirs);
      rows.push({
        bench: "parse",
        what,
        unit: "×",
        n: pairs.length,
        // A single pair says little: a collection of garbage falls to one of the two.
        p50: median(ours) / median(theirs),
        p95: percentile(ours, 0.95) / percentile(theirs, 0.95),
        beside: `read in ${both(ours)}, JSON.parse in ${both(theirs)}; ${kib.toFixed(0)} KiB`,
        ...(aim === undefined ? {} : { aim }),
        also: { ours_p50: median(ours), json_parse_p50: median(theirs), kib },
      });
    }
    return rows;
  } finally {
    await launched.close();
    server.stop();
  }
}
