/** What a drop means. No VS Code here. */
import type { TargetKind } from "../../terms/ids";
import type { Subject } from "../subject";

export type Drop =
  | { readonly kind: "move"; readonly accountIds: readonly string[]; readonly to: string }
  | { readonly kind: "attach"; readonly subjects: readonly Subject[] }
  /** AWS has no such operation. */
  | { readonly kind: "moveUnits" }
  | { readonly kind: "nothing" };

/** Accounts onto an OU or root move; policies and targets brought together, either way round, are attached. */
export function getDrop(
  dragged: readonly Subject[],
  onto: Subject | undefined,
  getKind: (targetId: string) => TargetKind | undefined,
): Drop {
  if (!onto || dragged.length === 0) return { kind: "nothing" };
  const policies = dragged.filter((subject) => subject.kind === "policy").map(withoutTarget);
  const targets = dragged.filter((subject) => subject.kind === "target");
  if (onto.kind === "policy") {
    return targets.length === dragged.length ? attach([withoutTarget(onto), ...targets]) : { kind: "nothing" };
  }
  if (policies.length === dragged.length) return attach([...policies, onto]);
  if (targets.length !== dragged.length || getKind(onto.targetId) === "account") return { kind: "nothing" };
  const isMoved = targets.filter(({ targetId }) => targetId !== onto.targetId);
  if (isMoved.length === 0) return { kind: "nothing" };
  return isMoved.every(({ targetId }) => getKind(targetId) === "account")
    ? { kind: "move", accountIds: isMoved.map(({ targetId }) => targetId), to: onto.targetId }
    : { kind: "moveUnits" };
}

function attach(subjects: readonly Subject[]): Drop {
  return { kind: "attach", subjects };
}

/** A policy seen on a target is the policy: dragging it attaches it elsewhere too, and takes it from nowhere. */
function withoutTarget(subject: Subject): Subject {
  return subject.kind === "policy" ? { kind: "policy", policyId: subject.policyId } : subject;
}
