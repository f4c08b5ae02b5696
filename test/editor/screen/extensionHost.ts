import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** Kills the process that runs the extensions of a server, as a crash or a lack of memory would. `group` is the server's. */
export function killExtensionHost(group: number | undefined): void {
  process.kill(findExtensionHost(group), "SIGKILL");
}

/** The process that runs the extensions of a server. `group` is the server's. */
export function findExtensionHost(group: number | undefined): number {
  assert.ok(group !== undefined);
  const processes = execFileSync("ps", ["-eo", "pid=,pgid=,args="], { encoding: "utf8" }).split("\n");
  const hosts = processes.filter(
    (line) => line.trim().split(/\s+/)[1] === String(group) && line.includes("--type=extensionHost"),
  );
  assert.equal(hosts.length, 1, hosts.join("\n"));
  return Number(hosts[0]?.trim().split(/\s+/)[0]);
}
