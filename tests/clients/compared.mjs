// @ts-check
// What our client says of a row beside the row as it came. Ours has names of its own only where a field is made of several
// attributes (MADE_OF); everything else stands under the attribute's name and is compared by itself.

import { strict as assert } from "node:assert";

/** @typedef {{ type: string, id: string, attributes: Record<string, any>, relationships?: Record<string, any> }} Row */
/** @typedef {(came: Row) => unknown} Made */

/** The fields of ours that come by an include alone: see `included` below. */
export const INCLUDED = ["interfaces", "rmm_records", "remote_ids", "attachments", "related_items"];

/** Words that IT Glue spells in several ways; ours are in one. */
const WORDS = ["configuration-type-kind", "resource-type", "kind", "role-name", "label-type", "type", "tag-type", "asset-type"];

/** @type {(name: string) => Made} */
const linked = (name) => (came) => (came.relationships?.[name]?.data ?? []).map((/** @type {{ id: unknown }} */ link) => link.id);

/** Fields of ours that are made of more than one attribute, from a row as it came. @type {Record<string, Made>} */
const MADE_OF = {
  n_configurations: ({ attributes }) => attributes["configurations-count"] ?? attributes["configuration-count"],
  psa_integration: ({ attributes: { "psa-integration": word } }) => (word === true ? "enabled" : word),
  passwords: linked("passwords"),
  fields: linked("flexible-asset-fields"),
  traits: ({ attributes }) => Object.entries(attributes["traits"] ?? {}),
};

/** The same, where the resource makes a difference. @type {Record<string, Made>} */
const MADE_OF_ROWS = {
  "passwords.parent": ({ attributes }) => (attributes["resource-id"] ? attributes : null),
  "password_folders.parent": (came) => came.attributes["parent-id"] ?? came.relationships?.["parent"]?.data?.id,
};

/** The attributes that theirs was seen to have, by resource and name: one of ours that none ever has would prove nothing. */
export class Seen {
  /** @type {Set<string>} */
  names = new Set();
  /** @type {Set<string>} */
  asked = new Set();

  /** @param {string} name @param {boolean} is_there */
  note(name, is_there) {
    this.asked.add(name);
    if (is_there) this.names.add(name);
  }

  never() {
    return [...this.asked].filter((name) => !this.names.has(name)).sort();
  }
}

/**
 * Every field of ours beside what came.
 *
 * @param {Row} ours
 * @param {Row} came
 * @param {Seen} seen
 */
export function compare(ours, came, seen) {
  for (const [name, value] of Object.entries(ours.attributes)) {
    if (name === "id" || INCLUDED.includes(name)) continue;
    const made = MADE_OF_ROWS[`${ours.type}.${name}`] ?? MADE_OF[name];
    const other = made ? made(came) : came.attributes[name];
    seen.note(`${ours.type}.${name}`, other !== undefined);
    if (!same(value, other, name)) {
      assert.fail(`${ours.type} ${ours.id}, ${name}: ${JSON.stringify(value)} is not ${JSON.stringify(other)}`);
    }
  }
}

/**
 * What came along with a show, beside what ours made of it.
 *
 * @param {Row} ours
 * @param {Row[]} included
 * @returns {number} how many rows were compared
 */
export function compareIncluded(ours, included) {
  let n_rows = 0;
  for (const name of INCLUDED) {
    const items = /** @type {Record<string, any>[]} */ (ours.attributes[name] ?? []);
    const types = TYPES[name] ?? [];
    // An adapter without an id, or with "0", is of no system; ours leaves it out.
    const came = included.filter((row) => types.includes(row.type) && (name !== "remote_ids" || Number(row.attributes["remote-id"]) !== 0));
    assert.equal(items.length, came.length, `${ours.type} ${ours.id}, ${name}`);
    for (const [at, item] of items.entries()) {
      const row = item["id"] === undefined ? came[at] : came.find((one) => String(one.id) === item["id"]);
      assert.ok(row, `${ours.type} ${ours.id}, ${name} ${item["id"]}`);
      for (const [attribute, value] of Object.entries(item)) {
        if (attribute === "id") continue;
        const other = row.attributes[attribute] ?? row.attributes[OTHER_NAMES[attribute] ?? ""];
        assert.ok(same(value, other, attribute), `${ours.type} ${ours.id}, ${name} ${row.id}, ${attribute}: ${JSON.stringify(value)} is not ${JSON.stringify(other)}`);
      }
      n_rows += 1;
    }
  }
  return n_rows;
}

/** Types of included rows by ours. @type {Record<string, string[]>} */
const TYPES = {
  interfaces: ["configuration-interfaces", "configuration_interfaces"],
  rmm_records: ["rmm-records"],
  remote_ids: ["adapters-resources"],
  attachments: ["attachments"],
  related_items: ["related-items", "tags"],
};

/** Tags name the same otherwise. @type {Record<string, string>} */
const OTHER_NAMES = { "asset-type": "resource-type-name", name: "resource-name" };

/**
 * Whether ours is what came: nothing is nothing in each of its forms (null, "", false, an empty list), ids are texts or
 * numbers, and of an object ours keeps a part.
 *
 * @param {unknown} ours
 * @param {unknown} came
 * @param {string} name
 * @returns {boolean}
 */
function same(ours, came, name) {
  if (isNothing(ours)) return isNothing(came);
  if (name === "ancestor-ids" && typeof came === "string") return same(ours, came.match(/\d+/g), name);
  if (Array.isArray(ours)) {
    return Array.isArray(came) && ours.length === came.length && ours.every((item, at) => same(item, came[at], name));
  }
  if (typeof ours === "object" && ours !== null) {
    const other = /** @type {Record<string, unknown>} */ (came ?? {});
    return Object.entries(ours).every(([key, value]) => same(value, other[key], key));
  }
  if (typeof ours === "number") return ours === Number(came);
  if (WORDS.includes(name)) return word(ours) === word(came);
  return String(ours) === String(came);
}

const isNothing = (/** @type {unknown} */ value) =>
  value === null || value === undefined || value === "" || value === false || (Array.isArray(value) && value.length === 0);

/** A word without case, separators and plural; IT Glue has two for some things. @param {unknown} text */
const word = (text) => {
  const plain = String(text).toLowerCase().replaceAll(/[\s_-]/g, "").replace(/s$/, "");
  return plain === "accountsuser" ? "user" : plain;
};
