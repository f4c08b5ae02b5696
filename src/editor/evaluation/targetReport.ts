/** What SCPs and RCPs leave a root, OU or account: what each level takes away, then service by service. */
import * as vscode from "vscode";
import type { ServiceOutcome } from "../../evaluation/effectiveView";
import type { ServiceLeft, ServiceReason, TargetView } from "../../judging/answers";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { getOutcomeWord } from "./matrixTable";
import { addConditions, getStatementText, toStatementLink, toTargetLink } from "./reportParts";
import { TextReport } from "./textReport";
import { toNumber } from "./words";

export function formatTargetReport({ path, isExempt, services, catalogueDate }: TargetView): TextReport {
  const { t } = vscode.l10n;
  const text = new TextReport();
  text.add(0, t("What SCPs and RCPs leave {0}", path.map(({ name }) => name).join(" / ")));
  if (isExempt) {
    text.add(1, t("Everything: the management account is not subject to SCPs, and its resources not to RCPs."));
    return text;
  }
  const sums = sumUp(services);
  text.skip();
  for (const [depth, { id, name }] of path.entries()) {
    text.add(depth, `${name} ${id}`, toTargetLink(id));
    const reasons = sums.filter(({ levelId }) => levelId === id);
    if (reasons.length === 0) text.add(depth + 1, t("takes nothing away"));
    for (const reason of reasons) addReason(text, depth + 1, reason);
  }
  for (const outcome of OUTCOMES) {
    const some = services.filter((service) => service.outcome === outcome);
    if (some.length === 0) continue;
    text.skip();
    text.add(0, `${getOutcomeWord(outcome, t)} (${toNumber(some.length)})`);
    if (outcome === "full") text.add(1, some.map(({ prefix }) => prefix).join(", "));
    else for (const alike of groupAlike(some)) addServices(text, alike);
  }
  text.skip();
  text.add(0, t("Actions as of {0}. SCPs and RCPs grant nothing themselves.", catalogueDate));
  return text;
}

/** What is least free first. */
const OUTCOMES: readonly ServiceOutcome[] = ["none", "part", "conditional", "unknown", "full"];

/** Services that are left the same for the same reasons; of those left in part, each alone. */
function groupAlike(services: readonly ServiceLeft[]): readonly (readonly ServiceLeft[])[] {
  const groups = new Map<string, ServiceLeft[]>();
  for (const service of services) {
    const { prefix, outcome, total, reasons } = service;
    const isWhole = outcome !== "part" && reasons.every(({ count }) => count === total);
    const key = isWhole ? reasons.map(getKey).join("|") : prefix;
    groups.set(key, [...(groups.get(key) ?? []), service]);
  }
  // The exceptions first, then what most have in common.
  return [...groups.values()].sort((left, right) => left.length - right.length);
}

function addServices(text: TextReport, services: readonly ServiceLeft[]): void {
  const { t } = vscode.l10n;
  const [service] = services;
  if (!service) return;
  const { prefix, name, allowed, denied, conditional, unknown } = service;
  const parts = [
    allowed > 0 && t("{0} not blocked", toNumber(allowed)),
    denied > 0 && t("{0} denied", toNumber(denied)),
    conditional > 0 &&
      (conditional === 1 ? t("1 depends on the request") : t("{0} depend on the request", toNumber(conditional))),
    unknown > 0 && t("{0} cannot be told", toNumber(unknown)),
  ].filter((part) => part !== false);
  if (services.length === 1) text.add(1, `${prefix} · ${name}: ${parts.join(", ")}`);
  else {
    const listed = services.map((one) => one.prefix).join(", ");
    text.add(1, t("All of {0} services: {1}", toNumber(services.length), listed));
  }
  for (const reason of sumUp(services)) addReason(text, 2, reason);
}

function addReason(
  text: TextReport,
  level: number,
  { count, outcome, levelName, policyType, ...rest }: ServiceReason,
): void {
  const { t } = vscode.l10n;
  const { short } = getPolicyTypeFacts(policyType);
  const actions = count === 1 ? t("1 action") : t("{0} actions", toNumber(count));
  const { statement, conditions } = rest;
  if (!statement) {
    text.add(
      level,
      outcome === "unknown"
        ? t("{0} cannot be told: what could not be read of {1} decides", actions, levelName)
        : count === 1
          ? t("1 action denied: no {0} of {1} allows it", short, levelName)
          : t("{0} denied: no {1} of {2} allows them", actions, short, levelName),
    );
    return;
  }
  const name = getStatementText(statement);
  text.add(level, `${getReasonText(outcome, count, actions)} ${name}`, toStatementLink(statement, name));
  addConditions(text, level + 1, conditions);
}

function getReasonText(outcome: ServiceReason["outcome"], count: number, actions: string): string {
  const { t } = vscode.l10n;
  switch (outcome) {
    case "denied":
      return t("{0} denied by", actions);
    case "conditional":
      return count === 1 ? t("1 action depends on the request, by") : t("{0} depend on the request, by", actions);
    case "unknown":
      return t("{0} cannot be told, because of", actions);
  }
}

/** The reasons of all services, the same of several added up. */
function sumUp(services: readonly ServiceLeft[]): readonly ServiceReason[] {
  const sums = new Map<string, ServiceReason>();
  for (const reason of services.flatMap((service) => service.reasons)) {
    const key = getKey(reason);
    const known = sums.get(key);
    sums.set(key, known ? { ...known, count: known.count + reason.count } : reason);
  }
  return [...sums.values()];
}

function getKey({ statement, levelId, policyType, outcome }: ServiceReason): string {
  return [levelId, policyType, outcome, statement?.policyId, statement?.statement].join(" ");
}
