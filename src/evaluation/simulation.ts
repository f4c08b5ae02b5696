/** AWS's second opinion: what SimulateCustomPolicy is asked, and how its answer stands to ours. */
import type { OrganizationContents } from "../organization/model";
import type { Catalogue } from "../policy/catalogue";
import { getConditionKey } from "../policy/conditionKeys";
import type { RequestContext } from "../policy/matching/context";
import { SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import type { ContextEntry, ContextEntryType, SimulationAnswer, SimulationQuestion } from "../terms/simulation";
import { createEvaluator, prepareQuestion } from "./evaluator";
import { FULL_ACCESS_TEXT, Hierarchy } from "./hierarchy";
import { getKeys, judgeAccount } from "./leg";
import type { EvaluationRequest } from "./request";
import type { Verdict, VerdictKind } from "./verdict";

/** The question for AWS, and our answer to the very same. */
export interface SimulationCase {
  readonly question: SimulationQuestion;
  /** Names of the levels, root first. */
  readonly levels: readonly string[];
  /** What we say of the SCPs, were all keys absent that AWS is not given. */
  readonly verdict: VerdictKind;
  readonly reason: string;
  /**
   * Keys that SCPs on the path test for this action and that AWS is not given: it takes them as absent, and names none of
   * them, since MissingContextValues leaves out those of SCPs (IAM API Reference, EvaluationResult).
   */
  readonly missingContext: readonly string[];
}

/** Keys that follow from request and organization: a simulation of no real principal knows none of them by itself. */
const DERIVED_KEYS = [
  "aws:PrincipalArn",
  "aws:PrincipalAccount",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:PrincipalIsAWSService",
  "aws:ResourceAccount",
  "aws:ResourceOrgID",
  "aws:ResourceOrgPaths",
];

/** `obstacle`: why AWS cannot be asked, as a sentence. */
export function prepareSimulation(
  contents: OrganizationContents,
  request: EvaluationRequest,
  catalogue: Catalogue,
): SimulationCase | { readonly obstacle: string } {
  const { policies: _, ...asked } = { ...request, resource: request.resource ?? "*", absentContext: true };
  const evaluator = createEvaluator(contents, catalogue);
  const verdict = evaluator.evaluate(asked);
  const leg = verdict.legs.find(({ policyType }) => policyType === SERVICE_CONTROL_POLICY);
  if (!leg?.accountId || leg.levels.length === 0) return { obstacle: leg?.reason ?? verdict.reason };
  const hierarchy = new Hierarchy(contents);
  const levels = leg.levels.map(({ targetId }) => hierarchy.getLevel(targetId, SERVICE_CONTROL_POLICY));
  const gap = levels.find((level) => level.gap !== undefined)?.gap;
  if (gap !== undefined) return { obstacle: `The SCPs are not all known, because ${gap}.` };
  const untold = { ...asked, absentContext: false };
  const open = prepareQuestion(untold, hierarchy, catalogue);
  const findings = open && judgeAccount(hierarchy, leg.accountId, SERVICE_CONTROL_POLICY, open.match);
  return {
    question: {
      action: request.action,
      ...(request.resource !== undefined && { resource: request.resource }),
      levels: levels.map(({ policies }) => policies.map(({ id }) => getText(contents, id))),
      context: open ? listContext(request, open.match.context, catalogue) : [],
    },
    levels: levels.map(({ name }) => name),
    verdict: leg.verdict,
    // What holds whatever the request is, before what holds since keys are absent.
    reason: evaluator.evaluate(untold).legs.find((one) => isSame(one, leg))?.reason ?? leg.reason,
    missingContext: getKeys(findings?.openConditions ?? []).filter((key) => key !== "resource"),
  };
}

function isSame(one: Verdict["legs"][number], other: Verdict["legs"][number]): boolean {
  return one.policyType === other.policyType && one.verdict === other.verdict;
}

export type Agreement = "same" | "different" | "open";

/** Whether both say the same of the SCPs; `open` where one of the two does not commit itself. */
export function compareOpinions(own: VerdictKind, { allowedByOrganizations }: SimulationAnswer): Agreement {
  if (allowedByOrganizations === undefined) return "open";
  switch (own) {
    case "allowed":
      return allowedByOrganizations ? "same" : "different";
    case "explicitDeny":
    case "implicitDeny":
      return allowedByOrganizations ? "different" : "same";
    case "conditional":
    case "unknown":
    case "notSubject":
      return "open";
  }
}

function listContext(
  request: EvaluationRequest,
  context: RequestContext,
  catalogue: Catalogue,
): readonly ContextEntry[] {
  const keys = new Map([...DERIVED_KEYS, ...Object.keys(request.context)].map((key) => [key.toLowerCase(), key]));
  return [...keys].flatMap(([folded, key]) => {
    const value = context.get(folded);
    if (value.kind !== "present") return [];
    return { key, type: getEntryType(key, value.values, catalogue), values: value.values };
  });
}

const ENTRY_TYPES: Readonly<Record<string, Exclude<ContextEntryType, `${string}List`>>> = {
  Bool: "boolean",
  Numeric: "numeric",
  Date: "date",
  IPAddress: "ip",
  Binary: "binary",
};

function getEntryType(key: string, values: readonly string[], catalogue: Catalogue): ContextEntryType {
  const facts = getConditionKey(catalogue, key);
  const type = ENTRY_TYPES[facts?.type ?? ""] ?? "string";
  return (facts?.multivalued ?? false) || values.length > 1 ? `${type}List` : type;
}

/** FullAWSAccess may stand in a file's attachments alone; without any other text there is a gap. */
function getText({ policies }: OrganizationContents, policyId: string): string {
  return policies.find(({ id }) => id === policyId)?.content ?? FULL_ACCESS_TEXT;
}
