import { compileGrant } from "../../policy/matching/compile";
import type { CompiledPolicy, MatchRequest } from "../../policy/matching/policy";
import { and, isOpen, or, type Truth, undecidable } from "../../policy/matching/truth";
import type { Principal } from "../principal";
import type { RequestPolicies } from "../request";
import type { AccessFinding, PolicyKind, Verdict } from "../verdict";
import { findNaming, type Naming } from "./principals";

interface Asked {
  readonly match: MatchRequest;
  readonly principal: Principal;
  readonly arn: string | undefined;
  readonly isCrossAccount: boolean;
}

/**
 * Whether the request is granted in the end: by the policies of identity and resource that it brings, within boundary
 * and session, and within what SCPs and RCPs leave (IAM User Guide, Policy evaluation logic; Cross-account policy
 * evaluation logic; Permissions boundaries).
 */
export function judgeGrants(policies: RequestPolicies, asked: Asked, organization: Verdict): AccessFinding {
  const judged = judgeAll(policies, asked);
  const denying = judged.find(({ deny }) => deny.truth === true);
  if (denying) return finding("explicitDeny", denying.kind, denying.deny.by);
  if (organization.verdict === "explicitDeny" || organization.verdict === "implicitDeny") {
    return { verdict: organization.verdict, policyKind: "organization", reason: organization.reason };
  }
  const grant = combine(policies, judged, asked);
  if (grant.truth === false) return finding("implicitDeny", grant.missing);
  const open = [grant.truth, ...judged.map(({ deny }) => deny.truth)].flatMap((truth) =>
    isOpen(truth) ? truth.needs : [],
  );
  const undecided = open.find((need) => need.kind === "undecidable");
  if (organization.verdict === "unknown" || undecided) {
    const reason = undecided?.kind === "undecidable" ? `Unknown: ${undecided.reason}.` : organization.reason;
    return { verdict: "unknown", reason };
  }
  const keys = open.map((need) => (need.kind === "key" ? need.key : "resource"));
  const missingContext = [...new Set([...keys, ...(organization.missingContext ?? [])])];
  if (missingContext.length > 0 || organization.verdict === "conditional") {
    return { verdict: "conditional", missingContext, reason: `Depends on ${missingContext.join(", ")}.` };
  }
  return { verdict: "allowed", reason: "The policies of the request grant it, and no SCP or RCP stands in the way." };
}

interface Matched {
  readonly truth: Truth;
  /** The policy's place in its list and the statement's in the policy, from 0. */
  readonly by?: Pick<AccessFinding, "policy" | "statement" | "sid">;
}

interface Judged {
  readonly kind: PolicyKind;
  readonly deny: Matched;
  readonly allow: Truth;
  /** Of a resource's policy: what it allows by the way it names who asks. */
  readonly allowBy: Readonly<Record<Exclude<Naming, "no" | "unknown">, Truth>>;
}

function judgeAll(policies: RequestPolicies, asked: Asked): readonly Judged[] {
  const { identity = [], boundary, session = [], resource } = policies;
  return [
    judge("identity", identity, asked),
    judge("boundary", boundary === undefined ? [] : [boundary], asked),
    judge("session", session, asked),
    judge("resource", resource === undefined ? [] : [resource], asked),
  ];
}

function judge(kind: PolicyKind, texts: readonly string[], asked: Asked): Judged {
  let deny: Matched = { truth: false };
  const allowBy: Record<"itself" | "role" | "account", Truth> = { itself: false, role: false, account: false };
  for (const [policy, text] of texts.entries()) {
    const compiled = compileGrant(text, kind === "resource" ? "resource" : "identity");
    if (compiled.problem !== undefined) {
      const truth = undecidable(`what the ${kind} policy does cannot be told: ${compiled.problem}`);
      return { kind, deny: { truth }, allow: truth, allowBy: { itself: truth, role: truth, account: truth } };
    }
    const namings = kind === "resource" ? readNamings(text, compiled, asked) : [];
    for (const statement of compiled.statements) {
      const naming = kind === "resource" ? (namings[statement.index] ?? "no") : "role";
      if (naming === "no" || !statement.matchesAction(asked.match.action)) continue;
      const rest = statement.matchRest(asked.match);
      const truth =
        naming === "unknown"
          ? and(undecidable("the resource's policy names a principal that may be this one"), rest)
          : rest;
      if (statement.effect === "Allow") {
        const by = naming === "unknown" ? "role" : naming;
        allowBy[by] = or(allowBy[by], truth);
      } else if (deny.truth !== true && truth !== false) {
        const { sid, index } = statement;
        deny = { truth: or(deny.truth, truth), by: { policy, statement: index, ...(sid !== undefined && { sid }) } };
      }
    }
  }
  const allow = Object.values(allowBy).reduce(or, false);
  return { kind, deny, allow, allowBy };
}

function readNamings(text: string, { statements }: CompiledPolicy, asked: Asked): readonly Naming[] {
  // What compiled has statements that are objects.
  const { Statement } = JSON.parse(text) as { Statement: unknown };
  const written = (Array.isArray(Statement) ? Statement : [Statement]) as readonly Readonly<Record<string, unknown>>[];
  return statements.map(({ index }) => findNaming(written[index]?.Principal, written[index]?.NotPrincipal, asked));
}

/** Whether it is granted, and what lacks an Allow where it is not. */
function combine(
  policies: RequestPolicies,
  [identity, boundary, session, resource]: readonly Judged[],
  { principal, isCrossAccount }: Asked,
): { readonly truth: Truth; readonly missing: PolicyKind } {
  if (!identity || !boundary || !session || !resource) return { truth: false, missing: "identity" };
  // Where nobody said what the resource's policy is, another account's may allow it or not.
  const isResourceKnown = policies.resource !== undefined || !isCrossAccount;
  const byResource = isResourceKnown
    ? resource.allow
    : undecidable("the policy of the other account's resource is not given");
  if (principal.kind !== "identity") return { truth: byResource, missing: "resource" };
  const withinBoundary = policies.boundary === undefined ? true : boundary.allow;
  const withinSession = policies.session === undefined ? true : session.allow;
  const limits = and(withinBoundary, withinSession);
  const byIdentity = and(identity.allow, limits);
  const missing = findMissing([
    [identity.allow, "identity"],
    [withinBoundary, "boundary"],
    [withinSession, "session"],
    [byResource, "resource"],
  ]);
  if (isCrossAccount) return { truth: and(byIdentity, byResource), missing };
  const { itself, role } = resource.allowBy;
  return { truth: or(byIdentity, or(itself, and(role, limits))), missing };
}

function findMissing(parts: readonly (readonly [Truth, PolicyKind])[]): PolicyKind {
  return parts.find(([truth]) => truth === false)?.[1] ?? "identity";
}

const NAMES: Readonly<Record<PolicyKind, string>> = {
  identity: "identity policy",
  boundary: "permissions boundary",
  session: "session policy",
  resource: "resource policy",
  organization: "SCP or RCP",
};

function finding(
  verdict: "explicitDeny" | "implicitDeny",
  policyKind: PolicyKind,
  by: Matched["by"] = {},
): AccessFinding {
  const { sid, statement } = by;
  const name = sid === undefined ? `statement ${(statement ?? 0) + 1}` : `statement ${sid}`;
  const reason =
    verdict === "explicitDeny"
      ? `Denied by ${name} of the ${NAMES[policyKind]}.`
      : `Denied because no ${NAMES[policyKind]} allows it.`;
  return { verdict, policyKind, ...by, reason };
}
