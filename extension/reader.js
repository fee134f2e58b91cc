// @ts-check
// The page reader: does what a ReadingPlan says, in every frame of an enabled host. frame.js hosts the panel's frame.
// It decides nothing: what a text means is settled in Rust. It is told no name, no id and no list of IT Glue's.

(() => {
  /** @typedef {{ label: string, words: string[], values: string[], attribute: string | null }} Row */
  /** @typedef {"text" | "value" | "title" | { attribute: { name: string } } | { row: Row } | { labelled: { words: string[] } }} Take */
  /** @typedef {{ read: number, selector: string, take: Take, follows: boolean }} Read */
  /** @typedef {{ plan: string, reads: Read[], skip: string, shadow: boolean, min_interval_ms: number, settle_ms: number, patience_ms: number, busy: string, max_chars: number, panel: object | null }} Plan */
  /** @typedef {{ read: number, values: string[] }} Reading */
  /** @typedef {Document | ShadowRoot} Root */

  const HERE = /** @type {{ gluepaneReader?: { isAlive(): boolean }, gluepaneFrame?: { place(panel: object | null): void, remove(): void } }} */ (/** @type {unknown} */ (globalThis));
  if (HERE.gluepaneReader?.isAlive()) return;

  /** More than eight values of one read are a list, not a field; no value beside a label is longer, and no label. */
  const [MAX_VALUES, MAX_BESIDE, MAX_LABEL] = [8, 120, 40];
  /** When the background gave no answer. */
  const RETRY_MS = 1000;
  /** Of the time, one part in so many goes into reading at most, but for the first seconds after a load or a navigation,
   * when it is the other number; and it is never longer than this between two readings. */
  const [SHARE, HURRY_SHARE, HURRY_MS, SLOWEST_MS] = [150, 4, 3000, 3000];
  /** A page that navigates faster than this, and that often, is not read at each step. */
  const [STEP_MS, STEPS] = [50, 8];
  const LOOKS = ["class", "style", "hidden", "aria-hidden", "aria-busy"];
  const CONTROLS = "input, select, textarea";
  /** What makes a box hold all that is placed within it, however. */
  const BINDING = ["transform", "perspective", "filter", "backdropFilter", "contain", "containerType", "willChange"];

  /** @type {Plan | null} */
  let plan = null;
  let [stopped, url] = [false, ""];
  /** When the URL last changed without a load, or 0; when the page was loaded or last went elsewhere. */
  let [navigatedAt, stirredAt] = [0, performance.now()];
  /** When it went elsewhere and was taken for a new one. @type {number[]} */
  const stirs = [];
  /** What the readings that follow the URL were whenever it changed since the page last settled. @type {Set<string>} */
  const formers = new Set();
  /** Quick steps since the page last settled; whether what stood there at one of them has not been read. */
  let [steps, isUnread] = [0, false];
  let [latest, latestAt] = ["", 0];
  /** The observation that waits to be sent, and the last one that was taken note of. */
  let [waiting, noted, sending] = ["", "", false];
  /** When the last tick was; when the page was last read, and how long that took. */
  let [lastTick, readAt, cost] = [0, -Infinity, 0];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** Which reads a label's word is for. @type {Map<string, number[]>} */
  let words = new Map();
  /** Words as they are compared. @type {Map<string, string>} */
  const folded = new Map();

  /** A reader left over from before an update has lost its extension. */
  const isAlive = () => !stopped && chrome.runtime?.id !== undefined;
  HERE.gluepaneReader = { isAlive };

  /** @param {unknown} message @returns {Promise<any>} */
  async function ask(message) {
    // No answer comes as null in Chromium.
    const answer = isAlive() ? await chrome.runtime.sendMessage(message).catch(() => undefined) : undefined;
    return isAlive() ? answer ?? undefined : stop();
  }

  /** Of many changes one is enough: until the page is read again, nobody listens for more. */
  const stir = () => (observer.disconnect(), noticeUrl(), schedule());
  const observer = new MutationObserver(stir);
  const shown = new IntersectionObserver(stir);

  function stop() {
    stopped = true;
    for (const one of [observer, shown]) one.disconnect();
    for (const one of [timer, fieldTimer]) clearTimeout(one);
    HERE.gluepaneFrame?.remove();
    for (const [type, hear] of LISTENERS) removeEventListener(type, hear, true);
  }

  /** The windows around this frame's own, nearest first, as far as they are of its origin. */
  function around() {
    /** @type {Window[]} */
    const found = [];
    for (let here = /** @type {Window} */ (window); here.frameElement; here = here.parent) found.push(here.parent);
    return found;
  }

  /** The URLs of this frame and of those around it. */
  const address = () => [window, ...around()].map((here) => here.location.href).join("\n");

  /** The elements that this frame and those around it stand in. */
  const holders = () => [window, ...around()].map((here) => here.frameElement).filter((element) => element !== null);

  /** Where this frame stands; none for a top frame. */
  function place() {
    if (window === top) return undefined;
    const outer = around();
    const isWhole = outer.at(-1) === top && innerWidth > 1 && innerHeight > 1;
    return { seen: isWhole && holders().every((element) => !isSkipped(element) && isVisible(element)), around: outer.map((here) => here.location.href) };
  }

  /** Only what a person can see: rendered, not transparent, not hidden from assistive technology, not off the page.
   * @param {Element} element */
  function isVisible(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true }) || element.closest("[aria-hidden=true], [hidden]")) return false;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const view = element.ownerDocument.defaultView ?? window;
    return right - left > 1 && bottom - top > 1 && right + view.scrollX > 0 && bottom + view.scrollY > 0 && !isClipped(element);
  }

  /** Nothing shows through a box of no size, as pages keep text in for screen readers. Root and body cut nothing off: the
   * window does that for them. @param {Element} element @param {Element | null} [box] @returns {boolean} */
  function isClipped(element, box = element.parentElement) {
    if (!box || box.matches(":root") || (box.localName === "body" && getComputedStyle(box.parentElement ?? box).overflow === "visible")) return false;
    const { width, height } = box.getBoundingClientRect();
    return ((width <= 1 || height <= 1) && getComputedStyle(box).overflow !== "visible" && isHeld(element, box)) || isClipped(element, box.parentElement);
  }

  /** Whether an element is placed within this box, and not by something further out. In doubt it is.
   * @param {Element} element @param {Element} box */
  function isHeld(element, box) {
    let free = "";
    for (let at = /** @type {Element | null} */ (element); at; at = at === box ? null : at.parentElement) {
      const style = /** @type {any} */ (getComputedStyle(at));
      if (at !== element && BINDING.some((name) => !/^(none|auto|normal|)$/.test(style[name] ?? ""))) return true;
      if (at !== element && free === "absolute" && style.position !== "static") free = "";
      if (at !== box && free !== "fixed" && /absolute|fixed/.test(style.position)) free = style.position;
    }
    return free === "";
  }

  /** @param {Element} element */
  const isSkipped = (element) => Boolean(plan?.skip) && element.closest(plan?.skip ?? "") !== null;

  /** @param {Element} element */
  const textOf = (element) => (element instanceof HTMLElement ? element.innerText : element.textContent ?? "");

  /** What stands in a form control that a person may read. @param {Element} element */
  function valueOf(element) {
    if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? "";
    const isText = element instanceof HTMLInputElement && (["text", "search"].includes(element.type) || (element.readOnly && !["password", "hidden"].includes(element.type)));
    return isText || element instanceof HTMLTextAreaElement ? element.value : "";
  }

  /** @param {Element} element @param {string} name */
  const attributeOf = (element, name) => (name === "href" && element instanceof HTMLAnchorElement ? element.href : element.getAttribute(name) ?? "");

  /** Without case, accents and what stands around a label. @param {string} text */
  function fold(text) {
    if (folded.size > 5000) folded.clear();
    if (!folded.has(text)) folded.set(text, text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[:*?]/g, "").replace(/\s+/g, " ").trim().toLowerCase());
    return folded.get(text) ?? "";
  }

  /** A label's own text, without that of the elements in it. @param {Element} element */
  const ownText = (element) => [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : "")).join("");

  /** The value of a row, if its label is one of these words. @param {Element} row @param {string} rows @param {Row} take */
  function inRow(row, rows, { label, words: wanted, values, attribute }) {
    // A row inside this one has a label of its own.
    const labels = label === "" ? [row] : [...row.querySelectorAll(label)].filter((found) => found.closest(rows) === row);
    const isWanted = wanted.map(fold).includes(fold(labels.map(label === "" ? ownText : textOf).join(" ")));
    for (const selector of isWanted ? values : []) {
      for (const found of selector === "" ? [row.nextElementSibling] : row.querySelectorAll(selector)) {
        const text = !found || isSkipped(found) || !isVisible(found) ? "" : attribute ? attributeOf(found, attribute) : found.matches(CONTROLS) ? valueOf(found) : textOf(found);
        if (text.trim()) return text;
      }
    }
    return "";
  }

  /** What an element beside a label says, in one short line. @param {Element | null | undefined} element */
  function brief(element) {
    if (!element || isSkipped(element) || !isVisible(element)) return "";
    const inner = element.matches(CONTROLS) ? element : element.querySelector(CONTROLS);
    const text = (inner ? valueOf(inner) : textOf(element.querySelector("a") ?? element)).trim().replace(/\s*\(\d+\)$/, "");
    return text.length > MAX_BESIDE || text.includes("\n") || words.has(fold(text)) ? "" : text;
  }

  /** The cell beside a label's, unless the table is a list. @param {HTMLTableCellElement} cell */
  function nextCell(cell) {
    const rows = [...(cell.closest("table")?.rows ?? [])];
    const isList = rows.length > 2 && rows.some(({ cells }) => cells.length > 1 && [...cells].every(({ localName }) => localName === "th"));
    return cell.cellIndex === 0 && !isList && cell.nextElementSibling?.localName === "td" ? cell.nextElementSibling : null;
  }

  /** @param {Element} label @param {string} word */
  function beside(label, word) {
    const holder = label.closest("dt, th, td, label");
    const isAlone = holder && fold(holder.textContent ?? "") === word;
    if (holder instanceof HTMLLabelElement && holder.control) return brief(holder.control);
    if (isAlone && holder instanceof HTMLTableCellElement) return brief(nextCell(holder));
    if (isAlone && holder.localName === "dt") return brief(holder.nextElementSibling);
    for (let at = /** @type {Element | null} */ (label), n = 0; at && n < 3; at = at.parentElement, n += 1) {
      if (at.nextElementSibling) return brief(at.nextElementSibling);
      const rest = at.parentElement ? ownText(at.parentElement).trim() : "";
      if (rest) return rest.length > MAX_BESIDE ? "" : rest.replace(/^:\s*/, "");
    }
    return "";
  }

  /** What stands beside the labels that the plan names. @param {Root[]} roots */
  function scan(roots) {
    /** @type {Map<number, string[]>} */
    const found = new Map();
    /** @param {string} word @param {Element | null} at @param {() => string} read */
    const look = (word, at, read) => {
      const reads = words.get(word);
      const text = reads && at && !isSkipped(at) && isVisible(at) ? read() : "";
      if (text) for (const n of reads ?? []) found.set(n, [...(found.get(n) ?? []), text]);
    };
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.nodeValue?.trim() ?? "";
        if (text.length < 2 || text.length > MAX_LABEL + MAX_BESIDE) continue;
        const [label, colon] = [node.parentElement, text.indexOf(":")];
        if (colon > 0 && colon < text.length - 1 && colon <= MAX_LABEL) look(fold(text.slice(0, colon)), label, () => text.slice(colon + 1).trim());
        else if (text.length <= MAX_LABEL) look(fold(text), label, () => (label ? beside(label, fold(text)) : ""));
      }
      for (const control of root.querySelectorAll(":is(input, select, textarea):is([aria-label], [aria-labelledby])")) {
        const names = control.getAttribute("aria-labelledby")?.split(/\s+/).map((id) => root.getElementById(id)?.textContent);
        look(fold(names?.join(" ") ?? control.getAttribute("aria-label") ?? ""), control, () => brief(control));
      }
    }
    return found;
  }

  /** The document, and open shadow roots where the plan says so. @param {Plan} plan @returns {Root[]} */
  function rootsOf(plan) {
    /** @type {Root[]} */
    const found = [document];
    for (const root of plan.shadow ? found : []) {
      const shadows = [...root.querySelectorAll("*")].filter((element) => element.shadowRoot && !isSkipped(element));
      for (const { shadowRoot } of shadows) if (shadowRoot) found.push(shadowRoot), watch(shadowRoot, plan);
    }
    return found;
  }

  /** @param {Element} element @param {string} selector @param {Take} take */
  const taken = (element, selector, take) => (take === "value" ? valueOf(element) : typeof take !== "object" ? textOf(element) : "attribute" in take ? attributeOf(element, take.attribute.name) : "row" in take ? inRow(element, selector, take.row) : "");

  /** @param {Plan} plan @returns {Reading[]} */
  function readAll(plan) {
    readAt = performance.now();
    const roots = rootsOf(plan);
    /** @type {Reading[]} */
    const readings = [];
    const labelled = words.size > 0 ? scan(roots) : new Map();
    for (const { read, selector, take } of plan.reads) {
      const elements = selector === "" ? [] : roots.flatMap((root) => [...root.querySelectorAll(selector)]).filter((element) => !isSkipped(element) && isVisible(element));
      /** @type {string[]} */
      const texts = take === "title" ? [document.title] : labelled.get(read) ?? elements.map((element) => taken(element, selector, take));
      const values = [...new Set(texts.map((text) => text.slice(0, plan.max_chars)).filter((text) => text.trim()))].slice(0, MAX_VALUES);
      if (values.length > 0) readings.push({ read, values });
    }
    cost = performance.now() - readAt;
    return readings;
  }

  /** What was read, and whether this frame is seen. @param {Reading[]} readings */
  const seen = (readings) => JSON.stringify([readings, place()]);

  /** The readings that a page changes when it follows its URL. @param {Plan} plan @param {Reading[]} readings */
  const following = (plan, readings) => JSON.stringify(readings.filter(({ read }) => plan.reads.some((one) => one.read === read && one.follows)));

  /** @param {"navigating" | "changing" | "settled" | "gone"} phase @param {Reading[]} readings */
  const observation = (phase, readings) => ({ observe: { observation: { plan: plan?.plan ?? "", url: location.href, phase, readings, place: place() } } });

  /** One at a time, so that none overtakes another; of those that wait only the newest counts.
   * @param {"navigating" | "changing" | "settled"} phase @param {Reading[]} readings */
  async function send(phase, readings) {
    waiting = JSON.stringify(observation(phase, readings));
    if (sending) return;
    sending = true;
    while (waiting !== noted && isAlive()) {
      const text = waiting;
      const answer = await ask(JSON.parse(text));
      if (answer === "noted") noted = text;
      // No answer: the background was stopped in the middle, or has heard enough for now. The same is said again.
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      if (answer === "refused") await begin();
    }
    sending = false;
  }

  function noticeUrl() {
    if (stopped || !plan || address() === url) return;
    const now = performance.now();
    [url, navigatedAt, latest] = [address(), now, ""];
    // A page that goes elsewhere all the time, and takes long to be read, is new six times in twenty seconds.
    if (cost < 4 || stirs.length < 6 || now - Number(stirs[0]) > 20_000) stirs.push((stirredAt = now)), stirs.splice(0, stirs.length - 6);
    if (now - readAt >= STEP_MS || (steps += 1) <= STEPS) formers.add(following(plan, readAll(plan)));
    else isUnread = true;
    void send("navigating", []);
    schedule();
  }

  /** What stands in a form field changes without a sign: such pages are read once a second, however quiet they are. */
  const FIELDS_MS = 1000;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fieldTimer;

  function tick() {
    timer = undefined;
    if (stopped || !plan) return;
    watch(document, plan);
    // Whether a frame is seen is settled around it.
    for (let at of holders()) for (; at; at = /** @type {Element} */ (at.parentElement)) observer.observe(at, { attributes: true, attributeFilter: LOOKS });
    noticeUrl();
    const now = lastTick = performance.now();
    const readings = readAll(plan);
    const text = seen(readings);
    if (text !== latest) [latest, latestAt] = [text, now];
    if (isUnread) isUnread = !formers.add(following(plan, readings));
    const busy = plan.busy !== "" && [...document.querySelectorAll(plan.busy)].some(isVisible);
    const begun = navigatedAt === 0 || !formers.has(following(plan, readings)) || now - navigatedAt >= plan.patience_ms;
    const settled = begun && !busy && now - latestAt >= plan.settle_ms;
    if (settled) formers.clear(), ([navigatedAt, steps] = [0, 0]);
    if (settled || navigatedAt === 0) void send(settled ? "settled" : "changing", readings);
    clearTimeout(fieldTimer);
    if (!settled) schedule();
    else if (plan.reads.some(({ take }) => take === "value" || (typeof take === "object" && !("attribute" in take)))) fieldTimer = setTimeout(schedule, FIELDS_MS);
  }

  /** Whether the page shows what was last said of it, and noted. If not, it is said anew at once. */
  function isAsSaid() {
    noticeUrl();
    const isSame = plan !== null && seen(readAll(plan)) === latest && waiting === noted;
    if (!isSame) clearTimeout(timer), tick();
    return isSame;
  }

  /** Never sooner than the plan's interval after the last reading (while a page is new: soon, so that little is lost until
   * what it shows is seen to have stayed the same), and later where a reading takes long. */
  function schedule() {
    if (stopped || !plan || timer !== undefined) return;
    const now = performance.now();
    const [least, share] = now - stirredAt < HURRY_MS ? [0, HURRY_SHARE] : [plan.min_interval_ms, SHARE];
    timer = setTimeout(tick, Math.max(Math.max(least, Math.min(cost * share, SLOWEST_MS)) - (now - lastTick), plan.settle_ms / 4));
  }

  /** @param {Root} root @param {Plan} plan */
  function watch(root, plan) {
    const attributes = plan.reads.flatMap(({ take }) => (typeof take !== "object" ? [] : "attribute" in take ? [take.attribute.name] : "row" in take ? [take.row.attribute ?? "class"] : []));
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...new Set([...attributes, ...LOOKS])] });
  }

  async function begin() {
    const answer = await ask("plan");
    if (answer === undefined) return void (isAlive() && setTimeout(begin, RETRY_MS));
    plan = /** @type {Plan | null} */ (answer.plan?.plan ?? null);
    if (!plan) return stop();
    HERE.gluepaneFrame?.place(plan.panel);
    [url, navigatedAt, stirredAt, latest, noted] = [address(), 0, performance.now(), "", ""];
    formers.clear();
    words = new Map();
    for (const { read, take } of plan.reads) for (const word of typeof take === "object" && "labelled" in take ? take.labelled.words.map(fold) : []) words.set(word, [...(words.get(word) ?? []), read]);
    shown.observe(document.documentElement);
    tick();
  }

  /** @type {[string, (event: any) => void][]} */
  const LISTENERS = [
    ...["popstate", "hashchange"].map((type) => /** @type {[string, any]} */ ([type, noticeUrl])),
    // What is typed into a field or set by a click changes no element.
    ...["change", "click"].map((type) => /** @type {[string, any]} */ ([type, schedule])),
    // Back from the browser's cache of pages: the tab has shown something else in between.
    ["pageshow", (event) => void (event.persisted && !stopped && begin())],
    ["pagehide", () => void (window !== top && plan && ask(observation("gone", [])))],
    // A new reader announces itself, so that one that has lost its extension takes its frame away. A page may send this
    // too: it then does nothing.
    ["gluepane-reader", () => void (isAlive() || stop())],
  ];
  dispatchEvent(new Event("gluepane-reader"));
  const hear = (/** @type {unknown} */ message, /** @type {(answer: boolean) => void} */ reply) => (message === "renew" ? void begin() : message === "again" && reply(isAsSaid()));
  chrome.runtime.onMessage.addListener((message, { id }, reply) => void (id === chrome.runtime.id && !stopped && hear(message, reply)));
  for (const [type, hear] of LISTENERS) addEventListener(type, hear, true);
  // Tells of pushState.
  for (const here of [window, ...around()]) /** @type {any} */ (here).navigation?.addEventListener("currententrychange", noticeUrl);
  // A page that is rendered beforehand is not in the tab yet.
  if (/** @type {any} */ (document).prerendering) document.addEventListener("prerenderingchange", () => void begin(), { once: true });
  else void begin();
})();
