/** What SCPs and RCPs leave a root, OU or account. */
import type { AccessMatrix } from "../evaluation/access/matrix";
import { describeResidue } from "../evaluation/conditionWords";
import { createEffectiveView } from "../evaluation/effectiveView";
import type { Reason } from "../evaluation/reasons";
import type { OrganizationNames } from "../policy/organizationNames";
import type { NamedAccount, ServiceReason, TargetView } from "./answers";

export function viewTarget(matrix: AccessMatrix, targetId: string, names: OrganizationNames): TargetView {
  const nameOf = createNaming(matrix);
  const { isExempt, services } = createEffectiveView(matrix, targetId);
  const path = matrix.hierarchy.getPath(targetId);
  const described = new Map<Reason, Omit<ServiceReason, "count">>();
  const describe = (reason: Reason) => {
    const known = described.get(reason) ?? describeReason(reason, nameOf, names);
    described.set(reason, known);
    return known;
  };
  return {
    ...{ targetId, isExempt },
    path: "reason" in path ? [] : path.map((id): NamedAccount => ({ id, name: nameOf(id) })),
    services: services.map(({ lines, ...service }) => ({
      ...service,
      reasons: lines.map(({ reason, count }) => ({ count, ...describe(reason) })),
    })),
    catalogueDate: matrix.universe.date,
  };
}

function describeReason(
  { outcome, policyType, levelId, statement, residues }: Reason,
  nameOf: (id: string) => string,
  names: OrganizationNames,
): Omit<ServiceReason, "count"> {
  return {
    ...{ outcome, policyType, levelId, levelName: nameOf(levelId) },
    ...(statement && {
      statement: {
        ...{ policyId: statement.policyId, policyName: statement.policyName, statement: statement.statement },
        ...(statement.sid !== undefined && { sid: statement.sid }),
      },
    }),
    conditions: residues.map((residue) => describeResidue(residue, names)),
  };
}

/** Names of roots, OUs and accounts by id. */
function createNaming({ contents }: AccessMatrix): (id: string) => string {
  const names = new Map<string, string>();
  for (const { id, name } of [...contents.roots, ...contents.organizationalUnits, ...contents.accounts]) {
    names.set(id, name);
  }
  return (id) => names.get(id) ?? id;
}
