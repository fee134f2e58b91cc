// @ts-check
// What a page may do to hide the panel's frame while clicks still reach it. Each goes on doing it: what is done once, the
// frame undoes or rises above.

/** @type {Record<string, () => void>} */
export const COVERS = {
  "a veil in the top layer that lets clicks through": () => {
    const veil = document.createElement("div");
    veil.popover = "manual";
    veil.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fffe;pointer-events:none";
    document.body.append(veil);
    const again = () => (veil.matches(":popover-open") && veil.hidePopover(), veil.showPopover(), requestAnimationFrame(again));
    again();
  },
  "such a veil inside a closed shadow root": () => {
    const outer = document.createElement("section");
    const veil = document.createElement("div");
    veil.popover = "manual";
    veil.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fffe;pointer-events:none";
    outer.attachShadow({ mode: "closed" }).append(veil);
    document.body.append(outer);
    const again = () => (veil.matches(":popover-open") && veil.hidePopover(), veil.showPopover(), requestAnimationFrame(again));
    again();
  },
  "a veil whose opening nobody is told of": () => {
    for (const type of ["toggle", "beforetoggle"]) addEventListener(type, (event) => event.stopImmediatePropagation(), true);
    const veil = document.createElement("div");
    veil.popover = "manual";
    veil.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fffe;pointer-events:none";
    document.body.append(veil);
    const again = () => (veil.matches(":popover-open") && veil.hidePopover(), veil.showPopover(), requestAnimationFrame(again));
    again();
  },
  "a tiny popover with a child that covers": () => {
    const tiny = document.createElement("div");
    tiny.popover = "manual";
    tiny.style.cssText = "width:1px;height:1px;inset:0 auto auto 0;margin:0;padding:0;border:0;overflow:visible";
    const child = document.createElement("div");
    child.style.cssText = "position:fixed;inset:0;background:#fffe;pointer-events:none";
    tiny.append(child);
    document.body.append(tiny);
    const again = () => (tiny.matches(":popover-open") && tiny.hidePopover(), tiny.showPopover(), requestAnimationFrame(again));
    again();
  },
  "a tiny popover with a shadow that covers": () => {
    const tiny = document.createElement("div");
    tiny.popover = "manual";
    tiny.style.cssText = "width:1px;height:1px;inset:0 auto auto 0;margin:0;padding:0;border:0;box-shadow:0 0 0 3000px #fffe;pointer-events:none";
    document.body.append(tiny);
    const again = () => (tiny.matches(":popover-open") && tiny.hidePopover(), tiny.showPopover(), requestAnimationFrame(again));
    again();
  },
  "a tiny popover with a pseudo-element that covers": () => {
    const style = document.createElement("style");
    style.textContent = "#tiny::before { content: ''; position: fixed; inset: 0; background: #fffe; pointer-events: none }";
    const tiny = document.createElement("div");
    tiny.id = "tiny";
    tiny.popover = "manual";
    tiny.style.cssText = "width:1px;height:1px;inset:0 auto auto 0;margin:0;padding:0;border:0;overflow:visible";
    document.body.append(style, tiny);
    const again = () => (tiny.matches(":popover-open") && tiny.hidePopover(), tiny.showPopover(), requestAnimationFrame(again));
    again();
  },
  "a tiny popover with a backdrop that covers": () => {
    const style = document.createElement("style");
    style.textContent = "#tiny::backdrop { background: #fffe; pointer-events: none }";
    const tiny = document.createElement("div");
    tiny.id = "tiny";
    tiny.popover = "manual";
    tiny.style.cssText = "width:1px;height:1px;inset:0 auto auto 0;margin:0;padding:0;border:0";
    document.body.append(style, tiny);
    const again = () => (tiny.matches(":popover-open") && tiny.hidePopover(), tiny.showPopover(), requestAnimationFrame(again));
    again();
  },
  "a veil that leaves a hole where the button is": () => {
    const veil = document.createElement("div");
    veil.popover = "manual";
    veil.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;background:#fffe;pointer-events:none;clip-path:polygon(0 0,100% 0,100% 190px,0 190px)";
    document.body.append(veil);
    const again = () => (veil.matches(":popover-open") && veil.hidePopover(), veil.showPopover(), requestAnimationFrame(again));
    again();
  },
  "opacity on the frame's own element": () => {
    const again = () => (/** @type {HTMLElement | null} */ (document.querySelector("[popover=manual]"))?.style.setProperty("opacity", "0.02", "important"), requestAnimationFrame(again));
    again();
  },
  "a transform of the frame's own element": () => {
    const again = () => (/** @type {HTMLElement | null} */ (document.querySelector("[popover=manual]"))?.style.setProperty("transform", "scale(0.98)", "important"), requestAnimationFrame(again));
    again();
  },
  "a clip-path that leaves the buttons alone in sight": () => {
    const again = () => (/** @type {HTMLElement | null} */ (document.querySelector("[popover=manual]"))?.style.setProperty("clip-path", "inset(0 0 0 70%)", "important"), requestAnimationFrame(again));
    again();
  },
  "a blend that swallows it": () => {
    const again = () => (/** @type {HTMLElement | null} */ (document.querySelector("[popover=manual]"))?.style.setProperty("mix-blend-mode", "multiply", "important"), requestAnimationFrame(again));
    again();
  },
  "a filter over it": () => {
    const again = () => (/** @type {HTMLElement | null} */ (document.querySelector("[popover=manual]"))?.style.setProperty("filter", "opacity(0.02)", "important"), requestAnimationFrame(again));
    again();
  },
};
