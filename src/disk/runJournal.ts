import path from "node:path";
import type { JournalEntry, LaterEntry, RunJournal } from "../changes/journal";
import { appendJsonLine, readJsonLines } from "./jsonLines";
import { writeFileAtomic } from "./writeFileAtomic";

/** The journal of runs in `folder`, one file for each organization. Lines are written in the order they are given. */
export function createRunJournal(folder: string): RunJournal {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (act: () => Promise<void>) => {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  };
  const getFile = (organizationId: string) => path.join(folder, `runs-${encodeURIComponent(organizationId)}.jsonl`);
  return {
    append: (organizationId, entry) => inTurn(() => appendJsonLine(getFile(organizationId), entry)),
    read: async (organizationId) =>
      (await readJsonLines(getFile(organizationId))).flatMap((value) => toEntry(value) ?? []),
    forget: (organizationId, runIds) =>
      inTurn(async () => {
        const file = getFile(organizationId);
        const kept = (await readJsonLines(file)).filter((value) => !runIds.has(toEntry(value)?.runId ?? ""));
        await writeFileAtomic(file, kept.map((value) => `${JSON.stringify(value)}\n`).join(""));
      }),
  };
}

/** What tells neither whose it is nor since when is no line of this journal, and passed over. */
function toEntry(value: unknown): JournalEntry | LaterEntry | undefined {
  if (!isObject(value) || typeof value.runId !== "string" || typeof value.at !== "string") return undefined;
  if (isKnown(value)) return value;
  const { runId, at, plan } = value;
  const title = isObject(plan) && typeof plan.title === "string" ? { title: plan.title } : {};
  return { entry: "later", runId, at, ...title };
}

function isKnown(value: Partial<Record<string, unknown>>): value is JournalEntry & Partial<Record<string, unknown>> {
  switch (value.entry) {
    case "run":
      return isPlan(value.plan) && typeof value.caller === "string" && typeof value.connection === "string";
    case "step":
      return typeof value.stepId === "string" && isObject(value.record) && typeof value.record.state === "string";
    case "end":
      return typeof value.how === "string";
    default:
      return false;
  }
}

function isPlan(value: unknown): boolean {
  if (!isObject(value) || typeof value.title !== "string" || typeof value.organizationId !== "string") return false;
  return Array.isArray(value.steps) && value.steps.every(isPlannedStep);
}

function isPlannedStep(value: unknown): boolean {
  return isObject(value) && typeof value.id === "string" && isObject(value.step) && typeof value.step.kind === "string";
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
