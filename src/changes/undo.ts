import type { ChangeRecord } from "./ports";

/** The changes that were done and not taken back, newest first; records oldest first. An undo is not undone again. */
export function getUndoable(records: readonly ChangeRecord[]): readonly ChangeRecord[] {
  const done = records.filter((record) => record.state === "done");
  const undone = new Set(done.map((record) => record.undoes));
  return done.filter((record) => record.undoes === undefined && !undone.has(record.id)).toReversed();
}
