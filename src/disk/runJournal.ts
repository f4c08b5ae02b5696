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

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Partial<Record<string, unknown>>;
  return typeof entry.runId === "string" && typeof entry.at === "string" && typeof entry.entry === "string";
}
