import * as vscode from "vscode";
import type { PopulationCount } from "../../engine/impactSummary";
import type { PolicyMeasure } from "../../judging/answers";

/** `37 accounts (5 OUs)`, `active` ones where others are counted apart; `at least` where not everything is known. */
export function getReachText({ accounts, organizationalUnits, isPartial }: ReachedBy): string {
  const { t } = vscode.l10n;
  const { members: count, suspended, closed } = accounts;
  const [many, units] = [toNumber(count), toNumber(organizationalUnits)];
  const members =
    suspended + closed === 0
      ? count === 1
        ? t("1 account")
        : t("{0} accounts", many)
      : count === 1
        ? t("1 active account")
        : t("{0} active accounts", many);
  const reached =
    organizationalUnits === 0
      ? members
      : organizationalUnits === 1
        ? t("{0} (1 OU)", members)
        : t("{0} ({1} OUs)", members, units);
  return isPartial ? t("at least {0}", reached) : reached;
}

type ReachedBy = Pick<PolicyMeasure, "accounts" | "organizationalUnits" | "isPartial">;

/** Accounts that are counted apart, one line each. */
export function getOthersLines({ management, suspended, closed }: PopulationCount): readonly string[] {
  const { t } = vscode.l10n;
  const lines: string[] = [];
  if (management > 0) lines.push(t("The management account is not restricted by SCPs or RCPs."));
  if (suspended > 0) lines.push(suspended === 1 ? t("1 suspended account") : t("{0} suspended accounts", suspended));
  if (closed > 0) lines.push(closed === 1 ? t("1 closed account") : t("{0} closed accounts", closed));
  return lines;
}

export function toNumber(count: number): string {
  return count.toLocaleString(vscode.env.language);
}
