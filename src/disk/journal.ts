import path from "node:path";
import type { ChangeJournal, ChangeRecord } from "../changes/ports";
import { appendJsonLine, readJsonLines } from "./jsonLines";

/** The journal of changes in `folder`, one file for each organization. */
export function createJournal(folder: string): ChangeJournal {
  let last: Promise<unknown> = Promise.resolve();
  const getFile = (organizationId: string) => path.join(folder, `changes-${encodeURIComponent(organizationId)}.jsonl`);
  return {
    append(record) {
      const appended = last.then(() => appendJsonLine(getFile(record.organizationId), record));
      last = appended.catch(() => undefined);
      return appended;
    },
    async read(organizationId) {
      const records = new Map<string, ChangeRecord>();
      for (const record of (await readJsonLines(getFile(organizationId))).filter(isRecord)) {
        if (record.organizationId === organizationId) records.set(record.id, record);
      }
      return [...records.values()];
    },
  };
}

function isRecord(value: unknown): value is ChangeRecord {
  if (typeof value !== "object" || value === null) return false;
  const record = value as Partial<ChangeRecord>;
  return typeof record.id === "string" && typeof record.state === "string" && typeof record.change?.kind === "string";
}
