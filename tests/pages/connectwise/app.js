// The demo PSA's own script: values come into their fields after the load, and another record without a new address.
"use strict";

const RENDER_MS = 40;
/** `reuse=MS`: a click leaves the fields in place, and fills them with the other record's values MS later. */
const flags = new URLSearchParams(location.search);

/** Puts the values where a person sees them: as properties of the inputs, as the real page does. */
function render() {
  for (const input of document.querySelectorAll("input[data-value]")) {
    input.value = input.dataset.value;
    delete input.dataset.value;
  }
}

let latest = 0;

async function open(type, id) {
  latest += 1;
  const mine = latest;
  const answer = await fetch(`/__page?recordType=${type}&recid=${id}`);
  if (mine !== latest || !answer.ok) return;
  const text = await answer.text();
  if (flags.has("reuse")) return reuse(new DOMParser().parseFromString(text, "text/html"));
  document.querySelector("main").innerHTML = text;
  setTimeout(render, RENDER_MS);
}

/** Another record in the fields of the former one: its heading at once, its values as they come, as properties alone. */
function reuse(fresh) {
  document.querySelector(".cw_CwLabel").textContent = fresh.querySelector(".cw_CwLabel").textContent;
  setTimeout(() => {
    for (const input of fresh.querySelectorAll("input[data-value]")) {
      const here = document.querySelector(`input.${input.className}`);
      if (here) here.value = input.dataset.value;
    }
  }, Number(flags.get("reuse")));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open]");
  if (!link) return;
  event.preventDefault();
  const [type, id] = link.dataset.open.split(":");
  open(type, id);
});

setTimeout(render, RENDER_MS);
