/** What one policy, or a draft of it, does. */
import { countBits, isEmpty } from "../evaluation/access/bits";
import type { AccessEngine } from "../evaluation/access/engine";
import type { AccessMatrix } from "../evaluation/access/matrix";
import { summarize } from "../evaluation/access/summary";
import { type MeasuredPolicy, measurePolicy, type StatementRadius } from "../evaluation/blastRadius";
import { describeResidue } from "../evaluation/conditionWords";
import { compareMatrices } from "../evaluation/impact";
import type { Attachment, OrganizationContents, Policy } from "../organization/model";
import { countPopulation } from "../engine/impactSummary";
import type { OrganizationNames } from "../policy/organizationNames";
import type { PolicyMeasure, PolicyReport, StatementReport } from "./answers";
import { listChanges, listServices, namePopulation } from "./describe";

export function measure(matrix: AccessMatrix, policy: MeasuredPolicy): PolicyMeasure {
  const { accounts, organizationalUnits, statements, problem } = measurePolicy(matrix, policy);
  return {
    accounts: countPopulation(accounts),
    organizationalUnits: organizationalUnits.length,
    isPartial: isPartial(matrix.contents),
    statements: statements.map(({ statement, effect, actions, exemptions, isNeedless, entries }) => ({
      ...{ statement, effect, exemptions, isNeedless },
      actions: countBits(actions),
      services: summarize(matrix.universe, actions).length,
      needlessEntries: entries.flatMap((entry, index) => (entry.isNeedless ? [index] : [])),
    })),
    ...(problem !== undefined && { problem }),
  };
}

export function report(
  engine: AccessEngine,
  matrix: AccessMatrix,
  policy: MeasuredPolicy,
  names: OrganizationNames,
): PolicyReport {
  const { accounts, organizationalUnits, statements, problem } = measurePolicy(matrix, policy);
  const { contents, universe } = matrix;
  const isPublished = isAsPublished(contents, policy);
  const before = isPublished ? engine.judge(without(contents, policy)) : matrix;
  const after = isPublished ? matrix : engine.judge(withPolicy(contents, policy));
  return {
    accounts: namePopulation(accounts),
    organizationalUnits: organizationalUnits.map(({ name }) => name),
    isPartial: isPartial(contents),
    statements: statements.map((statement) => describe(matrix, statement, names)),
    ...(problem !== undefined && { problem }),
    comparedWith: isPublished || policy.policyId === undefined ? "without" : "published",
    changes: compareMatrices(before, after).groups.map((group) => ({
      accounts: namePopulation(group.accounts),
      changes: listChanges(universe, group.transition),
    })),
    catalogueDate: universe.date,
  };
}

function describe({ universe }: AccessMatrix, radius: StatementRadius, names: OrganizationNames): StatementReport {
  const { statement, sid, effect, actions, residues, isAlways, isNeedless, needless } = radius;
  return {
    ...{ statement, effect, isNeedless },
    ...(sid !== undefined && { sid }),
    services: listServices(universe, actions),
    conditions: isAlways ? [] : residues.map((residue) => describeResidue(residue, names)),
    needless: isEmpty(needless) ? [] : listServices(universe, needless),
  };
}

function isPartial({ gaps = [] }: OrganizationContents): boolean {
  return gaps.some(({ operation }) => PLACES.has(operation));
}

/** Reads without which an account may be missing, or be somewhere else. */
const PLACES = new Set(["ListAccounts", "ListAccountsForParent", "ListOrganizationalUnitsForParent", "ListChildren"]);

function isAsPublished({ policies, attachments }: OrganizationContents, policy: MeasuredPolicy): boolean {
  const published = policies.find(({ id }) => id === policy.policyId);
  if (published?.content !== policy.content) return false;
  const targets = attachments.filter(({ policyId }) => policyId === policy.policyId).map(({ targetId }) => targetId);
  return policy.targetIds.every((targetId) => targets.includes(targetId));
}

function without(contents: OrganizationContents, { policyId }: MeasuredPolicy): OrganizationContents {
  return { ...contents, attachments: contents.attachments.filter((attachment) => attachment.policyId !== policyId) };
}

/** An id that no policy of AWS has. */
const DRAFT_ID = "p-draft";

/** The organization with the policy's text in place of the published one, attached to the targets too. */
function withPolicy(contents: OrganizationContents, policy: MeasuredPolicy): OrganizationContents {
  const { policyId = DRAFT_ID, type, content, targetIds } = policy;
  const published = contents.policies.find(({ id }) => id === policyId);
  const draft: Policy = published
    ? { ...published, content }
    : { id: policyId, arn: "", name: policyId, description: "", type, awsManaged: false, content };
  const attached = new Set(
    contents.attachments.filter((one) => one.policyId === policyId).map(({ targetId }) => targetId),
  );
  const added = targetIds.filter((id) => !attached.has(id)).map((targetId): Attachment => ({ policyId, targetId }));
  return {
    ...contents,
    policies: [...contents.policies.filter(({ id }) => id !== policyId), draft],
    attachments: added.length > 0 ? [...contents.attachments, ...added] : contents.attachments,
  };
}
