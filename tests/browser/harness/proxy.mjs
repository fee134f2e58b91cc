// @ts-check
// Real host names on this machine: a proxy that sends every https host to one TLS port of the simulator.
// Loopback addresses never come here: both browsers reach them directly.

import { createServer } from "node:http";
import { connect } from "node:net";

/**
 * What browsers ask their makers by themselves, whatever is switched off. Refused, so that it is neither an answer
 * of the simulator nor a line in its journal.
 */
const MAKERS = /(^|\.)(google|googleapis|gstatic|googleusercontent|gvt1|gvt2|mozilla|firefox|mozgcp)\.(com|net|org)$/;

/**
 * @param {number} tlsPort where the simulator speaks TLS on 127.0.0.1
 * @returns {Promise<{ port: number, hosts: Set<string>, refused: Set<string>, stop(): Promise<void> }>}
 *   `hosts` has every host that anything in the browser has connected to; `refused` what was not let through
 */
export async function startProxy(tlsPort) {
  /** @type {Set<string>} */
  const hosts = new Set();
  /** @type {Set<string>} */
  const refused = new Set();
  /** @type {Set<import("node:stream").Duplex>} */
  const open = new Set();

  const server = createServer((request, response) => {
    // Plain HTTP to anything but loopback: nothing of ours does that.
    refused.add(request.headers.host ?? "");
    response.writeHead(502).end();
  });
  server.on("connect", (request, client, head) => {
    const host = (request.url ?? "").replace(/:\d+$/, "");
    client.on("error", () => client.destroy());
    if (MAKERS.test(host)) {
      refused.add(host);
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    hosts.add(host);
    const simulator = connect(tlsPort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      simulator.write(head);
      simulator.pipe(client).pipe(simulator);
    });
    for (const socket of [client, simulator]) {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
    }
    simulator.on("error", () => client.destroy());
    client.on("close", () => simulator.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    port: address.port,
    hosts,
    refused,
    async stop() {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  };
}
