/**
 * A process that takes a lock, makes some writes under it and gives it up, over and over until it is killed. Each write
 * is a line of a file: whose holding it is, and whether that was still held. Arguments: folder of the lock, the file,
 * heartbeat and silence in milliseconds.
 */
import { appendFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { createRunLock } from "../../../src/disk/runLock";

const [folder = "", log = "", heartbeat, silence] = process.argv.slice(2);
const lock = createRunLock(folder, { heartbeat: Number(heartbeat), silence: Number(silence) });
const WRITES = 6;

void (async () => {
  for (let holding = 1; ; holding++) {
    const held = await lock.acquire("o-exampleorgid");
    if ("heldBy" in held) {
      await wait(1 + Math.random() * 5);
      continue;
    }
    for (let write = 0; write < WRITES; write++) {
      const isHeld = await held.isHeld();
      appendFileSync(log, `${process.pid}:${holding} ${isHeld ? "write" : "lost"}\n`);
      if (!isHeld) break;
      await wait(Math.random() * 3);
    }
    await held.release();
  }
})();
