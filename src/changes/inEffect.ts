import type { PolicyType } from "../terms/policyTypes";
import type { Change } from "./change";
import type { ChangeReader } from "./ports";

/** Whether the organization is as a change of a policy of `type` wants it, read anew. */
export async function isInEffect(change: Change, type: PolicyType, reader: ChangeReader): Promise<boolean> {
  if (change.kind === "update") return (await reader.describePolicy(change.policyId)).content === change.to;
  const attached = await listAttached(change.targetId, type, reader);
  return attached.includes(change.policyId) === (change.kind === "attach");
}

/** Ids of the policies of a type attached directly to a target, read anew. */
export async function listAttached(
  targetId: string,
  type: PolicyType,
  reader: ChangeReader,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of reader.listPoliciesForTarget(targetId, type)) ids.push(id);
  return ids;
}
