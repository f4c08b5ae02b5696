/** A profiler of the process that runs the extensions in a served VS Code. */
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { provisionHost, toHostName } from "../../../../scripts/host/provision.mjs";
import type { Editor } from "../driver";
import { findExtensionHost } from "../extensionHost";
import { findRuns, type Profile, type Run } from "./blocking";

/** Microseconds. */
const INTERVAL = 500;

/** Notes when the event loop begins a turn, and never keeps it awake for that. */
const NOTE_TURNS = `globalThis.turnsOfTest = []; (function note() {
  turnsOfTest.push(Number(process.hrtime.bigint() / 1000n));
  setImmediate(note).unref();
})()`;

export interface Profiler {
  /** What happened in the process while something was done in the editor. */
  watch(act: () => Promise<void>): Promise<readonly Run[]>;
  /** Megabytes in use after a forced collection. */
  readHeap(): Promise<number>;
  /** What the extension measured under this name. */
  readMeasure(name: string): Promise<Measure | undefined>;
  close(): void;
}

/** Milliseconds: since 1970, and how long it took. */
export interface Measure {
  readonly began: number;
  readonly duration: number;
}

/** `port` was given to the editor's processes by `--inspect-port` of `nodeOptions`. */
export async function openProfiler(editor: Editor, port: number): Promise<Profiler> {
  const { node } = await provisionHost(toHostName(process.env.ORGSCOPE_HOST));
  const script = path.join(process.cwd(), "scripts/testing/inspect.mjs");
  const bridge = spawn(node, [script, String(findExtensionHost(editor.serverPid)), String(port)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  createInterface({ input: bridge.stdout }).on("line", (line) => {
    const { id, result, error } = JSON.parse(line) as { id?: number; result?: unknown; error?: { message: string } };
    const waiter = id === undefined ? undefined : waiting.get(id);
    if (error) waiter?.reject(new Error(error.message));
    else waiter?.resolve(result);
  });
  bridge.once("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("The inspector has gone"));
  });
  let last = 0;
  const send = <T>(method: string, params: object = {}): Promise<T> =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      bridge.stdin.write(`${JSON.stringify({ id: last, method, params })}\n`);
    }) as Promise<T>;
  const evaluate = async <T>(expression: string): Promise<T> =>
    (await send<{ result: { value: T } }>("Runtime.evaluate", { expression, returnByValue: true })).result.value;
  await send("Profiler.enable");
  await send("Profiler.setSamplingInterval", { interval: INTERVAL });
  await evaluate(NOTE_TURNS);
  return {
    async watch(act) {
      await evaluate("turnsOfTest.length = 0");
      await send("Profiler.start");
      await act();
      const { profile } = await send<{ profile: Profile }>("Profiler.stop");
      const turns = await evaluate<number[]>("turnsOfTest");
      return findRuns(profile, { isOurs: (url) => url.includes("/orgscope.orgscope-"), interval: INTERVAL, turns });
    },
    async readHeap() {
      await send("HeapProfiler.collectGarbage");
      return (await send<{ usedSize: number }>("Runtime.getHeapUsage")).usedSize / 1e6;
    },
    readMeasure: (name) =>
      evaluate(
        `performance.getEntriesByName(${JSON.stringify(name)}).map(({ startTime, duration }) => ({ began: performance.timeOrigin + startTime, duration }))[0]`,
      ),
    close: () => bridge.kill(),
  };
}
