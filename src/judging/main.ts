/**
 * The door to judging, a bundle of its own: in the window it starts this very bundle again as a thread, so that what
 * takes a tenth of a second never keeps anyone from typing.
 */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { readCatalogueFile } from "../disk/catalogueFile";
import { createCatalogue } from "../policy/catalogue";
import { type Answer, createJudging, type JudgeThread, type Judging, type Question } from "./client";
import { createJudge } from "./judge";

interface ThreadData {
  /** Path of the catalogue of actions. */
  readonly catalogue: string;
}

/** `catalogue` is the path of the catalogue's file. The thread starts with the first question. */
export function openJudging(catalogue: string): Judging {
  return createJudging(() => startThread({ catalogue }));
}

function startThread(data: ThreadData): JudgeThread {
  const worker = new Worker(__filename, { workerData: data, name: "Orgscope" });
  // A window that closes waits for no thread.
  worker.unref();
  return {
    post: (question) => worker.postMessage(question),
    onAnswer: (listener) => worker.on("message", (answer: Answer) => listener(answer)),
    onEnd(listener) {
      worker.on("error", (error) => listener(error.message));
      worker.on("exit", () => listener("The thread that judges policies ended."));
    },
    end: () => void worker.terminate(),
  };
}

function serve({ catalogue }: ThreadData): void {
  const judge = createJudge(() => createCatalogue(readCatalogueFile(catalogue)));
  parentPort?.on("message", ({ id, method, args }: Question) => {
    parentPort?.postMessage(answer(id, () => (judge[method] as (...given: readonly unknown[]) => unknown)(...args)));
  });
}

function answer(id: number, work: () => unknown): Answer {
  try {
    return { id, result: work() };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

if (!isMainThread && isThreadData(workerData)) serve(workerData);

function isThreadData(data: unknown): data is ThreadData {
  return typeof data === "object" && data !== null && "catalogue" in data;
}
