// @ts-check
// Our client and three that others wrote read the same tenants, whole, and agree on every record. GLUEPANE_TENANT names
// another instead, in the simulator's own words: GLUEPANE_TENANT="synthetic --organizations 20000 --seed 7".

import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startSimulator } from "../browser/harness/simulator.mjs";

/** @typedef {import("../browser/harness/simulator.mjs").Simulator} Simulator */
/** @typedef {{ type: string, id: string, attributes: Record<string, any> }} Row */
/** @typedef {Map<string, Record<string, unknown>>} Rows by type and id */

/** @type {any} */
const ITGlue = createRequire(import.meta.url)("node-itglue");

const HERE = dirname(fileURLToPath(import.meta.url));
// From 200 organizations on, all its disasters are in it.
const TENANTS = process.env.GLUEPANE_TENANT ? [process.env.GLUEPANE_TENANT] : ["demo", "synthetic --organizations 300"];

/** What our client reads today. */
const OURS = ["organizations", "configurations", "passwords"];
/** What the others read as well, whose rows they take as they come. */
const OTHERS = [
  "organization_types",
  "organization_statuses",
  "configuration_types",
  "configuration_statuses",
  "password_categories",
  "contacts",
  "contact_types",
  "locations",
  "flexible_asset_types",
  "manufacturers",
  "models",
  "operating_systems",
  "countries",
  "regions",
  "domains",
  "expirations",
  "checklists",
];

const text = (/** @type {unknown} */ value) => (value === null || value === undefined || value === "" ? null : String(value));
const flag = (/** @type {unknown} */ value) => value === true;

/**
 * What our client says of each type, from a row as it came: names by how they are read.
 *
 * @type {Record<string, (row: Record<string, any>) => Record<string, unknown>>}
 */
const COMPARED = {
  organizations: (row) => ({
    ...texts(row, ["name", "short-name", "organization-type-name", "organization-status-name", "resource-url", "updated-at"]),
    "parent-id": text(row["parent-id"]),
    primary: flag(row["primary"]),
  }),
  configurations: (row) => ({
    ...texts(row, ["organization-id", "organization-name", "name", "hostname", "serial-number", "mac-address"]),
    ...texts(row, ["configuration-type-name", "configuration-status-name", "manufacturer-name", "model-name"]),
    archived: flag(row["archived"]),
  }),
  passwords: (row) => ({
    ...texts(row, ["organization-id", "name", "username", "password-category-name", "cached-resource-name", "resource-url"]),
    "otp-enabled": flag(row["otp-enabled"]),
    archived: flag(row["archived"]),
    // Ours has no `vault-id` but what follows from it, and of `resource-id` those of configurations.
    "is-vaulted": row["is-vaulted"] ?? text(row["vault-id"]) !== null,
    "configuration-id": row["configuration-id"] ?? (/^configurations?$/i.test(row["resource-type"] ?? "") ? text(row["resource-id"]) : null),
  }),
};

/**
 * @param {Record<string, any>} row
 * @param {string[]} names
 */
const texts = (row, names) => Object.fromEntries(names.map((name) => [name, text(row[name])]));

/**
 * Runs a client that prints its rows.
 *
 * @param {string} variable of the environment, which names the program
 * @param {string[]} args
 * @param {Simulator} simulator
 * @returns {Promise<Row[]>}
 */
async function printed(variable, args, simulator) {
  const program = process.env[variable];
  assert.ok(program, `${variable} names no program: cargo xtask test sets it`);
  const env = {
    ...process.env,
    GLUEPANE_API: simulator.url,
    GLUEPANE_API_KEY: simulator.api_key,
    ITGLUE_API_URL: simulator.url,
    ITGLUE_API_KEY: simulator.api_key,
  };
  const { stdout } = await promisify(execFile)(program, args, { env, maxBuffer: 2 ** 31 - 1 });
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/**
 * @param {string[]} paths
 * @param {Simulator} simulator
 * @returns {Promise<Row[]>}
 */
async function ofNodeItglue(paths, simulator) {
  const glue = new ITGlue({ apikey: simulator.api_key });
  glue.apiBaseURL = simulator.url;
  glue.setAuthenticationMode("apikey");
  /** @type {Row[]} */
  const rows = [];
  for (const path of paths) {
    for (let page = 1; page; ) {
      const answer = await glue.get({ path: `/${path}`, params: { "page[size]": 1000, "page[number]": page } });
      rows.push(...answer.data);
      page = answer.meta["next-page"];
    }
  }
  return rows;
}

/**
 * @param {Row[]} rows
 * @param {(row: Row) => Record<string, unknown>} read
 * @returns {Rows}
 */
function byId(rows, read) {
  const found = new Map(rows.map((row) => [`${row.type} ${row.id}`, read(row)]));
  assert.equal(found.size, rows.length, "a record came twice");
  return found;
}

/**
 * Names the first record in which they differ, instead of printing both accounts.
 *
 * @param {Rows} one
 * @param {Rows} other
 */
function agree(one, other) {
  assert.ok(one.size > 0);
  assert.equal(one.size, other.size);
  for (const [id, row] of one) assert.deepEqual(row, other.get(id), id);
}

const readAsOurs = (/** @type {Row} */ row) => /** @type {any} */ (COMPARED[row.type])(row.attributes);

const readAsItCame = (/** @type {Row} */ row) => row.attributes;

/** node-itglue has JavaScript's numbers, which round ids of more than 15 digits; so that side is compared rounded. */
const readRounded = (/** @type {Row} */ row) =>
  JSON.parse(JSON.stringify(row.attributes), (_, value) => (/^[0-9]{16,}$/.test(value) ? Number(value) : value));

for (const tenant of TENANTS) {
  describe(`the tenant ${tenant}`, () => {
    /** @type {Simulator} */
    let simulator;
    /** @type {Rows} */
    let ours;
    /** @type {Record<"itglue" | "pyItglue" | "nodeItglue", Row[]>} */
    let theirs;

    before(async () => {
      simulator = await startSimulator({ args: ["--tenant", ...tenant.split(" ")], set: { rate_limit: 1_000_000 } });
      const paths = [...OURS, ...OTHERS];
      const [rows, itglue, pyItglue, nodeItglue] = await Promise.all([
        printed("GLUEPANE_DUMP", [], simulator),
        printed("GLUEPANE_PYTHON_ITGLUE", ["-B", join(HERE, "dump_itglue.py"), ...paths], simulator),
        printed("GLUEPANE_PYTHON_PY_ITGLUE", ["-B", join(HERE, "dump_py_itglue.py"), ...paths], simulator),
        ofNodeItglue(paths, simulator),
      ]);
      ours = byId(rows, readAsOurs);
      theirs = { itglue, pyItglue, nodeItglue };
    });

    after(() => simulator?.stop());

    /** @param {Row[]} rows */
    const weRead = (rows) => rows.filter((row) => row.type in COMPARED);

    it("has all that the simulator counts", async () => {
      const counted = await Promise.all(
        OURS.map(async (path) => {
          const answer = await fetch(`${simulator.url}/${path}?page[size]=1`, { headers: { "x-api-key": simulator.api_key } });
          return (await answer.json()).meta["total-count"];
        }),
      );
      assert.equal(ours.size, counted.reduce((sum, n) => sum + n, 0));
    });

    it("is the same to our client and to itglue", () => {
      agree(ours, byId(weRead(theirs.itglue), readAsOurs));
    });

    it("is the same to our client and to py-itglue", () => {
      agree(ours, byId(weRead(theirs.pyItglue), readAsOurs));
    });

    it("is the same in every attribute to itglue, py-itglue and node-itglue", () => {
      agree(byId(theirs.itglue, readAsItCame), byId(theirs.pyItglue, readAsItCame));
      agree(byId(theirs.itglue, readRounded), byId(theirs.nodeItglue, readRounded));
    });
  });
}
