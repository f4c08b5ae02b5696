/** What stays in memory, in megabytes of heap after a forced collection. */
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { readCatalogueFile } from "../../src/disk/catalogueFile";
import { createContentsReader } from "../../src/organization/contentsReader";
import { createStore } from "../../src/organization/createStore";
import { formatOrganizationFile, parseOrganizationFile } from "../../src/organization/file";
import { createCatalogue } from "../../src/policy/catalogue";
import { createPolicyLanguage } from "../../src/policy/createLanguage";
import { generateOrganization } from "../../src/sandbox/generate";
import { prepareAccess } from "./access.bench";

export interface Memory {
  /** The store and the snapshot that it was seeded with, of ten thousand accounts and three hundred policies. */
  readonly organization: number;
  /** The policy language once it was asked about every action there is. */
  readonly language: number;
  /** The organization of the access benchmarks and the engine that was asked for every action in every account. */
  readonly access: number;
}

const CATALOGUE = path.join(process.cwd(), "dist/catalogue.jsonl");

export async function measureMemory(): Promise<Memory> {
  return {
    organization: await measure(openOrganization),
    language: await measure(openLanguage),
    access: await measure(openAccess),
  };
}

async function openOrganization(): Promise<unknown> {
  const read = parseOrganizationFile(formatOrganizationFile(generateOrganization({ accounts: 10_000, seed: 1 })));
  if ("problem" in read) throw new Error(read.problem);
  const store = createStore(createContentsReader(read.contents));
  await store.seed(read.contents);
  return [store, read];
}

async function openLanguage(): Promise<unknown> {
  const language = createPolicyLanguage({ catalogue: () => createCatalogue(readCatalogueFile(CATALOGUE)) });
  const text = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Deny", Action: "*", Resource: "*" } });
  language.getProblems(language.parse(text));
  language.getHover(language.parse(text), text.indexOf('"*"') + 1);
  language.expandActions(["*"]);
  return language;
}

async function openAccess(): Promise<unknown> {
  const { engine, contents } = prepareAccess();
  return [engine, contents, engine.judge(contents)];
}

async function measure(open: () => Promise<unknown>): Promise<number> {
  const before = await getSettledHeap();
  const opened = await open();
  const megabytes = ((await getSettledHeap()) - before) / 1e6;
  // Until here it must not be collected.
  if (opened === undefined) throw new Error("Nothing was opened.");
  return Math.round(megabytes * 10) / 10;
}

/** Bytes in use once what was opened before has gone: what an ended function still held goes a turn later. */
async function getSettledHeap(): Promise<number> {
  for (let times = 0; times < 4; times++) {
    getHeap();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return getHeap();
}

/** Bytes in use, those of typed arrays too. */
export function getHeap(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
