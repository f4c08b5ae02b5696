/**
 * Speaks to the inspector of another Node process: `node inspect.mjs <pid> <port>` opens it there and carries messages of
 * the DevTools protocol to and fro, one a line. Needs a Node that knows WebSocket, as the editor's own does.
 */
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const [pid = 0, port = 0] = process.argv.slice(2).map(Number);
process.kill(pid, "SIGUSR1");
const socket = new WebSocket(await findUrl());
socket.addEventListener("message", ({ data }) => console.log(String(data)));
socket.addEventListener("close", () => process.exit());
await new Promise((resolve) => socket.addEventListener("open", resolve));
createInterface({ input: process.stdin })
  .on("line", (line) => socket.send(line))
  .on("close", () => socket.close());

/** @returns {Promise<string>} */
async function findUrl() {
  for (let tries = 0; ; tries++) {
    try {
      const [target] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      return target.webSocketDebuggerUrl;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
}
