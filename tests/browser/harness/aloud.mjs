// @ts-check
// The panel as a screen reader has it: the browser's own accessibility tree, not the page's elements.

/** @typedef {import("puppeteer-core").Frame} Frame */
/** @typedef {import("./launch.mjs").Launched} Launched */

/**
 * @typedef {object} Node
 * @property {string} role as ARIA calls it, lower case
 * @property {string} name
 * @property {string} description
 * @property {string} live "polite", "assertive" or ""
 * @property {boolean} isSelected
 * @property {boolean} isFocused
 * @property {Node[]} children
 */

/**
 * The tree of the panel's document.
 *
 * @param {Launched} launched
 * @param {Frame} panel
 * @returns {Promise<Node>}
 */
export async function readAloud(launched, panel) {
  return launched.name === "firefox" ? inFirefox(launched) : inChromium(panel);
}

/** All nodes, in the order in which they are read. @param {Node} node @returns {Node[]} */
export function flat(node) {
  return [node, ...node.children.flatMap(flat)];
}

/** All text of a node, as it is read. @param {Node} node @returns {string} */
export function words(node) {
  return node.children.length === 0 ? node.name : node.children.map(words).join(" ").replace(/\s+/g, " ").trim();
}

/** @param {Frame} panel @returns {Promise<Node>} */
async function inChromium(panel) {
  const held = /** @type {any} */ (panel);
  const session = held.client ?? held._client();
  /** @type {{ nodes: any[] }} */
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @param {any} node @returns {Node[]} */
  const read = (node) => {
    const children = (node.childIds ?? []).flatMap((/** @type {string} */ id) => (byId.has(id) ? read(byId.get(id)) : []));
    if (node.ignored || ["none", "generic", "InlineTextBox"].includes(node.role?.value)) return children;
    const property = (/** @type {string} */ name) => node.properties?.find((/** @type {any} */ one) => one.name === name)?.value?.value;
    return [{
      role: String(node.role?.value ?? "").toLowerCase(),
      name: String(node.name?.value ?? "").replace(/\s+/g, " ").trim(),
      description: String(node.description?.value ?? "").replace(/\s+/g, " ").trim(),
      live: property("live") ?? "",
      isSelected: property("selected") === true,
      isFocused: property("focused") === true,
      children,
    }];
  };
  const [root] = read(nodes[0]);
  if (!root) throw new Error("the tree is empty");
  return root;
}

/** What Firefox calls otherwise. @type {Record<string, string>} */
const ROLES = {
  pushbutton: "button", pagetab: "tab", pagetablist: "tablist", "text leaf": "statictext", listitem: "listitem", entry: "searchbox",
  document: "rootwebarea", "internal frame": "iframe", propertypage: "tabpanel",
};

/** @param {Launched} launched @returns {Promise<Node>} */
async function inFirefox(launched) {
  const text = await inBrowser(launched.browser, `(async () => {
    const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
    globalThis.gluepaneService = service;
    const read = (node) => {
      const state = {}, extra = {};
      node.getState(state, extra);
      let live = "", url = "";
      try { live = node.attributes?.getStringProperty("live") ?? ""; } catch {}
      try { url = node.QueryInterface(Ci.nsIAccessibleDocument).URL; } catch {}
      const children = [];
      for (let n = 0; n < node.childCount; n += 1) { try { children.push(read(node.getChildAt(n))); } catch {} }
      return { role: service.getStringRole(node.role), name: node.name ?? "", description: node.description ?? "", live, url,
        isSelected: (state.value & Ci.nsIAccessibleStates.STATE_SELECTED) !== 0, isFocused: (state.value & Ci.nsIAccessibleStates.STATE_FOCUSED) !== 0, children };
    };
    const find = (node) => node.url.endsWith("/extension/panel.html") ? node : node.children.map(find).find(Boolean);
    for (let n = 0; n < 100; n += 1) {
      const root = service.getAccessibleFor(gBrowser.selectedBrowser);
      const found = root && find(read(root));
      if (found && found.children.length > 0) return JSON.stringify(found);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return "null";
  })()`);
  const root = JSON.parse(String(text));
  if (!root) throw new Error("the tree of the panel isn't there");
  /** @param {any} node @returns {Node} */
  const turn = (node) => ({
    ...node,
    role: ROLES[node.role] ?? node.role,
    name: node.name.replace(/\s+/g, " ").trim(),
    description: node.description.replace(/\s+/g, " ").trim(),
    children: node.children.map(turn),
  });
  return turn(root);
}

/** Evaluates an expression in the browser's own window. @param {any} browser @param {string} expression */
async function inBrowser({ connection }, expression) {
  const tree = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const { result } = await connection.send("script.evaluate", {
    expression, target: { context: tree.result.contexts[0].context }, awaitPromise: true,
  });
  if (result.type !== "success") throw new Error(result.exceptionDetails.text);
  return result.result.value;
}
