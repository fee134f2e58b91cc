// @ts-check
// The simulator as a child process that can't outlive us, and its remote control.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { REPOSITORY } from "./launch.mjs";

/**
 * The line that the simulator prints when it listens.
 *
 * @typedef {object} Addresses
 * @property {string} url of the API
 * @property {string} web_url of IT Glue's web site
 * @property {string} pages_url of the demo host pages
 * @property {number} tls_port all of them by host name; see startProxy
 * @property {string} control_url
 * @property {string} api_key
 * @property {string} api_key_without_passwords
 * @property {string} email
 * @property {string} password
 * @property {{ id: string, email: string, role: string, password: string, otp_secret: string | null, is_sso_exempt: boolean }[]} users
 * @property {Record<string, string>} keys by name: valid, paused, revoked and so on; see docs/simulator.md
 */

/**
 * One request that reached it. Without keys, cookies or values.
 *
 * @typedef {object} JournalEntry
 * @property {number} n
 * @property {"api" | "web_api" | "web" | "pages" | "foreign"} surface
 * @property {"http" | "https"} scheme
 * @property {string} host
 * @property {string} method
 * @property {string} path_and_query
 * @property {boolean} has_api_key
 * @property {boolean} has_authorization
 * @property {boolean} has_cookie
 * @property {string | null} show_password
 * @property {string | null} origin
 * @property {string | null} referer
 * @property {string | null} cache_control
 * @property {"key" | "user" | null} caller
 * @property {string | null} caller_name the key's name or the user's id
 * @property {boolean} value_sent
 * @property {boolean} code_sent
 * @property {number | null} status
 * @property {number} began_ms since 1970
 * @property {number | null} ended_ms since 1970; when the answer was made
 */

/**
 * @typedef {object} Fault
 * @property {string} [path_contains]
 * @property {"latency" | "status" | "html" | "redirect" | "cut" | "rate_limit"} kind
 * @property {number | string} [value]
 * @property {number} [times]
 */

/** @typedef {Addresses & { control: Control, stop(): Promise<void> }} Simulator */

/**
 * Starts one on free ports. GLUEPANE_SIMULATOR names its file; by default that of the last `cargo build`.
 *
 * @param {{ set?: Record<string, string | number>, args?: string[] }} [options] `set` are its switches
 * @returns {Promise<Simulator>}
 */
export async function startSimulator({ set = {}, args = [] } = {}) {
  const program = process.env.GLUEPANE_SIMULATOR ?? join(REPOSITORY, "target/debug/simulator");
  // Where a test only follows a link to IT Glue, a login in between would say nothing.
  const switches = Object.entries({ web_pages: "open", ...set }).flatMap(([name, value]) => ["--set", `${name}=${value}`]);
  const child = spawn(program, ["--listen", "127.0.0.1:0", "--until-stdin-closes", ...args, ...switches], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, "exit");
  const line = await Promise.race([
    once(lines, "line").then(([text]) => String(text)),
    ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${code} before it listened`))),
  ]);
  /** @type {Addresses} */
  const addresses = JSON.parse(line);
  return {
    ...addresses,
    control: new Control(addresses.control_url),
    async stop() {
      child.stdin.end();
      const patience = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** What a test may do behind the extension's back. */
class Control {
  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /** @param {Record<string, string | number>} switches */
  async set(switches) {
    await this.#ask("POST", "/set", switches);
  }

  /** @returns {Promise<JournalEntry[]>} oldest first */
  async journal() {
    return JSON.parse(await this.#ask("GET", "/journal"));
  }

  async clearJournal() {
    await this.#ask("DELETE", "/journal");
  }

  /** @param {Fault} fault */
  async fault(fault) {
    await this.#ask("POST", "/fault", fault);
  }

  async clearFaults() {
    await this.#ask("DELETE", "/fault");
  }

  /** @param {"api_key" | "api_key_without_passwords"} [key] */
  async revokeKey(key = "api_key") {
    await this.#ask("POST", "/revoke_key", { key });
  }

  async resumeKey(key = "api_key") {
    await this.#ask("POST", "/resume_key", { key });
  }

  /**
   * @param {string} organization
   * @param {string} name
   */
  async rename(organization, name) {
    await this.#ask("POST", "/rename", { organization, name });
  }

  /** @param {string} organization */
  async delete(organization) {
    await this.#ask("POST", "/delete", { organization });
  }

  /** Back to how it started: tenant, switches, faults, journal. */
  async reset() {
    await this.#ask("POST", "/reset");
  }

  /** @returns {Promise<any>} ids and names of the tenant; see simulator/src/facts.rs */
  async facts() {
    return JSON.parse(await this.#ask("GET", "/facts"));
  }

  /**
   * @param {string} id
   * @returns {Promise<string>} the value itself
   */
  async passwordValue(id) {
    return this.#ask("GET", `/password_value/${id}`);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  async #ask(method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text;
  }
}
