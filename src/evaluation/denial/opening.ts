import type { Account, OrganizationContents, Policy } from "../../organization/model";
import { allowAction, exemptPrincipals } from "../../policy/amend";
import { parsePolicyDocument } from "../../policy/document";
import { applyTextEdits } from "../../policy/edits";
import { getOutline } from "../../policy/statements";
import { type ActionLookup, createEvaluator } from "../evaluator";
import { RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import { getPrincipal } from "../principal";
import type { EvaluationRequest } from "../request";
import type { VerdictKind } from "../verdict";
import type { ClosedLevel, Suspect } from "./explainDenial";

/** Edits of policies that together release a request: something to review, never to apply by itself. */
export interface Opening {
  readonly edits: readonly PolicyEdit[];
  /** Accounts that get more than they have. */
  readonly opens: readonly Account[];
  /** What SCPs and RCPs say to the request afterwards. */
  readonly verdict: VerdictKind;
}

export interface PolicyEdit {
  readonly policy: Policy;
  readonly content: string;
  /** ARNs taken out of a Deny, or the action that is now allowed. */
  readonly exempted: readonly string[];
  readonly allowed?: string;
  /** The statements concerned, from 0. */
  readonly statements: readonly number[];
}

interface Found {
  readonly suspects: readonly Suspect[];
  readonly closed: readonly ClosedLevel[];
}

/**
 * The least that releases a request: the principal is taken out of each Deny, and each level that lacks an Allow gets
 * one in a policy that is attached to few targets. `undefined` where a policy is AWS's own or its text is not known.
 */
export function findOpening(
  contents: OrganizationContents,
  request: EvaluationRequest,
  { suspects, closed }: Found,
  actions: ActionLookup | undefined,
): Opening | undefined {
  const edits = new Map<string, PolicyEdit>();
  for (const edit of exempt(contents, request, suspects)) {
    if (!edit) return undefined;
    edits.set(edit.policy.id, edit);
  }
  for (const level of closed) {
    const edit = allow(contents, request, level, edits);
    if (!edit) return undefined;
    edits.set(edit.policy.id, edit);
  }
  if (edits.size === 0) return undefined;
  const policies = contents.policies.map((policy) => ({
    ...policy,
    content: edits.get(policy.id)?.content ?? policy.content,
  }));
  const after = { ...contents, policies };
  const [was, is] = [createEvaluator(contents, actions), createEvaluator(after, actions)];
  const reachesResources = suspects.some(({ policyType }) => policyType === RESOURCE_CONTROL_POLICY);
  const isOpened = ({ id }: Account) => {
    const alike = [
      ...(id === request.accountId || closed.length > 0 ? [inAccount(request, id)] : []),
      ...(reachesResources ? [onResourceOf(request, id)] : []),
    ];
    return alike.some((one) => isDenied(was.evaluate(one).verdict) && !isDenied(is.evaluate(one).verdict));
  };
  const opens = contents.accounts.filter(isOpened);
  return { edits: [...edits.values()], opens, verdict: is.evaluate(request).verdict };
}

/** The like principal of another account: exempting one opens its account alone, an Allow opens all below it. */
function inAccount(request: EvaluationRequest, accountId: string): EvaluationRequest {
  if (accountId === request.accountId || typeof request.principal !== "string") return { ...request, accountId };
  const principal = request.principal.replace(/^(arn:[^:]*:[^:]*:[^:]*:)[^:]*/, `$1${accountId}`);
  return { ...request, accountId, principal, resourceAccountId: accountId };
}

/** The same principal on the like resource of another account: an RCP that exempts it does so for all it protects. */
function onResourceOf(request: EvaluationRequest, accountId: string): EvaluationRequest {
  const resource = request.resource?.replace(/^((?:[^:]*:){4})\d{12}:/, `$1${accountId}:`);
  return { ...request, resourceAccountId: accountId, ...(resource !== undefined && { resource }) };
}

function isDenied(verdict: VerdictKind): boolean {
  return verdict === "explicitDeny" || verdict === "implicitDeny";
}

function exempt(
  contents: OrganizationContents,
  request: EvaluationRequest,
  suspects: readonly Suspect[],
): readonly (PolicyEdit | undefined)[] {
  const principal = getPrincipal(request);
  const arn = principal.kind === "identity" ? principal.arn : undefined;
  const exempted = arn?.kind === "present" ? arn.values : arn?.kind === "shape" ? arn.patterns : [];
  const statements = new Map<string, Set<number>>();
  for (const { policyId, statement } of suspects) {
    const known = statements.get(policyId) ?? new Set<number>();
    statements.set(policyId, known.add(statement));
  }
  return Array.from(statements, ([policyId, indexes]) => {
    const policy = findEditable(contents, policyId);
    if (!policy || exempted.length === 0) return undefined;
    let content: string | undefined = policy.content;
    for (const index of indexes) content = content && exemptIn(content, index, exempted);
    return content === undefined ? undefined : { policy, content, exempted, statements: [...indexes] };
  });
}

function exemptIn(content: string, index: number, arns: readonly string[]): string | undefined {
  const document = parsePolicyDocument(content);
  const statement = getOutline(document).statements[index];
  const edit = statement && exemptPrincipals(document, statement, arns);
  return edit && applyTextEdits(content, [edit]);
}

function allow(
  contents: OrganizationContents,
  { action }: EvaluationRequest,
  { targetId, policyType }: ClosedLevel,
  edits: ReadonlyMap<string, PolicyEdit>,
): PolicyEdit | undefined {
  const countTargets = (policyId: string) => contents.attachments.filter((one) => one.policyId === policyId).length;
  const candidates = contents.attachments
    .filter((one) => one.targetId === targetId)
    .flatMap((one) => findEditable(contents, one.policyId) ?? [])
    .filter((policy) => policy.type === policyType)
    .sort((a, b) => countTargets(a.id) - countTargets(b.id));
  // Two levels may share the policy that gets the Allow.
  const shared = candidates.map((policy) => edits.get(policy.id)).find((edit) => edit?.allowed !== undefined);
  if (shared) return shared;
  for (const policy of candidates) {
    const edit = edits.get(policy.id) ?? { policy, content: policy.content, exempted: [], statements: [] };
    const document = parsePolicyDocument(edit.content);
    const added = allowAction(document, action);
    const content = added && applyTextEdits(document.text, [added]);
    if (content !== undefined) return { ...edit, content, allowed: action };
  }
  return undefined;
}

function findEditable({ policies }: OrganizationContents, policyId: string): Policy | undefined {
  const policy = policies.find((one) => one.id === policyId);
  return policy?.awsManaged ? undefined : policy;
}
