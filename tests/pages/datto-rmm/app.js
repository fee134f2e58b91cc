// The demo page's own script: a single-page application in miniature. Flags in the query make it misbehave on purpose;
// README.md lists them.
"use strict";

/** How long the placeholder title stays after a load. */
const TITLE_DELAY_MS = 100;

const flags = new URLSearchParams(location.search);
const app = () => document.getElementById("app");
const number = (name) => Number(flags.get(name) ?? 0);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The link with this page's flags, so that they outlive a navigation. */
function withFlags(path) {
  const query = flags.toString();
  return query ? `${path}?${query}` : path;
}

/** Counts navigations: an answer that was overtaken is thrown away. */
let latest = 0;

async function show(path) {
  latest += 1;
  const mine = latest;
  const progress = document.querySelector(".progress");
  progress.hidden = false;
  document.querySelector("main").setAttribute("aria-busy", "true");
  await wait(number("slow"));
  const answer = await fetch(`/__page${path}`, { headers: { accept: "application/json" } });
  if (mine !== latest) return;
  progress.hidden = true;
  document.querySelector("main").removeAttribute("aria-busy");
  if (!answer.ok) {
    document.querySelector("main").textContent = "Not found";
    return;
  }
  const page = await answer.json();
  if (mine !== latest) return;
  if (!flags.has("stale-app")) {
    app().dataset.siteName = page.site_name;
    app().dataset.siteUid = page.site_uid;
  }
  app().dataset.view = page.view;
  document.querySelector("nav[aria-label=Breadcrumb]").innerHTML = page.crumbs;
  document.querySelector("main").innerHTML = page.main;
  document.title = page.title;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = new URL(link.href);
  if (target.origin !== location.origin || !/^\/(site|device|alert)\//.test(target.pathname)) return;
  event.preventDefault();
  history.pushState(null, "", withFlags(target.pathname));
  show(target.pathname);
});

addEventListener("popstate", () => show(location.pathname));

setTimeout(() => {
  if (latest === 0) document.title = app().dataset.title;
}, TITLE_DELAY_MS + number("slow"));

if (number("flood") > 0) {
  const corner = document.createElement("div");
  corner.className = "flood";
  document.body.append(corner);
  // A timer cannot fire a thousand times a second, so each beat makes up for the time since the last.
  let owed = 0;
  let before = performance.now();
  setInterval(() => {
    const now = performance.now();
    owed += ((now - before) / 1000) * number("flood");
    before = now;
    for (; owed >= 1; owed -= 1) {
      const line = document.createElement("span");
      line.textContent = String(Math.floor(now));
      corner.replaceChildren(line);
    }
  }, 10);
}
