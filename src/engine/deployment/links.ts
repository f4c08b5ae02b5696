/** Which live policy a file is the source of, and whether both say the same. */
import type { PolicyType } from "../../terms/policyTypes";
import { getNameOfFile, getPlainFileName } from "./fileNames";

/** A policy file as it is read. */
export interface LocalPolicy {
  /** Its name without folders: `deny-leave.scp.json`. */
  readonly fileName: string;
  readonly type: PolicyType;
  /** What it says, whatever its order and layout; `undefined` while it cannot be parsed. */
  readonly form: string | undefined;
  /** The policy that it was pulled from, pushed to, or linked with by hand. */
  readonly linkedPolicyId: string | undefined;
}

/** A policy as it is deployed. */
export interface LivePolicy {
  readonly id: string;
  readonly name: string;
  readonly type: PolicyType;
  readonly awsManaged: boolean;
  /** `undefined`: its text was not read yet; `""`: it cannot be parsed. */
  readonly form: string | undefined;
}

export type Link =
  | { readonly state: "identical" | "differs"; readonly policyId: string }
  | { readonly state: "notDeployed" }
  /** Texts of these policies have to be read before it can be told. */
  | { readonly state: "unknown"; readonly policyIds: readonly string[] };

/**
 * The policy that was linked, else one of the same name, else one that says the same. `live`: all policies of the
 * organization of the file's type.
 */
export function findLink(file: LocalPolicy, live: readonly LivePolicy[]): Link {
  const candidates = live.filter(({ type, awsManaged }) => type === file.type && !awsManaged);
  const linked = candidates.find(({ id }) => id === file.linkedPolicyId);
  const named = linked ?? findNamed(file, candidates);
  if (named) return compare(file, named);
  const same = file.form === undefined ? undefined : candidates.find(({ form }) => form === file.form);
  if (same) return { state: "identical", policyId: same.id };
  const unread = file.form === undefined ? [] : candidates.filter(({ form }) => form === undefined);
  return unread.length > 0 ? { state: "unknown", policyIds: unread.map(({ id }) => id) } : { state: "notDeployed" };
}

function compare(file: LocalPolicy, { id, form }: LivePolicy): Link {
  if (form === undefined) return { state: "unknown", policyIds: [id] };
  return { state: form === file.form ? "identical" : "differs", policyId: id };
}

/** Of several with that name, none: they would have to be told apart by their ids. */
function findNamed({ fileName }: LocalPolicy, candidates: readonly LivePolicy[]): LivePolicy | undefined {
  const wanted = toKey(fileName.replace(/\.jsonc$/i, ".json"));
  const bare = toKey(getNameOfFile(fileName));
  const found = candidates.filter(
    (policy) => toKey(getPlainFileName(policy)) === wanted || toKey(policy.name) === bare,
  );
  return found.length === 1 ? found[0] : undefined;
}

function toKey(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
