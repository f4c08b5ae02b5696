import path from "node:path";
import type { JournalEntry, RunJournal } from "../changes/journal";
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
    read: async (organizationId) => (await readJsonLines(getFile(organizationId))).filter(isEntry),
    forget: (organizationId, runIds) =>
      inTurn(async () => {
        const file = getFile(organizationId);
        const kept = (await readJsonLines(file)).filter((value) => !isEntry(value) || !runIds.has(value.runId));
        await writeFileAtomic(file, kept.map((value) => `${JSON.stringify(value)}\n`).join(""));
      }),
  };
}

/** Whether it is a line of this journal. What a damaged disk or a later version made of one is passed over. */
function isEntry(value: unknown): value is JournalEntry {
  if (!isObject(value) || typeof value.runId !== "string" || typeof value.at !== "string") return false;
  switch (value.entry) {
    case "run":
      return isObject(value.plan) && Array.isArray(value.plan.steps) && value.plan.steps.every(isPlannedStep);
    case "step":
      return typeof value.stepId === "string" && isObject(value.record) && typeof value.record.state === "string";
    case "end":
      return typeof value.how === "string";
    default:
      return false;
  }
}

function isPlannedStep(value: unknown): boolean {
  return isObject(value) && typeof value.id === "string" && isObject(value.step) && typeof value.step.kind === "string";
}

function isObject(value: unknown): value is Partial<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
