// @ts-check
// The page reader: does what a ReadingPlan says, in every frame of an enabled host. frame.js hosts the panel's frame.
// It decides nothing: what a text means is settled in Rust. It is told no name, no id and no list of IT Glue's.

(() => {
  /** @typedef {"text" | "title" | { attribute: { name: string } }} Take */
  /** @typedef {{ read: number, selector: string, take: Take, follows: boolean }} Read */
  /** @typedef {{ collapsed: boolean, side: "left" | "right", width: number }} Layout */
  /** @typedef {{ path: string, layout: Layout }} PanelFrame */
  /** @typedef {{ reads: Read[], min_interval_ms: number, settle_ms: number, patience_ms: number, busy: string, max_chars: number, panel: PanelFrame | null }} Plan */
  /** @typedef {{ read: number, values: string[] }} Reading */

  const HERE = /** @type {{ gluepaneReader?: { isAlive(): boolean }, gluepaneFrame?: { place(panel: PanelFrame): void, remove(): void } }} */ (/** @type {unknown} */ (globalThis));
  if (HERE.gluepaneReader?.isAlive()) return;

  /** More than eight values of one read are a list, not a field. */
  const MAX_VALUES = 8;
  /** When the background gave no answer. */
  const RETRY_MS = 1000;

  /** @type {Plan | null} */
  let plan = null;
  let stopped = false;
  let url = location.href;
  /** When the URL last changed without a load, or 0. */
  let navigatedAt = 0;
  /** What the readings that follow the URL were whenever it changed since the page last settled. @type {Set<string>} */
  const formers = new Set();
  let latest = "";
  let latestAt = 0;
  /** The observation that waits to be sent, and the last one that was taken note of. */
  let waiting = "";
  let noted = "";
  let sending = false;
  let lastTick = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** A reader left over from before an update has lost its extension. */
  const isAlive = () => !stopped && chrome.runtime?.id !== undefined;
  HERE.gluepaneReader = { isAlive };

  /** @param {unknown} message @returns {Promise<any>} */
  async function ask(message) {
    if (!isAlive()) return stop();
    try {
      // No answer comes as null in Chromium.
      return (await chrome.runtime.sendMessage(message)) ?? undefined;
    } catch {
      if (!isAlive()) stop();
      return undefined;
    }
  }

  const observer = new MutationObserver(() => {
    noticeUrl();
    schedule();
  });

  function stop() {
    stopped = true;
    observer.disconnect();
    clearTimeout(timer);
    HERE.gluepaneFrame?.remove();
    for (const type of ["popstate", "hashchange"]) removeEventListener(type, noticeUrl);
    removeEventListener("gluepane-reader", stopIfOrphaned);
  }

  // A new reader announces itself, so that one that has lost its extension takes its frame away. A page may send this
  // too: it then does nothing.
  function stopIfOrphaned() {
    if (!isAlive()) stop();
  }

  /** Only what a person can see: rendered, not transparent, not hidden from assistive technology, not off the page.
   * @param {Element} element */
  function isVisible(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
    if (element.closest("[aria-hidden=true], [hidden]")) return false;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return right - left > 1 && bottom - top > 1 && right + scrollX > 0 && bottom + scrollY > 0;
  }

  /** @param {Element} element @param {Take} take */
  function taken(element, take) {
    if (typeof take === "object") return element.getAttribute(take.attribute.name) ?? "";
    return element instanceof HTMLElement ? element.innerText : element.textContent ?? "";
  }

  /** @param {Plan} plan @returns {Reading[]} */
  function readAll(plan) {
    const readings = [];
    for (const { read, selector, take } of plan.reads) {
      const texts = take === "title" ? [document.title] : [...document.querySelectorAll(selector)].filter(isVisible).map((element) => taken(element, take));
      const values = texts.map((text) => text.slice(0, plan.max_chars)).filter((text) => text.trim()).slice(0, MAX_VALUES);
      if (values.length > 0) readings.push({ read, values });
    }
    return readings;
  }

  /** The readings that a page changes when it follows its URL. @param {Plan} plan @param {Reading[]} readings */
  function following(plan, readings) {
    const follows = new Set(plan.reads.filter((read) => read.follows).map((read) => read.read));
    return JSON.stringify(readings.filter((reading) => follows.has(reading.read)));
  }

  /** One at a time, so that none overtakes another; of those that wait only the newest counts.
   * @param {"navigating" | "changing" | "settled"} phase @param {Reading[]} readings */
  async function send(phase, readings) {
    waiting = JSON.stringify({ observe: { observation: { url, phase, readings } } });
    if (sending) return;
    sending = true;
    while (waiting !== noted && isAlive()) {
      const text = waiting;
      // No answer: the background was stopped in the middle. The same is said again.
      if ((await ask(JSON.parse(text))) === "noted") noted = text;
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    sending = false;
  }

  function noticeUrl() {
    if (!plan || location.href === url) return;
    url = location.href;
    formers.add(following(plan, readAll(plan)));
    navigatedAt = performance.now();
    latest = "";
    void send("navigating", []);
    schedule();
  }

  function tick() {
    timer = undefined;
    if (stopped || !plan) return;
    noticeUrl();
    const now = lastTick = performance.now();
    const readings = readAll(plan);
    const text = JSON.stringify(readings);
    if (text !== latest) [latest, latestAt] = [text, now];
    const busy = plan.busy !== "" && [...document.querySelectorAll(plan.busy)].some(isVisible);
    const begun = navigatedAt === 0 || !formers.has(following(plan, readings)) || now - navigatedAt >= plan.patience_ms;
    const settled = begun && !busy && now - latestAt >= plan.settle_ms;
    if (settled) {
      navigatedAt = 0;
      formers.clear();
    }
    if (settled || navigatedAt === 0) void send(settled ? "settled" : "changing", readings);
    if (!settled) schedule();
  }

  /** Never sooner than the plan's interval after the last reading. */
  function schedule() {
    if (stopped || !plan || timer !== undefined) return;
    const wait = Math.max(plan.min_interval_ms - (performance.now() - lastTick), plan.settle_ms / 2);
    timer = setTimeout(tick, wait);
  }

  async function begin() {
    const answer = await ask("plan");
    if (answer === undefined) return void (isAlive() && setTimeout(begin, RETRY_MS));
    const fresh = /** @type {Plan | null} */ (answer.plan?.plan ?? null);
    if (!fresh) return stop();
    plan = fresh;
    if (plan.panel) HERE.gluepaneFrame?.place(plan.panel);
    else HERE.gluepaneFrame?.remove();
    [url, navigatedAt, latest, noted] = [location.href, 0, "", ""];
    formers.clear();
    const attributes = plan.reads.flatMap(({ take }) => (typeof take === "object" ? [take.attribute.name] : []));
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...new Set([...attributes, "class", "style", "hidden", "aria-hidden", "aria-busy"])] });
    tick();
  }

  chrome.runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== chrome.runtime.id || stopped) return;
    if (message === "renew") void begin();
  });
  for (const type of ["popstate", "hashchange"]) addEventListener(type, noticeUrl);
  // Chromium and newer Firefox tell of pushState here; elsewhere the next mutation does.
  /** @type {any} */ (globalThis).navigation?.addEventListener("currententrychange", noticeUrl);
  // Back from the browser's cache of pages: the tab has shown something else in between.
  addEventListener("pageshow", (event) => void (/** @type {any} */ (event).persisted && !stopped && begin()));
  dispatchEvent(new Event("gluepane-reader"));
  addEventListener("gluepane-reader", stopIfOrphaned);
  // A page that is rendered beforehand is not in the tab yet.
  if (/** @type {any} */ (document).prerendering) document.addEventListener("prerenderingchange", () => void begin(), { once: true });
  else void begin();
})();
