/** Names of the files that policies are kept in. */
import { getPolicyTypeFacts, POLICY_TYPES, type PolicyType } from "../../terms/policyTypes";

interface Named {
  readonly id: string;
  readonly name: string;
  readonly type: PolicyType;
}

/** In UTF-16 code units; file systems take 255 bytes, ending and id included. */
const MAX_NAME = 60;

/** What Windows keeps for devices, whatever follows the first dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A file name for each policy, such as `DenyLeaveOrganization.scp.json`: one that every file system takes and no path
 * hides in, whatever the policy is called. Those that would be one file where case does not count bear the policy's id.
 */
export function getPolicyFileNames<T extends Named>(policies: readonly T[]): ReadonlyMap<T, string> {
  const counts = new Map<string, number>();
  for (const policy of policies) {
    const key = getKey(policy);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return new Map(
    policies.map((policy) => {
      const isAlone = counts.get(getKey(policy)) === 1 && toStem(policy.name) !== "";
      return [policy, isAlone ? getPlainFileName(policy) : getFileNameWithId(policy)];
    }),
  );
}

/** The name without regard to other policies. */
export function getPlainFileName({ name, type }: Pick<Named, "name" | "type">): string {
  return `${toStem(name)}.${getPolicyTypeFacts(type).kind}.json`;
}

/** `deny-leave.scp.json` → `deny-leave`; other dots are a part of the name. */
export function getNameOfFile(fileName: string): string {
  const stem = fileName.replace(/\.jsonc?$/i, "");
  const facts = POLICY_TYPES.find(({ kind }) => stem.toLowerCase().endsWith(`.${kind}`));
  return facts ? stem.slice(0, -(facts.kind.length + 1)) : stem;
}

function getFileNameWithId({ id, name, type }: Named): string {
  const stem = toStem(name);
  return getPlainFileName({ name: stem === "" ? id : `${stem}-${id}`, type });
}

function getKey(policy: Named): string {
  return getPlainFileName(policy).normalize("NFC").toLowerCase();
}

function toStem(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}._ ()+=@-]+/gu, "-")
    .slice(0, MAX_NAME)
    .replace(/\p{Surrogate}/gu, "")
    .replace(/^[-. ]+|[-. ]+$/g, "");
  return RESERVED.test(plain) ? `_${plain}` : plain;
}
