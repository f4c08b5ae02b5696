/** The rows of What Changed: plain data, made from differences. */
import type { Gap } from "../../organization/model";
import type { Difference, Differences } from "../../organization/snapshot/difference";
import {
  DIFFERENCE_GROUPS,
  describeDifference,
  getGroup,
  getGroupName,
  type DifferenceGroup,
} from "../../organization/snapshot/wording";
import type { Translate } from "../../terms/translate";
import type { Subject } from "../subject";

export type ChangedRow =
  | {
      readonly kind: "differences";
      readonly id: string;
      readonly label: string;
      readonly group: DifferenceGroup;
      readonly rows: readonly ChangedRow[];
    }
  | {
      readonly kind: "difference";
      readonly id: string;
      readonly label: string;
      readonly description: string;
      readonly difference: Difference;
      /** What it is about, where that is still there to be shown in the tree. */
      readonly subject?: Subject;
    }
  | { readonly kind: "gaps"; readonly id: "gaps"; readonly label: string; readonly rows: readonly ChangedRow[] }
  | { readonly kind: "gap"; readonly id: string; readonly label: string; readonly description: string }
  | { readonly kind: "nothing"; readonly id: "nothing"; readonly label: string };

/** More gaps than this say no more than their number. */
const MAX_GAPS = 200;

export function toChangedRows({ differences, gaps }: Differences, t: Translate): readonly ChangedRow[] {
  const groups = DIFFERENCE_GROUPS.flatMap((group): readonly ChangedRow[] => {
    const rows = differences.flatMap((difference, index) =>
      getGroup(difference) === group ? [toRow(difference, index, t)] : [],
    );
    return rows.length > 0 ? [{ kind: "differences", id: group, label: getGroupName(group, t), group, rows }] : [];
  });
  const nothing: ChangedRow = { kind: "nothing", id: "nothing", label: t("Nothing changed") };
  return [...(groups.length > 0 ? groups : [nothing]), ...toGapRows(gaps, t)];
}

function toRow(difference: Difference, index: number, t: Translate): ChangedRow {
  const { label, description } = describeDifference(difference, t);
  const subject = getSubject(difference);
  return { kind: "difference", id: `difference/${index}`, label, description, difference, ...(subject && { subject }) };
}

function getSubject(difference: Difference): Subject | undefined {
  switch (difference.kind) {
    case "targetAdded":
    case "targetMoved":
    case "targetRenamed":
    case "stateChanged":
    case "emailChanged":
      return { kind: "target", targetId: difference.target.id };
    case "policyAdded":
    case "policyRenamed":
    case "policyDescriptionChanged":
    case "policyContentChanged":
      return { kind: "policy", policyId: difference.policy.id };
    case "attached":
      return { kind: "policy", policyId: difference.policy.id, targetId: difference.target.id };
    default:
      return undefined;
  }
}

function toGapRows(gaps: readonly Gap[], t: Translate): readonly ChangedRow[] {
  if (gaps.length === 0) return [];
  const rows = gaps.slice(0, MAX_GAPS).map(
    ({ operation, resource, reason }, index): ChangedRow => ({
      kind: "gap",
      id: `gap/${index}`,
      label: resource === undefined ? operation : t("{0} of {1}", operation, resource),
      description: reason,
    }),
  );
  return [{ kind: "gaps", id: "gaps", label: t("Not compared: one side was not read"), rows }];
}
