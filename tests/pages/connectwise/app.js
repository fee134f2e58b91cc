// The demo PSA's own script: values come into their fields after the load, and another record without a new address.
"use strict";

const RENDER_MS = 40;

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
  document.querySelector("main").innerHTML = await answer.text();
  setTimeout(render, RENDER_MS);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open]");
  if (!link) return;
  event.preventDefault();
  const [type, id] = link.dataset.open.split(":");
  open(type, id);
});

setTimeout(render, RENDER_MS);
