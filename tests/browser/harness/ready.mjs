// @ts-check
// A desk at which everything is set up: connected, and the RMM's host enabled.

import { closePages } from "./panel.mjs";
import { connect, DATTO, enableHost, startDesk } from "./technician.mjs";

/** Ids and names of the tenant's fixtures (docs/simulator.md). */
export const HDG = {
  name: "Harbour Dental Group",
  organization: "5120044",
  site: "/site/31001",
  device: "/device/410001/HDG-DC01",
  password: "9301001",
};
export const SVC = {
  name: "Summit Veterinary Clinic",
  organization: "44177309123456781",
  site: "/site/31002",
  device: "/device/420001/SVC-DC01",
};

/**
 * @param {Parameters<typeof startDesk>[0] & { values?: boolean, key?: "api_key" | "api_key_without_passwords", viaLoopback?: boolean }} [options]
 *   `viaLoopback`: region *Custom* with the simulator's own address, instead of api.itglue.com
 */
export async function startReadyDesk({ values = true, key = "api_key", viaLoopback = false, ...options } = {}) {
  const desk = await startDesk(options);
  const { launched, simulator } = desk;
  try {
    const where = viaLoopback ? { region: "Custom", apiAddress: simulator.url } : {};
    await connect(launched, { key: simulator[key], values, ...where });
    const page = await launched.newPage(`${DATTO}/`);
    await enableHost(launched, page);
    await closePages(launched);
    await simulator.control.clearJournal();
  } catch (error) {
    await desk.stop();
    throw error;
  }
  return {
    ...desk,
    /** Between two tests: faults, journal and pages of before are gone. */
    async tidy() {
      await simulator.control.clearFaults();
      await closePages(launched);
      await simulator.control.clearJournal();
    },
  };
}

/** @param {import("./simulator.mjs").JournalEntry[]} journal */
export function reveals(journal) {
  return journal.filter((entry) => entry.surface === "api" && /\/passwords\/\d+/.test(entry.path_and_query) && entry.show_password !== "false");
}

/** @param {import("./simulator.mjs").JournalEntry[]} journal */
export function passwordRequests(journal) {
  return journal.filter((entry) => entry.surface === "api" && entry.path_and_query.includes("password"));
}
