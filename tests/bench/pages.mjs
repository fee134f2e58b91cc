// @ts-check
// The host pages that are measured. To add a product: a function below that names its pages, and its line in `PRODUCTS`.

/**
 * A page whose client is known to IT Glue for sure.
 *
 * @typedef {object} HostPage
 * @property {string} path on the demo RMM's host
 * @property {string} organization whom the panel names
 */

/** One page in four is a site's. */
const SITE_EVERY = 4;
/** Inactive in IT Glue, so their pages name a candidate. */
const INACTIVE = ["Old Mill Bakery", "Bluefin Marine Supply Co.", "Redwood Translation Bureau"];

/** Names that two organizations bear: their pages name candidates, not a client. @param {any} facts */
function bornBySeveral(facts) {
  return new Set(Object.entries(facts.organizations).filter(([, ids]) => /** @type {string[]} */ (ids).length > 1).map(([name]) => name));
}

/** Datto RMM: devices that IT Glue knows by their id, and sites with their client's full name. @param {any} facts @returns {HostPage[]} */
function dattoRmm(facts) {
  const nameOf = new Map(Object.entries(facts.organizations).flatMap(([name, ids]) => /** @type {string[]} */ (ids).map((id) => [id, name])));
  const several = bornBySeveral(facts);
  const ofOrganization = new Map();
  for (const device of facts.devices) {
    const organization = nameOf.get(device.organization_id ?? "");
    // What stands on a page of another client's, or is known there under another name, is a test of its own.
    if (!organization || !device.configuration_id || organization !== device.site_name || several.has(organization) || INACTIVE.includes(organization)) continue;
    const known = ofOrganization.get(organization) ?? [];
    ofOrganization.set(organization, [...known, `/device/${device.datto_id}/${encodeURIComponent(device.host_name)}`]);
  }
  let n_organizations = 0;
  for (const [organization, paths] of ofOrganization) {
    n_organizations += 1;
    const site = facts.sites.find((/** @type {any} */ one) => one.name === organization && nameOf.get(one.organization_id) === organization);
    if (site && n_organizations % SITE_EVERY === 0) paths.unshift(`/site/${site.id}`);
  }
  // One of each client in turn, so that each navigation changes the client.
  const pages = [];
  const longest = Math.max(...[...ofOrganization.values()].map((paths) => paths.length));
  for (let row = 0; row < longest; row += 1) {
    for (const [organization, paths] of ofOrganization) {
      if (paths[row]) pages.push({ path: paths[row], organization });
    }
  }
  return pages;
}

const PRODUCTS = [dattoRmm];

/**
 * So many pages, taken in turn from every product; two neighbours never have the same client.
 *
 * @param {any} facts of the simulator
 * @param {number} n
 * @returns {HostPage[]}
 */
export function pagesOf(facts, n) {
  const lists = PRODUCTS.map((product) => product(facts));
  const pages = [];
  for (let row = 0; pages.length < n; row += 1) {
    const before = pages.length;
    for (const list of lists) {
      const page = list[row];
      if (page && page.organization !== pages.at(-1)?.organization) pages.push(page);
    }
    if (pages.length === before && row > Math.max(...lists.map((list) => list.length))) {
      throw new Error(`only ${pages.length} pages to measure on, wanted ${n}`);
    }
  }
  return pages.slice(0, n);
}
