// @ts-check
// What a page may do to have a secret button of ours pressed by somebody who doesn't see it. Each runs in the page's own
// world, as the page's script would, with `kit` at hand.

/**
 * @typedef {object} Kit what the attacks share, in the page
 * @property {HTMLElement} host the element that holds our frame
 * @property {{ x: number, y: number }} at where the button is drawn while nothing is attacked
 * @property {(style?: string, into?: Element | ShadowRoot) => HTMLElement} veil something in the top layer, over everything, that lets clicks through; by default in a closed shadow root
 * @property {(element: HTMLElement, name: string, value: string) => void} style for good: set again whenever it is taken away
 * @property {(css: string) => void} sheet
 * @property {(isAway: (n: number) => boolean) => () => void} flicker a veil that is away for some pictures of the screen, by their number; gives what takes it away for good
 * @property {(run: () => void) => void} undo what takes it back
 */

/**
 * @typedef {object} Attack
 * @property {string} name
 * @property {(kit: Kit) => unknown} run
 * @property {"click" | "double click" | "gesture, then click" | "drag" | "keys" | "page's own frame"} [by] how the technician is led on
 * @property {boolean} [elsewhere] where it fails, the hand ends on another button that is in plain sight
 * @property {boolean} [early] the button's place is that before the attack, since it strikes only while the press comes
 */

/** Makes `kit` in the page. @param {string} selector of the element that holds our frame @param {{ x: number, y: number }} at */
export function makeKit(selector, at) {
  const here = /** @type {any} */ (globalThis);
  const host = /** @type {HTMLElement} */ (here.attacked ?? document.querySelector(selector));
  here.attacked = host;
  /** @type {(() => void)[]} */
  const undoing = [];
  here.undoAttack = () => {
    for (const run of undoing.reverse()) run();
    for (const element of document.querySelectorAll(".attack")) element.remove();
    for (const element of [document.documentElement, document.body]) {
      for (const name of ["style", "inert"]) element.removeAttribute(name);
    }
  };
  here.kit = /** @type {Kit} */ ({
    host,
    at,
    veil(style = "", into) {
      if (!into) {
        // From in there no event tells us of it.
        const box = document.createElement("div");
        box.className = "attack";
        document.body.append(box);
        into = box.attachShadow({ mode: "closed" });
      }
      const veil = document.createElement("div");
      veil.className = "attack";
      veil.popover = "manual";
      veil.style.cssText = `position:fixed;inset:0;width:100vw;height:100vh;margin:0;padding:0;border:0;background:#fff;pointer-events:none;${style}`;
      veil.textContent = "You have won. Click here";
      into.append(veil);
      veil.showPopover();
      return veil;
    },
    style(element, name, value) {
      const set = () => element.style.getPropertyValue(name) !== value && element.style.setProperty(name, value, "important");
      set();
      // Not in the turn in which it was taken away: two who answer each other at once would stop the page.
      const timer = setInterval(set, 1);
      undoing.push(() => (clearInterval(timer), element.style.removeProperty(name)));
    },
    sheet(css) {
      const sheet = document.createElement("style");
      sheet.className = "attack";
      sheet.textContent = css;
      document.head.append(sheet);
    },
    flicker(isAway) {
      const cover = this.veil();
      let [n, isOver] = [0, false];
      const step = () => {
        n += 1;
        cover.style.visibility = isOver || isAway(n) ? "hidden" : "visible";
        if (!isOver) requestAnimationFrame(step);
      };
      step();
      const end = () => void (isOver = true);
      undoing.push(end);
      return end;
    },
    undo: (run) => void undoing.push(run),
  });
}

/** Attacks on a panel that the page has dressed up by the time of the press. @type {Attack[]} */
const DRESSED = [
  { name: "opacity on our element", run: ({ host }) => host.style.setProperty("opacity", "0.02", "important") },
  { name: "opacity on our element, set again for ever", run: ({ host, style }) => style(host, "opacity", "0.02") },
  { name: "opacity by a style sheet", run: ({ sheet }) => sheet("[popover], [popover] * { opacity: 0.02 !important }") },
  { name: "opacity by a transition", run: ({ sheet }) => sheet("[popover] { transition: opacity 900s 1ms !important; opacity: 0.02 !important } @starting-style { [popover] { opacity: 0.02 !important } }") },
  { name: "opacity by a running animation", run: ({ host, undo }) => {
    const running = host.animate([{ opacity: 0.02 }, { opacity: 0.02 }], { duration: 1e7, fill: "both" });
    undo(() => running.cancel());
  } },
  { name: "opacity on the root", run: ({ style }) => style(document.documentElement, "opacity", "0.02") },
  { name: "a filter on the root", run: ({ style }) => style(document.documentElement, "filter", "opacity(0)") },
  { name: "a mask on the root", run: ({ style }) => style(document.documentElement, "mask-image", "linear-gradient(transparent, transparent)") },
  { name: "our element moved into one that is transparent", run: ({ host, undo }) => {
    const box = document.createElement("div");
    box.className = "attack";
    box.style.cssText = "opacity:0.02;position:fixed;inset:0;pointer-events:none";
    document.body.append(box);
    box.append(host);
    undo(() => host.parentElement === box && document.documentElement.append(host));
  } },
  { name: "our element made small", run: ({ host, style }) => style(host, "transform", "scale(0.5)") },
  { name: "our element moved by translate", run: ({ host, style }) => style(host, "translate", "-300px 40px") },
  { name: "our element moved by its place", run: ({ host, style }) => style(host, "right", "300px") },
  { name: "our element turned by an animation", run: ({ host, undo }) => {
    const running = host.animate([{ transform: "rotate(180deg)" }, { transform: "rotate(180deg)" }], { duration: 1e7, fill: "both" });
    undo(() => running.cancel());
  } },
  { name: "our element cut down to one button", run: ({ host, at, style }) => {
    const { left, top, right, bottom } = host.getBoundingClientRect();
    style(host, "clip-path", `inset(${at.y - top - 16}px ${right - at.x - 16}px ${bottom - at.y - 16}px ${at.x - left - 16}px)`);
  } },
  { name: "our element only as high as one row", run: ({ host, style }) => (style(host, "height", "48px"), style(host, "width", "60px")) },
  { name: "a mask on our element", run: ({ host, style }) => style(host, "mask-image", "linear-gradient(transparent, transparent)") },
  { name: "a blend mode on our element", run: ({ host, style }) => style(host, "mix-blend-mode", "screen") },
  { name: "a blend mode and a filter on the root", run: ({ style }) => (style(document.documentElement, "mix-blend-mode", "color-dodge"), style(document.documentElement, "filter", "blur(12px)")) },
  { name: "the root zoomed out", run: ({ style }) => style(document.documentElement, "zoom", "0.3") },
  { name: "visibility and content-visibility", run: ({ host, style }) => (style(host, "visibility", "hidden"), style(document.documentElement, "content-visibility", "hidden")) },
  { name: "the highest z-index, letting clicks through", run: ({ veil }) => {
    const below = veil();
    below.hidePopover();
    below.removeAttribute("popover");
    below.style.zIndex = "2147483647";
  } },
  { name: "a popover above that lets clicks through", run: ({ veil }) => veil() },
  { name: "a popover above that keeps clicks", run: ({ veil }) => veil("pointer-events:auto") },
  { name: "a faint popover above, over the names alone", run: ({ veil, host, at }) => {
    const { left } = host.getBoundingClientRect();
    veil(`inset:auto;left:${left}px;top:${at.y - 20}px;width:${at.x - left - 40}px;height:40px`);
  } },
  { name: "a popover with a hole where the button is", run: ({ veil, at }) => veil(`pointer-events:auto;clip-path:polygon(evenodd, 0 0, 100% 0, 100% 100%, 0 100%, 0 0, ${at.x - 15}px ${at.y - 15}px, ${at.x + 15}px ${at.y - 15}px, ${at.x + 15}px ${at.y + 15}px, ${at.x - 15}px ${at.y + 15}px, ${at.x - 15}px ${at.y - 15}px)`) },
  { name: "a popover elsewhere with a shadow over the panel", run: ({ veil }) => veil("inset:auto;left:0;top:0;width:10px;height:10px;box-shadow:0 0 0 4000px #fff") },
  { name: "a popover elsewhere with an outline over the panel", run: ({ veil }) => veil("inset:auto;left:0;top:0;width:10px;height:10px;outline:4000px solid #fff") },
  { name: "a popover elsewhere with text over the panel", run: ({ veil }) => {
    const small = veil("inset:auto;left:0;top:0;width:10px;height:10px;background:none;overflow:visible;white-space:nowrap;font:700 900px/1 sans-serif;color:#fff;letter-spacing:-300px");
    small.textContent = "████████████████";
  } },
  { name: "the backdrop of a popover elsewhere", run: ({ veil }) => {
    const box = document.createElement("div");
    box.className = "attack";
    document.body.append(box);
    const root = box.attachShadow({ mode: "closed" });
    const style = document.createElement("style");
    style.textContent = ".attack::backdrop { background: #fff; pointer-events: none }";
    root.append(style);
    veil("inset:auto;left:0;top:0;width:10px;height:10px", root);
  } },
  { name: "a popover above, in the page itself", run: ({ veil }) => veil("", document.body) },
  { name: "popovers above, again and again", run: ({ veil, undo }) => {
    const cover = veil("", document.body);
    const timer = setInterval(() => (cover.hidePopover(), cover.showPopover()), 20);
    undo(() => clearInterval(timer));
  } },
  { name: "a modal dialog with a clear backdrop", run: ({ sheet, undo }) => {
    sheet(".attack::backdrop { background: transparent; pointer-events: none }");
    const dialog = document.createElement("dialog");
    dialog.className = "attack";
    dialog.style.cssText = "opacity:0.02;pointer-events:none";
    dialog.textContent = "Sign in again";
    document.body.append(dialog);
    dialog.showModal();
    undo(() => dialog.close());
  } },
  { name: "a modal dialog, and a popover in it", run: ({ veil, sheet, undo }) => {
    sheet(".attack::backdrop { background: transparent; pointer-events: none }");
    const dialog = document.createElement("dialog");
    dialog.className = "attack";
    document.body.append(dialog);
    dialog.showModal();
    undo(() => dialog.close());
    setTimeout(() => dialog.open && veil("", dialog), 150);
  } },
  { name: "fullscreen above that lets clicks through", by: "gesture, then click", run: ({ veil, undo, at }) => {
    const full = veil();
    full.hidePopover();
    full.removeAttribute("popover");
    full.style.pointerEvents = "auto";
    addEventListener("click", () => void full.requestFullscreen().then(() => (full.style.pointerEvents = "none")), { once: true, capture: true });
    undo(() => void document.exitFullscreen().catch(() => undefined));
    void at;
  } },
  { name: "a view transition that never ends", run: async ({ sheet, undo }) => {
    sheet("::view-transition { pointer-events: none; background: #fff } ::view-transition-group(*), ::view-transition-old(*), ::view-transition-new(*) { animation-duration: 900s; opacity: 0 }");
    const transition = /** @type {any} */ (document).startViewTransition?.(() => undefined);
    undo(() => transition?.skipTransition());
    await transition?.ready;
  } },
  { name: "our element inert with all else", run: () => document.documentElement.setAttribute("inert", "") },
  { name: "a copy of our element", run: ({ host, undo }) => {
    const copy = /** @type {HTMLElement} */ (host.cloneNode(true));
    copy.classList.add("attack");
    copy.style.setProperty("opacity", "0.02", "important");
    document.documentElement.append(copy);
    copy.showPopover();
    undo(() => copy.remove());
  } },
];

/** Attacks that strike only while the press comes. @type {Attack[]} */
const TIMED = [
  { name: "a veil that goes when the mouse comes near", early: true, run: ({ veil, host }) => {
    const cover = veil();
    host.addEventListener("pointerover", () => cover.remove(), { once: true });
  } },
  { name: "a veil that goes as the button is pressed", early: true, run: ({ veil }) => {
    const cover = veil();
    addEventListener("blur", () => cover.remove(), { once: true });
  } },
  { name: "a veil that goes between press and release", early: true, run: ({ veil }) => {
    const cover = veil();
    addEventListener("blur", () => setTimeout(() => cover.remove(), 40), { once: true });
  } },
  { name: "a panel moved under the mouse at the last moment", early: true, run: ({ host, at, undo }) => {
    // The technician aims at something of the page, left of the panel.
    addEventListener("pointermove", () => setTimeout(() => {
      const running = host.animate([{ translate: "-500px 0" }, { translate: "-500px 0" }], { duration: 1e7, fill: "both" });
      undo(() => running.cancel());
    }, 40), { once: true });
    at.x -= 500;
  } },
  { name: "a panel zoomed under the mouse at the last moment", early: true, elsewhere: true, run: ({ at, host, undo }) => {
    const { right } = host.getBoundingClientRect();
    // Zoomed out, the button lies elsewhere: there the technician is led to.
    const zoom = 0.8;
    host.addEventListener("pointerover", () => setTimeout(() => {
      document.documentElement.style.setProperty("zoom", String(zoom), "important");
    }, 10), { once: true });
    undo(() => document.documentElement.removeAttribute("style"));
    at.x = right - (right - at.x) * zoom;
    at.y *= zoom;
  } },
  { name: "our element moved to another parent under the mouse", early: true, run: ({ host, at, undo }) => {
    const box = document.createElement("div");
    box.className = "attack";
    box.style.cssText = "position:fixed;left:0;top:0;transform:translateX(0)";
    document.body.append(box);
    addEventListener("pointermove", () => setTimeout(() => {
      const move = /** @type {any} */ (box).moveBefore?.bind(box) ?? box.insertBefore.bind(box);
      move(host, null);
    }, 40), { once: true });
    at.x -= 500;
    undo(() => host.parentElement === box && document.documentElement.append(host));
  } },
  { name: "a veil that comes and goes three times a second, and for good as the button is pressed", early: true, run: (kit) => addEventListener("blur", kit.flicker((n) => n % 18 > 8), { once: true }) },
  { name: "a veil that is away for one picture in six", early: true, run: (kit) => void kit.flicker((n) => n % 6 === 0) },
  { name: "a veil that is away for one picture in seven", early: true, run: (kit) => void kit.flicker((n) => n % 7 === 0) },
];

/** What leads the hand elsewhere. @type {Attack[]} */
const ASTRAY = [
  { name: "something dragged from the page and dropped on the button", by: "drag", run: ({ veil }) => {
    const bait = veil("inset:auto;left:60px;top:300px;width:80px;height:80px;pointer-events:auto;background:#0a0");
    bait.draggable = true;
  } },
  { name: "a press begun on the page and released on the button", by: "drag", run: ({ veil }) => void veil("inset:auto;left:60px;top:300px;width:80px;height:80px;pointer-events:auto;background:#0a0") },
  { name: "the second click of a double click", by: "double click", early: true, run: ({ veil }) => {
    const cover = veil("pointer-events:auto");
    cover.addEventListener("click", () => cover.remove(), { once: true });
  } },
  { name: "scripted clicks on our element", run: ({ host, at }) => {
    for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
      for (const target of [host, document.elementFromPoint(at.x, at.y)]) {
        target?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, composed: true, clientX: at.x, clientY: at.y }));
      }
    }
    host.click();
    // And now something that catches the real one, so that what happens came from the script.
    const catcher = document.createElement("div");
    catcher.className = "attack";
    catcher.popover = "manual";
    catcher.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;opacity:0";
    document.body.append(catcher);
    catcher.showPopover();
  } },
  { name: "the keyboard led under a veil", by: "keys", run: ({ veil, host }) => {
    veil();
    host.focus();
    const field = document.createElement("input");
    field.className = "attack";
    document.body.append(field);
    field.focus();
  } },
  { name: "the panel's own page in a faint frame of the page", by: "page's own frame", run: () => undefined },
];

export const ATTACKS = [...DRESSED, ...TIMED, ...ASTRAY];
