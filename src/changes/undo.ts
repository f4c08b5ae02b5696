import { getInverse, type Change } from "./change";
import type { ChangeRecord } from "./ports";

/** What takes a recorded change back. */
export interface Undo {
  readonly change: Change;
  readonly record: ChangeRecord;
}

/** The undo of the newest change that was done and not taken back; records oldest first. An undo is not undone again. */
export function getUndo(records: readonly ChangeRecord[]): Undo | undefined {
  const done = records.filter((record) => record.state === "done");
  const undone = new Set(done.map((record) => record.undoes));
  const record = done.findLast((candidate) => candidate.undoes === undefined && !undone.has(candidate.id));
  return record && { change: getInverse(record.change), record };
}
