import { RCP_FULL_AWS_ACCESS } from "../../terms/policyTypes";
import type { PolicySummary } from "../../organization/model";
import { getTargetKind } from "../../terms/ids";
import { getIdentifiedFlags, getTargetIcon } from "./describeTarget";
import type { Context, Description, Flag } from "./description";
import type { AttachedPolicyElement, PolicyElement, PolicyGroupElement, PolicyTargetElement } from "./elements";
import { reviewPolicies } from "./limits";
import { getPolicyName, getSizeText, getTargetKindText, getTargetName, joinWords } from "./words";

export function describePolicy({ type, policyId, hasTargets }: PolicyElement, context: Context): Description {
  const { known, t } = context;
  const summary = known.getPolicySummary(policyId);
  const label = getPolicyName(known, policyId);
  const targets = known.getTargets(policyId)?.length;
  const managed = summary?.awsManaged ? t("AWS managed") : undefined;
  const policy = hasTargets ? undefined : known.getPolicy(policyId);
  const reach = targets === undefined ? undefined : targets === 1 ? t("1 target") : t("{0} targets", targets);
  const file = context.getDriftFile?.(policyId);
  const drift = file === undefined ? undefined : t("differs from {0}", file);
  const words = [managed, reach, policy && getSizeText(policy, context)];
  return {
    label,
    description: joinWords(...words, policyId),
    icon: summary?.awsManaged ? "awsPolicy" : "policy",
    flags: [
      "policy",
      ...(policyId === RCP_FULL_AWS_ACCESS ? [] : (["attachable", "replaceable"] as const)),
      ...getIdentifiedFlags(context),
      ...getOwnFlags(summary),
    ],
    ...(drift !== undefined && { badges: [{ letter: "≠", text: drift, tone: "warning" }] }),
    expands: hasTargets ? "collapsed" : "no",
    spoken: [t("{0}, policy", label), drift, ...words, policyId].filter(Boolean).join(", "),
    opens: { type, policyId },
  };
}

export function describePolicyGroup({ type, group }: PolicyGroupElement, { known, t }: Context): Description {
  const review = reviewPolicies(known, type);
  const [label, icon, isComplete, count] =
    group === "notAttached"
      ? ([t("Not attached"), "notAttached", review.unknownTargets.length === 0, review.notAttached.length] as const)
      : ([
          t("Near a limit"),
          "nearLimit",
          review.unknownSize.length + review.unknownTargets.length === 0,
          review.nearSize.length + review.nearSlots.length,
        ] as const);
  const description = isComplete ? String(count) : count > 0 ? t("at least {0}", count) : undefined;
  const spoken = description ? `${label}: ${description}` : label;
  return { label, ...(description && { description }), icon, flags: [], expands: "collapsed", spoken };
}

/** A target below its policy: named, with its place. */
export function describePolicyTarget(element: PolicyTargetElement, context: Context): Description {
  const { known, t } = context;
  const { policyId, targetId } = element;
  const target = known.getTarget(targetId);
  const kind = target?.kind ?? getTargetKind(targetId) ?? "organizationalUnit";
  // A list of ten thousand is looked through only for a name that is known from nowhere else.
  const listed = target ? undefined : known.getTargets(policyId)?.find((one) => one.targetId === targetId);
  const label = listed?.name ?? getTargetName(known, targetId);
  return {
    label,
    description: targetId,
    icon: getTargetIcon(target, known, kind),
    flags: [...getDetachable(policyId), "hasId", "hasArn", "revealable"],
    expands: "no",
    spoken: t("{0}, {1}, has {2}, {3}", label, getTargetKindText(kind, t), getPolicyName(known, policyId), targetId),
  };
}

/** A policy as it reaches the target that is looked at: attached there, or inherited from above. */
export function describeAttachedPolicy(element: AttachedPolicyElement, context: Context): Description {
  const { known, t } = context;
  const { type, policyId, targetId, viewedId } = element;
  const summary = known.getPolicySummary(policyId);
  const label = getPolicyName(known, policyId);
  const isInherited = targetId !== viewedId;
  const from = getTargetName(known, targetId);
  const origin = isInherited ? t("inherited from {0}", from) : t("attached here");
  const managed = summary?.awsManaged ? t("AWS managed") : undefined;
  return {
    label,
    description: joinWords(isInherited ? t("from {0}", from) : undefined, managed, policyId),
    icon: summary?.awsManaged ? "awsPolicy" : "policy",
    flags: [
      "policy",
      // What is inherited is detached where it is attached, so that nobody reaches more accounts than the one in sight.
      ...(isInherited ? (["revealable"] as const) : getDetachable(policyId)),
      ...getIdentifiedFlags(context),
    ],
    expands: "no",
    spoken: [t("{0}, policy", label), origin, managed, policyId].filter(Boolean).join(", "),
    opens: { type, policyId },
  };
}

/** AWS's own policies stay as they are, and have no tags. */
function getOwnFlags(summary: PolicySummary | undefined): readonly Flag[] {
  return summary?.awsManaged === false ? ["renamable", "describable", "taggable", "deletable"] : [];
}

/** RCPFullAWSAccess can never be detached. */
function getDetachable(policyId: string): readonly Flag[] {
  return policyId === RCP_FULL_AWS_ACCESS ? [] : ["detachable"];
}
