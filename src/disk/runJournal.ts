import path from "node:path";
import type { JournalEntry, RunJournal } from "../changes/journal";
import { appendJsonLine, readJsonLines } from "./jsonLines";

/** The journal of runs in `folder`, one file for each organization. Lines are written in the order they are given. */
export function createRunJournal(folder: string): RunJournal {
  let last: Promise<unknown> = Promise.resolve();
  const getFile = (organizationId: string) => path.join(folder, `runs-${encodeURIComponent(organizationId)}.jsonl`);
  return {
    append(organizationId, entry) {
      const appended = last.then(() => appendJsonLine(getFile(organizationId), entry));
      last = appended.catch(() => undefined);
      return appended;
    },
    read: async (organizationId) => (await readJsonLines(getFile(organizationId))).filter(isEntry),
  };
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Partial<Record<string, unknown>>;
  return typeof entry.runId === "string" && typeof entry.at === "string" && typeof entry.entry === "string";
}
