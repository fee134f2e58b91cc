// @ts-check
// Everything a browser test needs.

export { browserName, launch, panelFrame, REPOSITORY, screenshot } from "./launch.mjs";
export { startProxy } from "./proxy.mjs";
export * from "./technician.mjs";
export { startSimulator } from "./simulator.mjs";
export { until } from "./wait.mjs";
export * from "./panel.mjs";
export * from "./ready.mjs";
