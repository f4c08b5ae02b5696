/** What this machine keeps of an organization that is not looked at now, so that one can come back to it. */
import path from "node:path";
import { getInterruptedRuns, readRuns } from "../../changes/runs";
import type { RunJournal } from "../../changes/journal";
import { listFiles } from "../../disk/listFiles";
import type { SnapshotArchive } from "../../organization/snapshot/archive";
import type { Translate } from "../../terms/translate";
import { getAgeText } from "../views/age";
import type { SeenSession } from "./choiceMemory";

/** Of the extension's storage: the drafts of every organization. */
export const DRAFTS_FOLDER = "drafts";

export interface KeptState {
  /** When it was last read, ISO 8601. */
  readonly seenAt?: string;
  /** Policies with a text that was typed and not published. */
  readonly drafts: number;
  /** Runs that were cut short, and that nobody has decided about. */
  readonly interrupted: number;
}

export interface KeptPorts {
  readonly archive: SnapshotArchive;
  readonly drafts: string;
  readonly getJournal: (seen: SeenSession) => RunJournal;
}

/** Never fails: what cannot be read is not told of. */
export async function findKept(seen: SeenSession, { archive, drafts, getJournal }: KeptPorts): Promise<KeptState> {
  const { snapshotPlace, organizationId } = seen;
  const [[newest], files, entries] = await Promise.all([
    archive.list(snapshotPlace).catch(() => []),
    listFiles(path.join(drafts, encodeURIComponent(snapshotPlace))).catch(() => []),
    getJournal(seen)
      .read(organizationId)
      .catch(() => []),
  ]);
  return {
    ...(newest && { seenAt: newest.seenAt }),
    // Others are drafts that were set aside.
    drafts: files.filter((name) => /^[^.]+\.json$/.test(name)).length,
    interrupted: getInterruptedRuns(readRuns(entries)).length,
  };
}

/** `read 2 hours ago · 1 draft · 1 interrupted change`; empty where nothing is kept. */
export function getKeptText({ seenAt, drafts, interrupted }: KeptState, now: number, t: Translate): string {
  return [
    seenAt === undefined ? "" : t("read {0}", getAgeText(seenAt, now, t)),
    drafts === 0 ? "" : drafts === 1 ? t("1 draft") : t("{0} drafts", drafts),
    interrupted === 0 ? "" : interrupted === 1 ? t("1 interrupted change") : t("{0} interrupted changes", interrupted),
  ]
    .filter(Boolean)
    .join(" · ");
}
