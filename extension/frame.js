// @ts-check
// Hosts the panel's frame in a page that may mean no good: a closed shadow root, shown in the top layer, where no overlay
// of the page reaches it. It lays it out as it is told, keeps it there, and says whether it is in plain sight.

(() => {
  /** @typedef {{ collapsed: boolean, side: "left" | "right", width: number }} Layout */
  /** @typedef {{ path: string, layout: Layout }} PanelFrame */

  const HERE = /** @type {{ gluepaneFrame?: { isAlive(): boolean, place(panel: PanelFrame | null): void, remove(): void, isClear(): boolean } }} */ (/** @type {unknown} */ (globalThis));
  if (HERE.gluepaneFrame?.isAlive()) return;

  /** Width and height of the tab at the edge: where there is room, and where there is none. @type {[number, number][]} */
  const FORMS = [[32, 112], [14, 64]];
  /** In so many rows the edge is looked through for a place. */
  const ROW = 8;
  /** A press within most of a second after it was hidden waits in vain for a clear look. */
  const HIDDEN_MS = 1800;
  /** So near beside the frame the mouse may be on its way to it. */
  const NEAR = 200;
  const CONTROLS = "a[href], button, input, select, textarea, label, summary, iframe, video, audio, [role=button], [role=link], [role=tab], [role=menuitem], [role=slider], [role=scrollbar], [onclick], [tabindex], [contenteditable]";
  /** Their children are not rendered. */
  const REPLACED = "video, iframe, canvas, img, object, embed";
  /** What a person sees of the frame is the frame. */
  const PLAIN = { opacity: "1", visibility: "visible", display: "block", position: "fixed", transform: "none", translate: "none", rotate: "none", scale: "none", filter: "none", clipPath: "none", maskImage: "none", mixBlendMode: "normal", pointerEvents: "auto", contentVisibility: "visible" };
  const AROUND = { subtree: true, childList: true, attributes: true, attributeFilter: ["open"] };
  const ROOT = () => document.documentElement;

  /** @type {HTMLElement | null} */
  let host = null;
  const inner = document.createElement("iframe");
  /** @type {Layout} */
  let layout = { collapsed: false, side: "right", width: 380 };
  /** Where the element belongs: at the root, or in the page's modal dialog or fullscreen element, beside which everything is
   * inert. @type {Element} */
  let home = ROOT();
  /** Its style as it was set. */
  let dressed = "";
  /** Where the tab at the edge stands, and in which form. */
  let slot = { top: innerHeight * 0.4, form: 0 };
  let isInert = false;
  let isChangeNoted = false;
  /** When something had to be mended, and when the frame was put above something of the page. @type {number[][]} */
  let [mended, raised] = [[], []];
  /** Where popovers may be. @type {{ roots: (Document | ShadowRoot)[], at: number, cost: number }} */
  const scan = { roots: [], at: 0, cost: 0 };
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();
  /** When it was last looked whether the frame is in plain sight, and when it last was not. */
  let [lookedAt, hiddenAt] = [0, -Infinity];

  const isAlive = () => chrome.runtime?.id !== undefined;
  /** @param {"placed" | "inert" | "usable" | "evicted"} fact */
  const tell = (fact) => void (isAlive() && chrome.runtime.sendMessage({ frame: { fact } }).catch(() => undefined));

  /** @param {number} ms @param {() => void} run */
  function later(ms, run) {
    const timer = setTimeout(() => (timers.delete(timer), run()), ms);
    timers.add(timer);
  }

  /** Not more than eight times within ten seconds: a page that wants it otherwise has its way then. @param {number[]} times */
  function isSeldom(times) {
    times.push(performance.now());
    times.splice(0, times.length - 9);
    return times.length < 9 || performance.now() - Number(times[0]) > 10_000;
  }

  /** Firefox's way into a shadow root, and Chromium's. @param {Element | null} element @returns {ShadowRoot | null} */
  const shadowOf = (element) => (element instanceof HTMLElement ? /** @type {any} */ (element).openOrClosedShadowRoot ?? /** @type {any} */ (chrome).dom?.openOrClosedShadowRoot(element) ?? null : null);

  /** Takes away the frame of a reader that an update has ended without a word. Firefox does that, and has this way in.
   * @param {string} path */
  function removeFormer(path) {
    for (const element of document.querySelectorAll("[popover]")) {
      const root = /** @type {any} */ (element).openOrClosedShadowRoot;
      if (root?.querySelector("iframe")?.src.endsWith(`/${path}`)) element.remove();
    }
  }

  /** What a click would reach if the frame were not there, so far from our edge. @param {number} x @param {number} y */
  const below = (x, y) => document.elementsFromPoint(layout.side === "left" ? x : ROOT().clientWidth - x, y).find((element) => element !== host);

  /** The width of a scrollbar that a part of the page has at our edge (that of the page itself is no part of it). */
  function scrollbar() {
    for (let part = below(1, innerHeight / 2) ?? null; part && part !== ROOT() && part !== document.body; part = part.parentElement) {
      const { overflowY, direction, borderLeftWidth, borderRightWidth } = getComputedStyle(part);
      const bar = /** @type {HTMLElement} */ (part).offsetWidth - part.clientWidth - parseFloat(borderLeftWidth) - parseFloat(borderRightWidth);
      if (/auto|scroll/.test(overflowY) && bar > 0 && bar < 40 && (direction === "rtl") === (layout.side === "left")) return bar;
    }
    return 0;
  }

  /** A control of the page is there; what fills half of the page is none. @param {number} x @param {number} y */
  function isControl(x, y) {
    const element = below(x, y);
    const control = element?.closest(CONTROLS) ?? (element && getComputedStyle(element).cursor === "pointer" ? element : null);
    const box = control?.getBoundingClientRect();
    return box !== undefined && (box.height < innerHeight / 2 || box.width < innerWidth / 4);
  }

  /** The free place nearest to the present one; in the slimmest form, over as little as can be, where none is free.
   * @param {number} bar */
  function findSlot(bar) {
    for (const [form, [width, height]] of FORMS.entries()) {
      const taken = Array.from({ length: Math.floor(innerHeight / ROW) }, (_, row) => Number([1, width / 2, width - 1].some((x) => isControl(bar + x, (row + 0.5) * ROW))));
      const places = taken.slice(0, -height / ROW).map((_, row) => ({ form, top: row * ROW, n: taken.slice(row, row + height / ROW).reduce((sum, one) => sum + one, 0) }));
      const [best] = places.sort((a, b) => a.n - b.n || Math.abs(a.top - slot.top) - Math.abs(b.top - slot.top));
      if (best && (best.n === 0 || form === 1)) return void (slot = best);
    }
  }

  /** Lays the frame out. */
  function dress() {
    if (!host) return;
    const bar = scrollbar();
    if (layout.collapsed) findSlot(bar);
    const [width, height] = FORMS[slot.form] ?? [0, 0];
    const box = layout.collapsed ? { top: `${slot.top}px`, width: `${width}px`, height: `${height}px` } : { top: "0px", width: `${layout.width}px`, height: "100%" };
    // A page that zooms itself zooms its top layer too: in whose frame every button would lie elsewhere from one moment to the next.
    const zoom = String(1 / (/** @type {any} */ (home).currentCSSZoom ?? 1));
    const style = { all: "initial", zoom, display: "block", position: "fixed", inset: "auto", [layout.side]: `${bar}px`, "max-width": `calc(100% - ${bar}px)`, "max-height": "100%", overflow: "clip", "overflow-clip-margin": "24px", "box-shadow": "0 0 24px rgb(0 0 0 / 18%)", ...box };
    host.style.cssText = Object.entries(style).map(([name, value]) => `${name}:${value} !important`).join(";");
    dressed = host.getAttribute("style") ?? "";
    own.takeRecords();
  }

  /** The modal dialog or the fullscreen element that the page shows, else the root. */
  function findHome() {
    /** @type {Element | null} */
    let found = null;
    for (let /** @type {Document | ShadowRoot | null} */ root = document; root; ) {
      const modals = [...root.querySelectorAll("dialog:modal")];
      const full = root.fullscreenElement?.matches(REPLACED) ? null : root.fullscreenElement;
      found = modals.find((modal) => modal.contains(/** @type {Document} */ (root).activeElement)) ?? modals.at(-1) ?? full ?? found;
      if (root !== document) around.observe(root, AROUND);
      /** @type {ShadowRoot | null} */
      const next = shadowOf(root.fullscreenElement) ?? shadowOf(root.activeElement);
      root = root.activeElement === host ? null : next;
    }
    return found ?? (home.isConnected && home.matches("dialog:modal") ? home : ROOT());
  }

  /** Puts the frame on top of the top layer. Its state stays. */
  function raise() {
    if (!host?.isConnected) return;
    if (host.matches(":popover-open")) host.hidePopover();
    host.showPopover();
    // Chromium tells the panel that it is covered, and that it no longer is only once it is laid out anew.
    for (const [ms, height] of /** @type {const} */ ([[100, "calc(100% - 1px)"], [200, "100%"]])) later(ms, () => inner.style.setProperty("height", height));
  }

  /** @param {Element} place */
  function moveTo(place) {
    home = place;
    try {
      // Keeps the frame's document in Chromium; Firefox loads it anew, as it stands in a shadow root.
      /** @type {any} */ (place).moveBefore(host, null);
    } catch {
      if (host) place.append(host);
    }
    raise();
  }

  /** Everything as it should be. */
  function keep() {
    if (!host) return;
    const strange = [...host.attributes].filter(({ name }) => name !== "style" && name !== "popover");
    const isHome = host.parentNode === home && host.isConnected;
    if (isHome && strange.length === 0 && host.getAttribute("style") === dressed && host.matches(":popover-open")) return;
    if (!isAlive()) return remove();
    if (!isSeldom(mended)) return (remove(), tell("evicted"));
    for (const { name } of strange) host.removeAttribute(name);
    host.popover = "manual";
    host.setAttribute("style", dressed);
    isHome ? raise() : moveTo(findHome());
    own.takeRecords();
  }

  /** A click in the middle of the frame reaches it: it is neither covered nor inert. */
  function isReached() {
    const { left, top, width, height } = host?.getBoundingClientRect() ?? new DOMRect();
    return host !== null && /** @type {Document} */ (host.getRootNode()).elementFromPoint(left + width / 2, top + height / 2) === host;
  }

  /** After whatever makes the rest of a page inert, or ends that. */
  function followDialogs() {
    const place = findHome();
    if (place !== home && place === ROOT()) moveTo(place);
    if (!isReached() && isSeldom(raised)) raise();
    if (!isReached() && place !== home && isSeldom(raised)) moveTo(place);
    later(100, () => isReached() === isInert && tell((isInert = !isInert) ? "inert" : "usable"));
  }

  /** A newer popover of the page lies above the frame. To Chromium it covers all of it, wherever it is. @param {Event} event */
  const followPopovers = ({ target }) => (target === host ? keep() : isSeldom(raised) && raise());

  const own = new MutationObserver(keep);
  // A zoom of the page comes here before it is painted.
  const size = new ResizeObserver(dress);
  const around = new MutationObserver((records) => {
    if (!host?.isConnected || host.parentNode !== home) keep();
    if (records.some(({ type }) => type === "attributes")) {
      followDialogs();
      // A dialog opened anew lies above what stands in it; whether it does can't be seen where it lets clicks through.
      if (home !== ROOT()) raise();
    }
    if (layout.collapsed && !isChangeNoted) later(2000, () => ((isChangeNoted = false), dress())), (isChangeNoted = true);
  });
  /** @type {[string, (event: Event) => void][]} */
  const LISTENERS = [["fullscreenchange", followDialogs], ["resize", dress], ["focusin", followDialogs], ["toggle", followPopovers]];

  /** Only while somebody looks: a page in the background starts slowly. @param {number} ms */
  function vouch(ms) {
    const say = () => (document.visibilityState === "visible" ? tell("placed") : document.addEventListener("visibilitychange", () => vouch(ms), { once: true }));
    if (host) later(ms, say);
  }

  /** @param {PanelFrame | null} panel */
  function place(panel) {
    if (!panel) return remove();
    layout = panel.layout;
    if (host) return dress();
    removeFormer(panel.path);
    host = document.createElement("div");
    host.popover = "manual";
    inner.src = chrome.runtime.getURL(panel.path);
    inner.title = "Gluepane";
    inner.style.cssText = "display:block;width:100%;height:100%;border:0;color-scheme:normal";
    host.attachShadow({ mode: "closed" }).append(inner);
    [mended, raised, isInert] = [[], [], false];
    dress();
    around.observe(document, AROUND);
    own.observe(host, { attributes: true });
    size.observe(host);
    for (const [type, hear] of LISTENERS) addEventListener(type, hear, true);
    moveTo(findHome());
    // Twice, so that a slow machine is not taken for a page that keeps the panel out.
    for (const ms of [1000, 4000]) vouch(ms);
  }

  function remove() {
    timers.forEach(clearTimeout);
    timers.clear();
    for (const observer of [around, own, size]) observer.disconnect();
    for (const [type, hear] of LISTENERS) removeEventListener(type, hear, true);
    const former = host;
    [host, home, isChangeNoted] = [null, ROOT(), false];
    former?.remove();
  }

  /** @param {Document | ShadowRoot} root @returns {(Document | ShadowRoot)[]} */
  const rootsIn = (root) => [root, ...[...root.querySelectorAll("*")].map((element) => (element === host ? null : shadowOf(element))).filter((shadow) => shadow !== null).flatMap(rootsIn)];

  /** The page's open popovers, in every shadow root too. Looking for those takes its time on a large page: an eighth at most. */
  function popovers() {
    const now = performance.now();
    if (now - scan.at > Math.min(8 * scan.cost, 150)) {
      scan.roots = rootsIn(document);
      [scan.at, scan.cost] = [performance.now(), performance.now() - now];
    }
    return scan.roots.flatMap((root) => [...root.querySelectorAll(":popover-open")]).filter((element) => element !== host);
  }

  /** Paints nothing far outside its own box; its `::before` and `::after` paint nothing at all. @param {Element} element */
  function isTame(element) {
    const { boxShadow, textShadow, filter, outlineStyle, borderImageSource } = getComputedStyle(element);
    const isFar = `${boxShadow} ${textShadow}`.match(/\d+px/g)?.some((length) => parseInt(length) > 64);
    const pseudos = ["::before", "::after"].map((pseudo) => getComputedStyle(element, pseudo).content);
    return !isFar && [filter, outlineStyle, borderImageSource].every((value) => value === "none") && pseudos.every((content) => /^(none|normal)$/.test(content)) && !shadowOf(element);
  }

  /** A popover of the page that surely leaves our box alone. Whether it lies above or below can't be known.
   * @param {Element} popover @param {DOMRect} box */
  function isAway(popover, box) {
    const { backgroundImage, backgroundColor, backdropFilter } = getComputedStyle(popover, "::backdrop");
    const parts = [popover, ...popover.querySelectorAll("*")];
    if (backgroundImage !== "none" || !/transparent|, 0\)/.test(backgroundColor) || backdropFilter !== "none" || parts.length > 200 || !parts.every(isTame)) return false;
    const texts = document.createRange();
    texts.selectNodeContents(popover);
    return [...texts.getClientRects(), ...parts.map((part) => part.getBoundingClientRect())].every(({ left, top, right, bottom }) => right < box.left || left > box.right || bottom < box.top || top > box.bottom);
  }

  /** Is the frame in plain sight at this moment? In doubt it isn't. */
  function isClear() {
    if (!host || document.visibilityState !== "visible" || !host.matches(":popover-open")) return false;
    const style = /** @type {any} */ (getComputedStyle(host));
    const box = host.getBoundingClientRect();
    const zoom = /** @type {any} */ (host).currentCSSZoom ?? 1;
    const isWhole = box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1 && Math.abs(zoom - 1) < 0.01 && box.width >= Math.min(layout.width * zoom, innerWidth) - 48;
    if (!isWhole || !Object.entries(PLAIN).every(([name, value]) => style[name] === value)) return false;
    // In Firefox a filter of the root reaches the top layer.
    if (getComputedStyle(ROOT()).filter !== "none") return false;
    const root = /** @type {Document} */ (host.getRootNode());
    for (let n = 0; n < 64; n += 1) if (root.elementFromPoint(box.left + (box.width * ((n % 8) + 0.5)) / 8, box.top + (box.height * (n + 0.5)) / 64) !== host) return false;
    const full = document.fullscreenElement;
    if (ROOT().matches(":active-view-transition") || (full && getComputedStyle(full).pointerEvents === "none")) return false;
    return popovers().every((popover) => isAway(popover, box));
  }

  /** The frame is, and for a while has been, in plain sight: a page that uncovers it for the press alone gains nothing. */
  function look() {
    lookedAt = performance.now();
    // Another tab in front hides nothing; and what is collapsed shows nothing.
    if (document.visibilityState !== "visible" || layout.collapsed) return false;
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
    if (message?.look) reply(host !== null && /** @type {any} */ (chrome.runtime).getFrameId?.(inner) === message.look.frame && look());
    if (message === "withdraw") remove();
    if (!message?.frame || !host) return;
    layout = message.frame.layout;
    dress();
    if (message.frame.focus) inner.focus();
  });

  HERE.gluepaneFrame = { isAlive, place, remove, isClear };
})();
