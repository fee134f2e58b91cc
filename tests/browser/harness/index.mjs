// @ts-check
// Everything a browser test needs.

export { browserName, launch, panelFrame, REPOSITORY, screenshot } from "./launch.mjs";
export { startProxy } from "./proxy.mjs";
export * from "./technician.mjs";
export { startSimulator } from "./simulator.mjs";
export { until } from "./wait.mjs";
export {
  ask, clipboardHolds, closePages, copy, follow, goInside, head, lists, loadAgain, openClient, pressInRow, revisionOf, rowButton, rows, showsClient,
  shownValue, tabOpens,
} from "./panel.mjs";
export * from "./ready.mjs";
export { AUTOTASK, CONNECTWISE, decides, decisionOf, draws, enable, links, TOOLSHED } from "./decisions.mjs";
