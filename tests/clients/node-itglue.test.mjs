// @ts-check
// `node-itglue` 1.0.2 from npm against the simulator: every call it offers. It knows no resource by name, so each is asked
// for by its path.

import { strict as assert } from "node:assert";
import { createRequire } from "node:module";
import { after, before, beforeEach, describe, it } from "node:test";
import { startSimulator } from "../browser/harness/simulator.mjs";

/** @typedef {import("../browser/harness/simulator.mjs").Simulator} Simulator */
/** @typedef {{ id: string, type: string, attributes: Record<string, any> }} Row */

/** @type {any} A script of before modules and types. */
const ITGlue = createRequire(import.meta.url)("node-itglue");

const HARBOUR_DENTAL = "5120044";
const HARBOUR_DENTAL_NAME = "Harbour Dental Group";
const MUELLER = "8121314";
const HDG_DC01 = "8801001";
const DOMAIN_ADMIN = "930100200300400513";

/** Every list that a key may read as it is. Documents, folders, fields and interfaces are below another record. */
const LISTS = [
  "organizations",
  "organization_types",
  "organization_statuses",
  "configurations",
  "configuration_types",
  "configuration_statuses",
  "passwords",
  "password_categories",
  "contacts",
  "contact_types",
  "locations",
  "flexible_asset_types",
  "checklists",
  "domains",
  "expirations",
  "manufacturers",
  "models",
  "operating_systems",
  "platforms",
  "countries",
  "regions",
];

/** @type {Simulator} */
let simulator;
/** @type {any} */
let glue;

before(async () => {
  simulator = await startSimulator();
});

after(() => simulator?.stop());

beforeEach(async () => {
  await simulator.control.reset();
  glue = withKey(simulator.api_key);
});

/** @param {string} apikey */
function withKey(apikey) {
  const client = new ITGlue({ apikey });
  client.apiBaseURL = simulator.url;
  client.setAuthenticationMode("apikey");
  return client;
}

/**
 * All pages, by `meta` as its own examples do.
 *
 * @param {string} path
 * @param {Record<string, string | number>} [params]
 * @returns {Promise<Row[]>}
 */
async function whole(path, params = {}) {
  /** @type {Row[]} */
  const rows = [];
  for (let page = 1; page; ) {
    const answer = await glue.get({ path, params: { "page[size]": 500, ...params, "page[number]": page } });
    rows.push(...answer.data);
    page = answer.meta["next-page"];
  }
  return rows;
}

/**
 * What a refused call rejects with is the answer itself.
 *
 * @param {number} status
 * @param {Promise<unknown>} call
 * @returns {Promise<any>} its body
 */
async function refused(status, call) {
  const answer = await call.then(
    () => assert.fail("it was not refused"),
    (error) => error,
  );
  assert.equal(answer.status, status);
  return answer.data;
}

/**
 * @param {string} type
 * @param {Record<string, unknown>} attributes
 */
const document = (type, attributes) => ({ data: { type, attributes } });

describe("node-itglue reads", () => {
  it("every list over all its pages, and its rows one by one", async () => {
    for (const resource of LISTS) {
      const path = `/${resource}`;
      const rows = await whole(path);
      const { meta } = await glue.get({ path, params: { "page[size]": 1 } });
      assert.equal(new Set(rows.map((row) => row.id)).size, meta["total-count"], resource);
      const [first] = rows;
      assert.ok(first, resource);
      assert.equal(first.type, resource.replaceAll("_", "-"));
      if (resource === "domains") continue; // has no address of one row
      const { data } = await glue.get({ path: `${path}/${first.id}`, params: { show_password: false } });
      assert.equal(data.attributes.name, first.attributes.name, resource);
    }
  });

  it("pages of two rows that follow each other, and nothing beyond the last", async () => {
    const params = { "page[size]": 2, "filter[organization_id]": HARBOUR_DENTAL, sort: "name" };
    const rows = await whole("/passwords", params);
    assert.equal(rows.length, 34);
    assert.deepEqual(rows, await whole("/passwords", { ...params, "page[size]": 1000 }));
    const beyond = await glue.get({ path: "/passwords", params: { ...params, "page[number]": 99 } });
    assert.deepEqual(beyond.data, []);
  });

  it("what a filter lets through, in either spelling, or nothing", async () => {
    /** @param {Record<string, string>} params */
    const ids = async (params, path = "/organizations") => (await whole(path, params)).map((row) => row.id);
    assert.deepEqual(await ids({ "filter[name]": HARBOUR_DENTAL_NAME }), [HARBOUR_DENTAL]);
    assert.deepEqual(await ids({ "filter[name]": "Müller\\, Schmidt & Partner GmbH" }), ["8121314"]);
    assert.deepEqual(await ids({ "filter[name]": "harbour dental group" }), []);
    assert.deepEqual(await ids({ "filter[serial_number]": "7XK3QW2" }, "/configurations"), [HDG_DC01]);
    assert.deepEqual(await ids({ "filter[serial-number]": "7XK3QW2" }, "/configurations"), [HDG_DC01]);
    const all = await ids({});
    assert.deepEqual(await ids({ "filter[no_such_key]": "x" }), all);
    assert.deepEqual(await ids({ "filter[exclude][id]": HARBOUR_DENTAL }), all.filter((id) => id !== HARBOUR_DENTAL));
  });

  it("included rows with the configuration that they belong to", async () => {
    const path = `/configurations/${HDG_DC01}`;
    const { data, included } = await glue.get({ path, params: { include: "rmm_records,configuration_interfaces,passwords" } });
    const types = new Set(included.map((/** @type {Row} */ row) => row.type));
    assert.deepEqual(types, new Set(["rmm-records", "configuration-interfaces", "passwords"]));
    assert.equal(data.relationships.passwords.data.length, 2);
  });

  it("rows below an organization, a configuration and a type", async () => {
    const below = `/organizations/${HARBOUR_DENTAL}/relationships`;
    for (const resource of ["configurations", "passwords", "contacts", "locations", "documents"]) {
      for (const row of await whole(`${below}/${resource}`)) {
        assert.equal(String(row.attributes["organization-id"]), HARBOUR_DENTAL);
      }
    }
    const folders = `/organizations/${MUELLER}/relationships`;
    const all = await whole(`${folders}/documents`, { "filter[document_folder_id]": "null" });
    assert.ok(all.length > (await whole(`${folders}/documents`)).length);
    assert.ok((await whole(`${folders}/document_folders`)).length > 0);
    assert.ok((await whole(`/configurations/${HDG_DC01}/relationships/configuration_interfaces`)).length > 0);
    for (const { id } of await whole("/flexible_asset_types", { "filter[enabled]": "true" })) {
      assert.ok((await whole(`/flexible_asset_types/${id}/relationships/flexible_asset_fields`)).length > 0);
      assert.ok((await whole("/flexible_assets", { "filter[flexible-asset-type-id]": id })).length > 0);
    }
  });

  it("a password's value alone, unless told not to, and never in a list", async () => {
    const path = `/passwords/${DOMAIN_ADMIN}`;
    const value = await simulator.control.passwordValue(DOMAIN_ADMIN);
    assert.equal((await glue.get({ path })).data.attributes.password, value);
    const withheld = await glue.get({ path, params: { show_password: false } });
    assert.ok(!("password" in withheld.data.attributes));
    assert.ok((await whole("/passwords")).every((row) => !("password" in row.attributes)));
    const blind = await withKey(simulator.api_key_without_passwords).get({ path });
    assert.ok(!("password" in blind.data.attributes));
  });
});

describe("node-itglue is refused", () => {
  it("with a bad key, in both manners", async () => {
    const stranger = withKey("ITG.wrong");
    assert.deepEqual(await refused(403, stranger.get({ path: "/organizations" })), { message: "Forbidden" });
    await simulator.control.set({ bad_key: "401_errors" });
    assert.equal((await refused(401, stranger.get({ path: "/organizations" }))).errors[0].status, 401);
  });

  it("a record that is not there, and a path that is none", async () => {
    const { errors } = await refused(404, glue.get({ path: "/organizations/999" }));
    assert.equal(errors[0].title, "Record not found");
    const page = await refused(404, glue.get({ path: "/no_such_resource" }));
    assert.match(page, /The page you were looking for doesn't exist \(404\)/);
  });

  it("a configuration of nobody and a flexible asset with a trait that its type has not", async () => {
    const body = document("configurations", { name: "A" });
    const { errors } = await refused(422, glue.post({ path: "/configurations", body }));
    assert.ok(errors.some((/** @type {any} */ error) => error.source.pointer.includes("organization_id")));
    const [asset] = (await whole("/flexible_asset_types", { "filter[enabled]": "true" })).slice(0, 1);
    const wrong = { "organization-id": HARBOUR_DENTAL, "flexible-asset-type-id": asset?.id, traits: { none: 1 } };
    await refused(422, glue.post({ path: "/flexible_assets", body: document("flexible_assets", wrong) }));
    await refused(400, glue.get({ path: "/flexible_assets" }));
  });

  it("beyond the rate limit, and told when to come back", async () => {
    await simulator.control.set({ rate_limit: 1, retry_after_s: 7 });
    await glue.get({ path: "/organizations" });
    const answer = await glue.get({ path: "/organizations" }).catch((/** @type {any} */ error) => error);
    assert.deepEqual([answer.status, answer.headers["retry-after"]], [429, "7"]);
  });
});

describe("node-itglue writes", () => {
  it("an organization, which is found by its new name and is gone once deleted", async () => {
    const { data } = await glue.post({ path: "/organizations", body: document("organizations", { name: "Acht AG" }) });
    const path = `/organizations/${data.id}`;
    await glue.patch({ path, body: document("organizations", { name: "Acht GmbH", "quick-notes": "<p>New</p>" }) });
    const [found] = await whole("/organizations", { "filter[name]": "Acht GmbH" });
    assert.equal(found?.id, data.id);
    assert.deepEqual(await whole("/organizations", { "filter[name]": "Acht AG" }), []);
    await simulator.control.delete(data.id);
    await refused(404, glue.get({ path }));
  });

  it("a password that is changed, archived and deleted", async () => {
    const body = document("passwords", { name: "Spare", password: "not-a-secret", "resource-id": HDG_DC01, "resource-type": "Configuration" });
    const path = `/organizations/${HARBOUR_DENTAL}/relationships/passwords`;
    const { data } = await glue.post({ path, body });
    assert.ok(!("password" in data.attributes));
    assert.equal(data.attributes["cached-resource-name"], "HDG-DC01");
    const one = `/passwords/${data.id}`;
    await glue.patch({ path: one, body: document("passwords", { password: "not-one-either", archived: true }) });
    const { attributes } = (await glue.get({ path: one })).data;
    assert.deepEqual([attributes.password, attributes.archived], ["not-one-either", true]);
    await glue.delete({ path: one });
    await refused(404, glue.get({ path: one }));
  });

  it("a related item, which shows on the record it was made on", async () => {
    const item = { destination_type: "Password", destination_id: DOMAIN_ADMIN, notes: "for the console" };
    await glue.post({ path: `/configurations/${HDG_DC01}/relationships/related_items`, body: document("related_items", item) });
    const { included } = await glue.get({ path: `/configurations/${HDG_DC01}`, params: { include: "related_items" } });
    assert.ok(included.some((/** @type {Row} */ row) => row.attributes["resource-url"].endsWith(`/passwords/${DOMAIN_ADMIN}`)));
  });

  it("many configurations at once, made below their organization and changed at the top", async () => {
    const [kind] = await whole("/configuration_types");
    const row = (/** @type {string} */ name) => ({ type: "configurations", attributes: { name, "configuration-type-id": kind?.id } });
    const path = `/organizations/${HARBOUR_DENTAL}/relationships/configurations`;
    const made = (await glue.post({ path, body: { data: [row("HDG-A1"), row("HDG-A2")] } })).data;
    const changes = made.map((/** @type {Row} */ { id }) => ({ type: "configurations", attributes: { id, "asset-tag": "T" } }));
    await glue.patch({ path: "/configurations", body: { data: changes } });
    for (const { id } of made) {
      const { data } = await glue.get({ path: `/configurations/${id}` });
      assert.equal(data.attributes["asset-tag"], "T");
    }
  });

  it("a document with a section, which it publishes and archives", async () => {
    const path = `/organizations/${HARBOUR_DENTAL}/relationships/documents`;
    const { data } = await glue.post({ path, body: document("documents", { name: "Moving house" }) });
    const one = `/documents/${data.id}`;
    const section = { "resource-type": "Document::Text", content: "<p>Pack the server last</p>" };
    await glue.post({ path: `${one}/relationships/sections`, body: document("document_sections", section) });
    await glue.patch({ path: `${one}/publish` });
    await glue.patch({ path: one, body: document("documents", { archived: true }) });
    const { attributes } = (await glue.get({ path: one })).data;
    assert.equal(attributes.archived, true);
    assert.ok(attributes["published-at"]);
    const [read] = (await glue.get({ path: `${one}/relationships/sections` })).data;
    assert.equal(read.attributes.content, section.content);
  });

  it("no deletion of many at once, which needs a body that it does not send", async () => {
    const row = { type: "configurations", attributes: { id: HDG_DC01 } };
    const answer = await glue.delete({ path: "/configurations", body: { data: [row] } }).catch((/** @type {any} */ error) => error);
    assert.ok(answer.status >= 400);
    assert.equal((await glue.get({ path: `/configurations/${HDG_DC01}` })).data.id, HDG_DC01);
  });
});

describe("node-itglue signs in as a person", () => {
  const signedIn = async () => {
    const { email, password, web_url: companyUrl } = simulator;
    const token = await new ITGlue({ mode: "user", companyUrl, user: { email, password } }).getItGlueJsonWebToken({ email, password });
    return new ITGlue({ mode: "user-bearer", companyUrl, token });
  };

  it("with a password, and searches by name and by host", async () => {
    const person = await signedIn();
    const found = await person.search({ query: "Harbour", kind: "organizations,passwords", limit: 5 });
    assert.ok(found.some((/** @type {any} */ hit) => hit.class === "organization" && hit.name === HARBOUR_DENTAL_NAME));
    assert.ok(found.length <= 5);
    assert.deepEqual(await person.search({ query: "no such thing anywhere" }), []);
  });

  it("and not with a wrong password", async () => {
    const { email, web_url: companyUrl } = simulator;
    const stranger = new ITGlue({ mode: "user", companyUrl, user: {} });
    const answer = await stranger.getItGlueJsonWebToken({ email, password: "wrong" }).catch((/** @type {any} */ error) => error);
    assert.equal(answer.status, 401);
  });

  it("and reads the API with the token that it was given", async () => {
    const person = await signedIn();
    person.config.baseURL = simulator.url;
    person.setAuthenticationMode = () => {}; // else it would go back to the web site before each call
    const { data } = await person.get({ path: `/organizations/${HARBOUR_DENTAL}` });
    assert.equal(data.attributes.name, HARBOUR_DENTAL_NAME);
  });

  it("but searches with no key", () => {
    assert.throws(() => glue.search({ query: "Harbour" }), /required for this method/);
  });
});
