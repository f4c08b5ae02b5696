/** What pulling policies into a folder would do to each file, before any is written. */
import type { PolicyType } from "../../terms/policyTypes";
import { getPolicyFileNames } from "./fileNames";

export interface PulledPolicy {
  readonly id: string;
  readonly name: string;
  readonly type: PolicyType;
  readonly content: string;
}

/** What stands under a name in the folder already. */
export interface ExistingFile {
  /** Typed and not saved. */
  readonly isUnsaved: boolean;
  /** As in `LocalPolicy`. */
  readonly form: string | undefined;
  readonly linkedPolicyId: string | undefined;
}

export type PullState =
  | "new"
  /** Says the same already. */
  | "same"
  /** Was pulled from this policy, and says something else now. */
  | "replaced"
  /** Left alone: what is typed there would be lost. */
  | "unsaved"
  /** Left alone: nothing says that the file is this policy's. */
  | "unrelated";

export interface PullItem<T extends PulledPolicy> {
  readonly policy: T;
  readonly fileName: string;
  readonly state: PullState;
}

/** `getForm` answers a text's canonical form; `find` answers what stands under a file name. */
export function planPull<T extends PulledPolicy>(
  policies: readonly T[],
  find: (fileName: string) => ExistingFile | undefined,
  getForm: (text: string) => string | undefined,
): readonly PullItem<T>[] {
  return [...getPolicyFileNames(policies)].map(([policy, fileName]) => {
    const existing = find(fileName);
    return { policy, fileName, state: existing ? judge(policy, existing, getForm(policy.content)) : "new" };
  });
}

function judge({ id }: PulledPolicy, existing: ExistingFile, form: string | undefined): PullState {
  if (existing.isUnsaved) return "unsaved";
  if (form !== undefined && form === existing.form) return "same";
  return existing.linkedPolicyId === id ? "replaced" : "unrelated";
}
