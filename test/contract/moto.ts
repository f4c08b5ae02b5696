/** moto's server, an independent emulator of AWS: https://github.com/getmoto/moto */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import type { ServerAddress } from "./client";

export interface Moto extends ServerAddress {
  /** Forgets everything. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** In milliseconds. Importing moto takes seconds. */
const START_LIMIT = 60_000;

/** Fails when moto is not installed: what is compared with it must not be skipped silently. */
export async function startMoto(): Promise<Moto> {
  const port = await findFreePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const { command, args } = findMoto();
  let log = "";
  const child = spawn(command, [...args, "-p", String(port)], { stdio: ["ignore", "pipe", "pipe"], detached: true });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (log += chunk));
  child.once("error", (error) => (log += error.message));
  await waitUntilUp(endpoint, child, () => `moto's server does not start (${command} ${args.join(" ")}): ${log}`);
  return {
    endpoint,
    accessKeyId: "test",
    secretAccessKey: "test",
    region: "us-east-1",
    reset: async () => void (await fetch(`${endpoint}/moto-api/reset`, { method: "POST" })),
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        // The whole group: a launcher script may have started another process.
        if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      }),
  };
}

function findMoto(): { readonly command: string; readonly args: readonly string[] } {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const server = folders.map((folder) => path.join(folder, "moto_server")).find((file) => existsSync(file));
  if (server) return { command: server, args: [] };
  const python = "/usr/bin/python3";
  if (existsSync(python)) return { command: python, args: ["-m", "moto.server"] };
  throw new Error("moto's server is missing: install Debian's python3-moto, or moto[server] with pip.");
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function waitUntilUp(endpoint: string, child: ChildProcess, explain: () => string): Promise<void> {
  const end = Date.now() + START_LIMIT;
  while (Date.now() < end) {
    if (child.exitCode !== null || child.pid === undefined) break;
    const answer = await fetch(`${endpoint}/moto-api/data.json`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(explain());
}
