// @ts-check
// Hosts the panel's frame in a page that may mean no good: a closed shadow root, shown in the top layer, where no overlay
// of the page reaches it. It lays it out as it is told, keeps it there, and says whether it is in plain sight.

(() => {
  /** @typedef {{ collapsed: boolean, side: "left" | "right", width: number }} Layout */
  /** @typedef {{ path: string, layout: Layout }} PanelFrame */

  const HERE = /** @type {{ gluepaneFrame?: { isAlive(): boolean, place(panel: PanelFrame | null): void, remove(): void } }} */ (/** @type {unknown} */ (globalThis));
  if (HERE.gluepaneFrame?.isAlive()) return;

  /** A page that takes the frame away this often within ten seconds is left alone. */
  const EVICTIONS = 8;
  /** Width and height of the tab at the edge: where there is room, and where there is none. */
  const FORMS = /** @type {const} */ ([[32, 112], [14, 64]]);
  const ROW = 8;
  /** A press within most of a second after it was hidden waits in vain for a clear look. */
  const HIDDEN_MS = 1800;
  /** So near beside the frame the mouse may be on its way to it. */
  const NEAR = 200;
  const CONTROLS = "a[href], button, input, select, textarea, label, summary, iframe, video, audio, [role=button], [role=link], [role=tab], [role=menuitem], [role=slider], [role=scrollbar], [onclick], [tabindex], [contenteditable]";
  /** What lies in the top layer, but for the fullscreen element. */
  const OPEN = ":popover-open";
  /** What a person sees of the frame is the frame. */
  const PLAIN = { opacity: "1", visibility: "visible", display: "block", position: "fixed", transform: "none", translate: "none", rotate: "none", scale: "none", filter: "none", clipPath: "none", maskImage: "none", mixBlendMode: "normal", pointerEvents: "auto", contentVisibility: "visible" };

  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {HTMLIFrameElement | null} */
  let inner = null;
  /** @type {Layout} */
  let layout = { collapsed: false, side: "right", width: 380 };
  /** Where the element belongs: at the root, or in a modal dialog of the page, beside which everything is inert. @type {Element} */
  let home = document.documentElement;
  /** Its style as it was set. */
  let dressed = "";
  /** The place of the tab at the edge. */
  let slot = { top: 0, form: /** @type {0 | 1} */ (0) };
  /** When something had to be mended. @type {number[]} */
  let evictions = [];
  /** When it was raised above something of the page. @type {number[]} */
  let rises = [];
  let isInert = false;
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();
  let isLookPlanned = false;
  /** When it was last looked whether the frame is in plain sight, and when it last was not. */
  let [lookedAt, hiddenAt] = [0, -Infinity];

  const isAlive = () => chrome.runtime?.id !== undefined;

  /** @param {"placed" | "inert" | "usable" | "evicted"} fact */
  const tell = (fact) => void (isAlive() && chrome.runtime.sendMessage({ frame: { fact } }).catch(() => undefined));

  /** @param {number} ms @param {() => void} run */
  function later(ms, run) {
    const timer = setTimeout(() => (timers.delete(timer), host && run()), ms);
    timers.add(timer);
  }

  /** Firefox's way into a shadow root, and Chromium's. @param {Element | null} element @returns {ShadowRoot | null} */
  const shadowOf = (element) => (element instanceof HTMLElement ? /** @type {any} */ (element).openOrClosedShadowRoot ?? /** @type {any} */ (chrome).dom?.openOrClosedShadowRoot(element) ?? null : null);

  /** Takes away the frame of a reader that an update has ended without a word. Firefox does that, and has this way in.
   * @param {string} path */
  function removeFormer(path) {
    for (const element of document.querySelectorAll("[popover]")) {
      const root = element === host ? null : /** @type {any} */ (element).openOrClosedShadowRoot;
      if (root?.querySelector("iframe")?.src.endsWith(`/${path}`)) element.remove();
    }
  }

  /** What a click here would reach if the frame were not there. @param {number} x @param {number} y */
  const below = (x, y) => document.elementsFromPoint(x, y).find((element) => element !== host);

  /** The width of a scrollbar that a part of the page has at our edge (that of the page itself is no part of it). */
  function scrollbar() {
    const x = layout.side === "left" ? 1 : document.documentElement.clientWidth - 2;
    for (let part = below(x, innerHeight / 2) ?? null; part && part !== document.documentElement; part = part.parentElement) {
      const style = getComputedStyle(part);
      if (!/auto|scroll/.test(style.overflowY) || part === document.body) continue;
      const bar = /** @type {HTMLElement} */ (part).offsetWidth - part.clientWidth - parseFloat(style.borderLeftWidth) - parseFloat(style.borderRightWidth);
      if (bar > 0 && bar < 40 && (style.direction === "rtl") === (layout.side === "left")) return bar;
    }
    return 0;
  }

  /** A control of the page is there; what fills half of the page is none. @param {number} x @param {number} y */
  function isControl(x, y) {
    const element = below(x, y);
    const control = element?.closest(CONTROLS) ?? (element && getComputedStyle(element).cursor === "pointer" ? element : null);
    if (!control) return false;
    const { width, height } = control.getBoundingClientRect();
    return height < innerHeight / 2 || width < innerWidth / 4;
  }

  /** How many rows of a slot hold a control. @param {number} top @param {number} form @param {(row: number, form: number) => boolean} isTaken */
  function taken(top, form, isTaken) {
    let n = 0;
    for (let y = top; y < top + FORMS[/** @type {0} */ (form)][1]; y += ROW) n += Number(isTaken(y / ROW, form));
    return n;
  }

  /** The free slot nearest to the usual place; the slimmest form, over as little as can be, where none is free. */
  function findSlot() {
    const edge = scrollbar();
    /** @type {Map<string, boolean>} */
    const known = new Map();
    const isTaken = (/** @type {number} */ row, /** @type {number} */ form) => {
      const key = `${row} ${form}`;
      const width = FORMS[/** @type {0} */ (form)][0];
      const at = (/** @type {number} */ x) => isControl(layout.side === "left" ? edge + x : document.documentElement.clientWidth - edge - x, row * ROW + ROW / 2);
      if (!known.has(key)) known.set(key, [1, width / 2, width - 1].some(at));
      return known.get(key) === true;
    };
    if (taken(slot.top, slot.form, isTaken) === 0 && slot.form === 0 && slot.top > 0 && slot.top + FORMS[0][1] < innerHeight) return;
    const usual = innerHeight * 0.4;
    let best = { top: 0, form: /** @type {0 | 1} */ (1), n: Infinity };
    for (const form of /** @type {const} */ ([0, 1])) {
      const rows = Math.max(1, Math.floor((innerHeight - FORMS[form][1]) / ROW) - 1);
      const tops = Array.from({ length: rows }, (_, row) => (row + 1) * ROW).sort((a, b) => Math.abs(a - usual) - Math.abs(b - usual));
      for (const top of tops) {
        const n = taken(top, form, isTaken);
        if (n === 0 || (form === 1 && n < best.n)) best = { top, form, n };
        if (n === 0) return void (slot = best);
      }
    }
    slot = best;
  }

  /** Lays the frame out. */
  function dress() {
    if (!host) return;
    if (layout.collapsed) findSlot();
    const [width, height] = FORMS[slot.form];
    const box = layout.collapsed ? { top: `${slot.top}px`, width: `${width}px`, height: `${height}px` } : { top: "0px", width: `${layout.width}px`, height: "100%" };
    // A page that zooms itself zooms its top layer too: in whose frame every button would lie elsewhere from one moment to the next.
    const zoom = String(1 / (/** @type {any} */ (home).currentCSSZoom ?? 1));
    const style = { all: "initial", zoom, display: "block", position: "fixed", inset: "auto", [layout.side]: `${scrollbar()}px`, "max-width": "100%", "max-height": "100%", overflow: "clip", "overflow-clip-margin": "24px", "box-shadow": "0 0 24px rgb(0 0 0 / 18%)", ...box };
    host.style.cssText = Object.entries(style).map(([name, value]) => `${name}:${value} !important`).join(";");
    dressed = host.getAttribute("style") ?? "";
    own.takeRecords();
  }

  /** The modal dialog that the page shows, else the root. */
  function findHome() {
    /** @type {Element | null} */
    let found = null;
    for (let /** @type {Document | ShadowRoot | null} */ root = document; root; ) {
      const modals = [...root.querySelectorAll("dialog:modal")];
      found = modals.find((modal) => modal.contains(/** @type {Document} */ (root).activeElement)) ?? modals.at(-1) ?? found;
      if (root !== document) around.observe(root, AROUND);
      root = root.activeElement === host ? null : shadowOf(root.activeElement);
    }
    return found ?? (home.isConnected && home.matches("dialog:modal") ? home : document.documentElement);
  }

  /** Puts the frame on top of the top layer. Its state stays. */
  function raise() {
    if (!host?.isConnected) return;
    if (host.matches(":popover-open")) host.hidePopover();
    host.showPopover();
  }

  /** Everything as it should be. A page that doesn't want it so has it its way after a while. */
  function keep() {
    if (!host || !isAlive()) return void (host && remove());
    const strange = [...host.attributes].filter(({ name }) => name !== "style" && name !== "popover");
    const isHome = host.parentNode === home && host.isConnected;
    if (isHome && strange.length === 0 && host.getAttribute("style") === dressed && host.matches(":popover-open")) return;
    const now = performance.now();
    evictions = [...evictions.filter((at) => now - at < 10_000), now];
    if (evictions.length > EVICTIONS) return (remove(), tell("evicted"));
    for (const { name } of strange) host.removeAttribute(name);
    if (host.popover !== "manual") host.popover = "manual";
    if (host.getAttribute("style") !== dressed) host.setAttribute("style", dressed);
    if (!isHome) moveTo(findHome());
    else raise();
    own.takeRecords();
  }

  /** @param {Element} place */
  function moveTo(place) {
    if (!host) return;
    home = place;
    try {
      // Keeps the frame's document.
      /** @type {any} */ (place).moveBefore(host, null);
    } catch {
      place.append(host);
    }
    raise();
  }

  /** After whatever makes the rest of a page inert, or ends that. */
  function followDialogs() {
    if (!host) return;
    const place = findHome();
    if (place !== home) moveTo(place);
    else if (place !== document.documentElement) raise();
    later(100, sayInert);
  }

  function sayInert() {
    const { left, top, width, height } = /** @type {HTMLElement} */ (host).getBoundingClientRect();
    const hit = /** @type {Document} */ (/** @type {HTMLElement} */ (host).getRootNode()).elementFromPoint(left + width / 2, top + height / 2);
    if ((hit !== host) !== isInert) tell((isInert = !isInert) ? "inert" : "usable");
  }

  const AROUND = { subtree: true, childList: true, attributes: true, attributeFilter: ["open"] };
  const around = new MutationObserver((records) => {
    if (!host?.isConnected || host.parentNode !== home) keep();
    if (records.some(({ type }) => type === "attributes")) followDialogs();
    if (layout.collapsed && !isLookPlanned) later(2000, () => ((isLookPlanned = false), dress())), (isLookPlanned = true);
  });
  const own = new MutationObserver(keep);
  // A zoom of the page comes here before it is painted.
  const size = new ResizeObserver(dress);

  /** Only while somebody looks: a page in the background starts slowly. @param {number} ms */
  const vouch = (ms) =>
    later(ms, () => {
      if (document.visibilityState === "visible") tell("placed");
      else document.addEventListener("visibilitychange", () => vouch(ms), { once: true });
    });

  /** @param {PanelFrame | null} panel */
  function place(panel) {
    if (!panel) return remove();
    layout = panel.layout;
    if (host) return dress();
    removeFormer(panel.path);
    host = document.createElement("div");
    host.popover = "manual";
    inner = document.createElement("iframe");
    inner.src = chrome.runtime.getURL(panel.path);
    inner.title = "Gluepane";
    inner.style.cssText = "display:block;width:100%;height:100%;border:0;color-scheme:normal";
    host.attachShadow({ mode: "closed" }).append(inner);
    [evictions, isInert] = [[], false];
    dress();
    around.observe(document, AROUND);
    own.observe(host, { attributes: true });
    size.observe(host);
    host.addEventListener("toggle", keep);
    for (const [type, hear] of LISTENERS) addEventListener(type, hear, true);
    moveTo(findHome());
    // Twice, so that a slow machine is not taken for a page that keeps the panel out.
    for (const ms of [1000, 4000]) vouch(ms);
  }

  function remove() {
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    [around, own, size].forEach((observer) => observer.disconnect());
    for (const [type, hear] of LISTENERS) removeEventListener(type, hear, true);
    const former = host;
    host = inner = null;
    home = document.documentElement;
    isLookPlanned = false;
    former?.remove();
  }

  /** Above what the page opens in the top layer: its backdrop, even if clear, lies over everything, and Chromium counts it.
   * @param {Event} event */
  function rise(event) {
    const { target } = event;
    if (layout.collapsed || target === host || !(target instanceof Element) || !target.matches(OPEN)) return;
    rises = [...rises.filter((at) => event.timeStamp - at < 10_000), event.timeStamp];
    if (rises.length <= EVICTIONS) raise();
  }

  /** @type {[string, (event: any) => void][]} */
  const LISTENERS = [["fullscreenchange", raise], ["toggle", rise], ["resize", dress], ["focusin", followDialogs]];

  /** All open popovers, in every shadow root too. @param {Document | ShadowRoot} root @returns {Element[]} */
  function popovers(root) {
    const found = [...root.querySelectorAll(OPEN)];
    for (const element of root.querySelectorAll("*")) {
      const shadow = element === host ? null : shadowOf(element);
      if (shadow) found.push(...popovers(shadow));
    }
    return found.filter((element) => element !== host);
  }

  /** Paints nothing by itself outside its own box; `::before` and `::after` paint nothing at all. @param {Element} element */
  const isTame = (element) => {
    const { boxShadow, textShadow, filter, outlineStyle, borderImageSource } = getComputedStyle(element);
    const isEmpty = (/** @type {string} */ pseudo) => ["none", "normal"].includes(getComputedStyle(element, pseudo).content);
    const isNear = ![boxShadow, textShadow].join().match(/\d+px/g)?.some((length) => parseInt(length) > 64);
    return isNear && filter === "none" && outlineStyle === "none" && borderImageSource === "none" && isEmpty("::before") && isEmpty("::after");
  };

  /** A popover of the page that surely leaves our box alone. Whether it lies above or below can't be known.
   * @param {Element} popover @param {DOMRect} box */
  function isAway(popover, box) {
    const backdrop = getComputedStyle(popover, "::backdrop");
    if (backdrop.backgroundImage !== "none" || !/transparent|, 0\)/.test(backdrop.backgroundColor) || backdrop.backdropFilter !== "none") return false;
    const parts = [popover, ...popover.querySelectorAll("*")];
    if (parts.length > 200 || !parts.every((part) => isTame(part) && !shadowOf(part))) return false;
    const contents = document.createRange();
    contents.selectNode(popover);
    return [...contents.getClientRects(), popover.getBoundingClientRect()].every(({ left, top, right, bottom }) => right < box.left || left > box.right || bottom < box.top || top > box.bottom);
  }

  /** Is the frame in plain sight at this moment? In doubt it isn't. */
  function isClear() {
    if (!host || document.visibilityState !== "visible" || !host.matches(":popover-open")) return false;
    const style = /** @type {any} */ (getComputedStyle(host));
    if (!Object.entries(PLAIN).every(([name, value]) => style[name] === value)) return false;
    // In Firefox that of the root reaches the top layer.
    if (getComputedStyle(document.documentElement).filter !== "none") return false;
    const box = host.getBoundingClientRect();
    const zoom = /** @type {any} */ (host).currentCSSZoom ?? 1;
    const isWhole = box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1 && Math.abs(zoom - 1) < 0.01;
    if (!isWhole || box.width < Math.min(layout.width * zoom, innerWidth) - 48) return false;
    const root = /** @type {Document} */ (host.getRootNode());
    for (let n = 0; n < 64; n += 1) {
      const x = box.left + (box.width * ((n % 8) + 0.5)) / 8;
      if (root.elementFromPoint(x, box.top + (box.height * (n + 0.5)) / 64) !== host) return false;
    }
    const full = document.fullscreenElement;
    if (full && !full.contains(host) && getComputedStyle(full).pointerEvents === "none") return false;
    return !document.documentElement.matches(":active-view-transition") && popovers(document).every((popover) => isAway(popover, box));
  }

  /** The frame is, and for a while has been, in plain sight: a page that uncovers it for the press alone gains nothing. */
  function look() {
    lookedAt = performance.now();
    if (!isClear()) hiddenAt = lookedAt;
    return lookedAt - hiddenAt > HIDDEN_MS;
  }

  /** What comes before a press is heard before the page hears it. @param {Event} event */
  function lookAhead(event) {
    if (!host || layout.collapsed || performance.now() - lookedAt < 100) return;
    const { left, right } = host.getBoundingClientRect();
    const isNear = !(event instanceof MouseEvent) || (event.clientX > left - NEAR && event.clientX < right + NEAR);
    if (isNear && event.isTrusted) look();
  }
  // Chromium tells the panel itself.
  if (!("trackVisibility" in IntersectionObserver.prototype)) {
    for (const type of ["pointermove", "pointerover", "pointerdown", "keydown", "blur"]) addEventListener(type, lookAhead, true);
  }

  chrome.runtime.onMessage.addListener((message, sender, reply) => {
    if (sender.id !== chrome.runtime.id) return;
    // Firefox alone is asked, and can tell a frame of ours from one that the page has made.
    if (message?.look) reply(inner !== null && /** @type {any} */ (chrome.runtime).getFrameId?.(inner) === message.look.frame && look());
    if (message === "withdraw") remove();
    if (message?.frame && host) {
      layout = message.frame.layout;
      dress();
      if (message.frame.focus) inner?.focus();
    }
  });

  HERE.gluepaneFrame = { isAlive, place, remove };
})();
