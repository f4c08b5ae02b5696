/** Parts that several reports share: services with their actions, accounts, statements that lead to their policy. */
import * as vscode from "vscode";
import type { AccessLevel } from "../../evaluation/access/universe";
import type { TransitionKind } from "../../evaluation/transition";
import type { ChangedActions, NamedPopulation, ServiceActions, StatementPlace } from "../../judging/answers";
import { COMMANDS } from "../contributions";
import type { LinkedCommand, TextReport } from "./textReport";
import { getOthersLines, toNumber } from "./words";

export function addServices(report: TextReport, level: number, services: readonly ServiceActions[]): void {
  const { t } = vscode.l10n;
  const whole = services.filter(({ count, total }) => count === total).map(({ prefix }) => prefix);
  // All of a service needs no list.
  const inPart = services.filter(({ count, total }) => count < total);
  if (whole.length > 0) {
    const count = whole.length === 1 ? t("All of 1 service") : t("All of {0} services", toNumber(whole.length));
    report.add(level, `${count}: ${whole.join(", ")}`);
  }
  for (const { prefix, name, count, total, levels } of inPart) {
    const share = t("{0} of {1} actions", toNumber(count), toNumber(total));
    report.add(level, `${prefix} · ${name}: ${share}`);
    for (const { level: access, actions } of levels) {
      report.add(level + 1, `${getAccessLevelText(access)} (${toNumber(actions.length)})`);
      for (const action of actions) report.add(level + 2, action);
    }
  }
}

export function countActions(services: readonly ServiceActions[]): string {
  const count = services.reduce((sum, service) => sum + service.count, 0);
  return count === 1 ? vscode.l10n.t("1 action") : vscode.l10n.t("{0} actions", toNumber(count));
}

export function addChanges(report: TextReport, level: number, changes: readonly ChangedActions[]): void {
  for (const { kind, services } of changes) {
    report.add(level, `${getTransitionText(kind)}: ${countActions(services)}`);
    addServices(report, level + 1, services);
  }
}

export function addPopulation(report: TextReport, level: number, population: NamedPopulation): void {
  for (const { id, name } of population.members) report.add(level, `${id}  ${name}`, toTargetLink(id));
  const { management, suspended, closed } = population;
  const counts = { management: management.length, suspended: suspended.length, closed: closed.length, members: 0 };
  for (const line of getOthersLines(counts)) report.add(level, line);
}

/** Conditions in words, one a line; `before` stands in front of each. Reports are plain text, so without marks of code. */
export function addConditions(report: TextReport, level: number, conditions: readonly string[], before = ""): void {
  for (const condition of conditions) {
    if (condition !== "") report.add(level, `${before}${condition.replaceAll("`", "")}`);
  }
}

/** Shows a root, OU or account in the tree. */
export function toTargetLink(targetId: string): LinkedCommand {
  return { words: targetId, command: COMMANDS.revealInTree, args: [{ kind: "target", targetId }] };
}

/** Opens the policy at the statement; `words` is what the line calls it. */
export function toStatementLink({ policyId, statement }: StatementPlace, words: string): LinkedCommand {
  return { words, command: COMMANDS.openStatement, args: [policyId, statement] };
}

/** `Deny leaving, statement DenyLeave`. */
export function getStatementText({ policyName, sid, statement }: StatementPlace): string {
  return sid === undefined
    ? vscode.l10n.t("{0}, statement {1}", policyName, statement + 1)
    : vscode.l10n.t("{0}, statement {1}", policyName, sid);
}

export function getTransitionText(kind: TransitionKind): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case "newlyDenied":
      return t("Newly denied");
    case "newlyAllowed":
      return t("No longer blocked");
    case "newlyConditional":
      return t("Now depends on conditions");
    case "nowPossible":
      return t("Was denied, now depends on conditions");
    case "otherConditions":
      return t("Depends on other conditions than before");
    case "undecided":
      return t("Cannot be told for want of what could not be read");
  }
}

function getAccessLevelText(level: AccessLevel): string {
  const { t } = vscode.l10n;
  switch (level) {
    case "Read":
      return t("Read");
    case "List":
      return t("List");
    case "Write":
      return t("Write");
    case "Tagging":
      return t("Tagging");
    case "Permissions management":
      return t("Permissions management");
  }
}
