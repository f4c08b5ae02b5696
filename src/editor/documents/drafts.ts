/** Drafts of policies on this machine: what was typed and not published. They outlive the window. */
import path from "node:path";
import { readJsonFile, writeJsonFile } from "../../disk/jsonFile";
import { removeFile } from "../../disk/removeFile";
import type { PolicyAddress } from "./policyUri";

export interface Draft extends PolicyAddress {
  readonly text: string;
  /** The stored text that the draft was made from, to the byte. */
  readonly base: string;
  /** Rises with each save, also over restarts; the document's modification time. */
  readonly version: number;
}

export interface Drafts {
  load(address: PolicyAddress): Promise<Draft | undefined>;
  save(draft: Draft): Promise<void>;
  remove(address: PolicyAddress): Promise<void>;
  /** Keeps a draft of another window under a name of its own, before it is written over. Answers the file. */
  setAside(draft: Draft): Promise<string>;
}

/**
 * Drafts as files of `folder`, one for each policy, readable by their owner alone. `getPlace` tells organizations apart
 * that have the same id: the demo, or one at another endpoint.
 */
export function createDrafts(folder: string, getPlace: (organizationId: string) => string): Drafts {
  const getFile = ({ organizationId, policyId }: PolicyAddress, version?: number) =>
    path.join(
      folder,
      encodeURIComponent(getPlace(organizationId)),
      version === undefined ? `${policyId}.json` : `${policyId}.${version}.json`,
    );
  return {
    async load(address) {
      const value = await readJsonFile(getFile(address));
      return isDraft(value) && value.policyId === address.policyId ? value : undefined;
    },
    save: (draft) => writeJsonFile(getFile(draft), draft),
    remove: (address) => removeFile(getFile(address)),
    async setAside(draft) {
      const file = getFile(draft, draft.version);
      await writeJsonFile(file, draft);
      return file;
    },
  };
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const draft = value as Partial<Draft>;
  return typeof draft.text === "string" && typeof draft.base === "string" && typeof draft.version === "number";
}
