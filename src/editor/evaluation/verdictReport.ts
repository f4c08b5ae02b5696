/** A verdict as a document: the answer, and the chain of levels from the root to the account with what each says. */
import * as vscode from "vscode";
import type { EvaluationRequest } from "../../evaluation/request";
import type { Answer, LegFinding, LevelFinding, StatementRef, Verdict, VerdictKind } from "../../evaluation/verdict";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import type { Session } from "../connection/session";
import { getPolicyName, getTargetName } from "../views/words";
import { getStatementText, toStatementLink, toTargetLink } from "./reportParts";
import type { TextReport } from "./textReport";

export function addVerdict(text: TextReport, request: EvaluationRequest, verdict: Verdict, session: Session): void {
  const { t } = vscode.l10n;
  text.add(0, `${getVerdictText(verdict.verdict)}: ${request.action}`);
  text.add(1, verdict.reason);
  const { missingContext = [], openConditions = [] } = verdict;
  if (missingContext.length > 0) text.add(1, t("What would decide: {0}", missingContext.join(", ")));
  for (const { key, operator, values = [], sid } of openConditions) {
    const test = [key, operator, values.join(", ")].filter(Boolean).join(" ");
    text.add(2, sid === undefined ? test : `${test} (${sid})`);
  }
  for (const leg of verdict.legs) addLeg(text, leg, session);
}

function addLeg(text: TextReport, { policyType, verdict, reason, levels }: LegFinding, session: Session): void {
  text.skip();
  const answer = verdict === "notSubject" ? vscode.l10n.t("do not apply") : getVerdictText(verdict);
  text.add(0, `${getPolicyTypeFacts(policyType).name}: ${answer}`);
  if (levels.length === 0) text.add(1, reason);
  for (const [depth, level] of levels.entries()) addLevel(text, depth + 1, level, session);
}

/** Each level stands one step further in than the one above it. */
function addLevel(text: TextReport, depth: number, level: LevelFinding, session: Session): void {
  const { targetId, denied, deniedBy, allowed, allowedBy } = level;
  text.add(depth, `${getTargetName(session.store, targetId)} ${targetId}`, toTargetLink(targetId));
  const { t } = vscode.l10n;
  if (denied !== "no") addStatement(text, depth + 1, getDeniedText(denied), deniedBy, session);
  if (allowedBy) addStatement(text, depth + 1, getAllowedText(allowed), allowedBy, session);
  else if (allowed === "no") text.add(depth + 1, t("✗ no policy here allows it"));
  else if (allowed === "unknown") text.add(depth + 1, t("? whether it is allowed here could not be read"));
}

function addStatement(
  text: TextReport,
  level: number,
  words: string,
  by: StatementRef | undefined,
  session: Session,
): void {
  if (!by) return text.add(level, words);
  const place = { ...by, policyName: getPolicyName(session.store, by.policyId) };
  const name = getStatementText(place);
  text.add(level, `${words} ${name}`, toStatementLink(place, name));
}

function getDeniedText(answer: Answer): string {
  const { t } = vscode.l10n;
  if (answer === "yes") return t("✗ denied by");
  return answer === "perhaps" ? t("? perhaps denied by") : t("? whether it is denied could not be read:");
}

function getAllowedText(answer: Answer): string {
  const { t } = vscode.l10n;
  if (answer === "yes") return t("✓ allowed by");
  return answer === "perhaps" ? t("? perhaps allowed by") : t("✗ not allowed by");
}

export function getVerdictText(verdict: VerdictKind): string {
  const { t } = vscode.l10n;
  switch (verdict) {
    case "allowed":
      return t("Not blocked by SCPs or RCPs");
    case "explicitDeny":
      return t("Denied");
    case "implicitDeny":
      return t("Denied, for want of an Allow");
    case "conditional":
      return t("Depends on the request");
    case "unknown":
      return t("Cannot be told");
    case "notSubject":
      return t("SCPs and RCPs do not apply");
  }
}
