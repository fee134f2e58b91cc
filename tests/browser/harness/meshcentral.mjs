// @ts-check
// MeshCentral itself, from npm, with its own agent: started in a folder of its own, on loopback, ended by process id.
// What was measured stands beside the line that needs it (MeshCentral 1.1.55, node 20).

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { REPOSITORY } from "./launch.mjs";
import { until } from "./wait.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** The administrator's login. It exists for the length of a test, on loopback. */
const LOGIN = { name: "admin", password: "Passw0rd!test" };

/** Which of the package's agents runs here. */
const AGENTS = /** @type {Record<string, string>} */ ({ x64: "meshagent_x86-64", arm64: "meshagent_aarch64" });

/**
 * @typedef {object} MeshCentral
 * @property {string} url such as https://127.0.0.1:4430
 * @property {string} device the device's id, without `node//`
 * @property {string} machine the name that the agent reports: this machine's
 * @property {(name: string) => Promise<void>} rename the device, as a person would
 * @property {(page: Page) => Promise<void>} logIn on a page that shows the login
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the server, makes a device group, and connects one real agent to it.
 *
 * @param {string} group the device group's name
 * @returns {Promise<MeshCentral>}
 */
export async function startMeshCentral(group) {
  const folder = await mkdtemp(join(tmpdir(), "gluepane-mesh-"));
  const modules = join(folder, "node_modules");
  // It keeps its data beside the node_modules that it runs from: so it gets one of its own, which is a link to ours.
  await symlink(join(REPOSITORY, "node_modules"), modules);
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const settings = {
    cert: "localhost", port, portBind: "127.0.0.1", redirPort: 0, mpsPort: 0, exactPort: true, selfUpdate: false, agentTimeStampServer: false,
    wanOnly: true, autoBackup: false,
  };
  await mkdir(join(folder, "meshcentral-data"));
  await writeFile(join(folder, "meshcentral-data/config.json"), JSON.stringify({ settings, domains: { "": { title: "Northlane Remote", newAccounts: false } } }));
  const env = {
    ...process.env,
    NODE_PRESERVE_SYMLINKS: "1",
    NODE_PRESERVE_SYMLINKS_MAIN: "1",
    // A module that it misses it would fetch by itself: it shall fail instead.
    npm_config_offline: "true",
    npm_config_registry: "http://127.0.0.1:9/",
  };
  const program = join(modules, "meshcentral/meshcentral.js");
  /** @type {import("node:child_process").ChildProcess[]} */
  const children = [];
  const stop = async () => {
    for (const child of children.reverse()) await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const node = (/** @type {string[]} */ ...args) => promisify(execFile)(process.execPath, args, { cwd: folder, env, timeout: 60_000 });
  try {
    await node(program, "--createaccount", LOGIN.name, "--pass", LOGIN.password, "--email", "admin@northlane.example", "--name", "Admin");
    await node(program, "--adminaccount", LOGIN.name);
    const server = spawn(process.execPath, [program], { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    children.push(server);
    await says(server, `HTTPS server running on port ${port}`, 60_000);

    const control = async (/** @type {string[]} */ ...args) => {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [join(modules, "meshcentral/meshctrl.js"), ...args, "--url", `wss://127.0.0.1:${port}`, "--loginuser", LOGIN.name, "--loginpass", LOGIN.password],
        { cwd: folder, env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: "0" }, timeout: 30_000 },
      );
      return stdout;
    };
    await control("AddDeviceGroup", "--name", group);
    const groups = JSON.parse(await control("ListDeviceGroups", "--json"));
    const mesh = String(groups[0]._id).replace("mesh//", "");

    const agent = await startAgent(folder, url, mesh);
    children.push(agent);
    /** @type {{ _id: string, name: string, conn?: number } | undefined} */
    let device;
    await until("the agent is connected", async () => {
      const listed = JSON.parse(await control("ListDevices", "--json"));
      device = listed.find((/** @type {any} */ one) => one.conn === 1);
      return device;
    }, 60_000);
    if (!device) throw new Error("no device");
    const id = device._id.replace("node//", "");
    return {
      url,
      device: id,
      machine: device.name,
      async rename(name) {
        await control("EditDevice", "--id", id, "--name", name);
      },
      async logIn(page) {
        const name = await page.waitForSelector("input[name=username]", { visible: true });
        await name?.type(LOGIN.name);
        const password = await page.waitForSelector("input[name=password]", { visible: true });
        await password?.type(LOGIN.password);
        await password?.press("Enter");
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} folder
 * @param {string} url
 * @param {string} mesh
 */
async function startAgent(folder, url, mesh) {
  const file = AGENTS[process.arch];
  if (!file) throw new Error(`MeshCentral has no agent for ${process.arch} in this test`);
  const home = join(folder, "agent");
  await mkdir(home);
  const program = join(home, "meshagent");
  await copyFile(join(REPOSITORY, "node_modules/meshcentral/agents", file), program);
  await promisify(execFile)("chmod", ["+x", program]);
  const settings = await get(`${url}/meshsettings?id=${encodeURIComponent(mesh)}`);
  // By default it looks for its server by multicast, which finds nothing on loopback.
  await writeFile(`${program}.msh`, settings.replace(/^MeshServer=.*$/m, `MeshServer=${url.replace("https", "wss")}/agent.ashx`));
  return spawn(program, ["connect"], { cwd: home, detached: true, stdio: "ignore" });
}

/**
 * Ends a program that we started, and what it started: it leads a process group of its own.
 *
 * @param {import("node:child_process").ChildProcess} child
 */
async function end(child) {
  const { pid } = child;
  if (pid === undefined) return;
  const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
  try {
    process.kill(-pid, "SIGTERM");
    const patience = setTimeout(() => process.kill(-pid, "SIGKILL"), 3_000);
    await ended;
    clearTimeout(patience);
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is gone.
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {string} text
 * @param {number} timeoutMs
 */
async function says(child, text, timeoutMs) {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data) => (said = (said + data).slice(-20_000)));
  try {
    await until(`MeshCentral says “${text}”`, () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
      return said.includes(text);
    }, timeoutMs);
  } catch (error) {
    throw new Error(`${/** @type {Error} */ (error).message}; it said: ${said}`);
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @param {string} url @returns {Promise<string>} */
async function get(url) {
  return new Promise((resolve, reject) => {
    // The certificate is one that the server has made itself, a moment ago.
    request(url, { rejectUnauthorized: false }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text) => (body += text)).on("end", () => resolve(body));
    }).on("error", reject).end();
  });
}
