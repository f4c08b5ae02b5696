/** What two policies or two targets differ in, in names and words. */
import type { AccessMatrix } from "../evaluation/access/matrix";
import type { ActionUniverse } from "../evaluation/access/universe";
import { describeResidue } from "../evaluation/conditionWords";
import { compareTargets, comparePolicies, type Coverage, type DifferenceRow } from "../evaluation/policyDifference";
import type { OrganizationNames } from "../policy/organizationNames";
import type { PolicyType } from "../terms/policyTypes";
import type { ChangedActions, ServiceActions } from "./answers";
import { listChanges, listServices } from "./describe";

export interface MeaningDifference {
  /** What becomes of actions, going from one target to the other; of policies none. */
  readonly changes: readonly ChangedActions[];
  readonly rows: readonly DescribedRow[];
  /** Why it cannot be told what a text does, in words that follow "because". */
  readonly problems: { readonly before?: string; readonly after?: string };
}

export interface DescribedRow {
  readonly effect: "Allow" | "Deny";
  readonly before: Coverage;
  readonly after: Coverage;
  readonly conditionsBefore: readonly string[];
  readonly conditionsAfter: readonly string[];
  readonly services: readonly ServiceActions[];
}

export function comparePolicyTexts(
  universe: ActionUniverse,
  type: PolicyType,
  before: string,
  after: string,
  names: OrganizationNames | undefined,
): MeaningDifference {
  const { rows, problems } = comparePolicies(universe, type, before, after);
  return { changes: [], rows: rows.map((row) => describeRow(universe, row, names)), problems };
}

export function compareTwoTargets(
  matrix: AccessMatrix,
  beforeId: string,
  afterId: string,
  names: OrganizationNames,
): MeaningDifference {
  const { universe } = matrix;
  const { transition, rows } = compareTargets({ matrix, targetId: beforeId }, { matrix, targetId: afterId });
  return {
    changes: listChanges(universe, transition),
    rows: rows.map((row) => describeRow(universe, row, names)),
    problems: {},
  };
}

function describeRow(
  universe: ActionUniverse,
  { effect, actions, before, after, conditionsBefore, conditionsAfter }: DifferenceRow,
  names: OrganizationNames | undefined,
): DescribedRow {
  return {
    ...{ effect, before, after },
    conditionsBefore: conditionsBefore.map((residue) => describeResidue(residue, names)),
    conditionsAfter: conditionsAfter.map((residue) => describeResidue(residue, names)),
    services: listServices(universe, actions),
  };
}
