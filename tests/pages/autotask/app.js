// The demo PSA's own script: a shell with frames, and windows of their own.
"use strict";

// A page that only leads to another.
const target = document.body.dataset.goOn;
if (target) location.replace(target);

document.addEventListener("click", (event) => {
  const button = event.target.closest(".OpenInWindow");
  if (button) window.open(button.dataset.address, "_blank", "popup,width=1000,height=700");
  const link = event.target.closest("a[data-view]");
  if (!link) return;
  event.preventDefault();
  show(link.dataset.view);
});

/** Shows another record in the shell: the former frame stays, hidden, and the address changes without a load. */
function show(url) {
  history.pushState(null, "", `/AutotaskOnyx/LandingPage?view-data=${encodeURIComponent(btoa(JSON.stringify({ url })))}`);
  for (const view of document.querySelectorAll(".Stage > .View")) view.hidden = true;
  const view = document.createElement("div");
  view.className = "View";
  const frame = document.createElement("iframe");
  frame.title = "Record";
  frame.src = `/AutotaskOnyx/Frame?url=${encodeURIComponent(url)}`;
  view.append(frame);
  document.querySelector(".Stage").append(view);
}
