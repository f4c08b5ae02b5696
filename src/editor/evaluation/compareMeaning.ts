/** What two targets, or two policies, differ in, whatever their texts look like. */
import * as vscode from "vscode";
import type { Coverage } from "../../evaluation/policyDifference";
import type { DescribedRow, MeaningDifference } from "../../judging/differences";
import { resolvePolicyType } from "../../policy/policyType";
import type { PolicyType } from "../../terms/policyTypes";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { getNameInPath } from "../documents/policyUri";
import { showRefusal } from "../messages";
import { pickPolicy, pickTarget } from "../picks";
import { getPolicyIds, getTargetIds } from "../subject";
import { getPolicyName, getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import { addChanges, addServices, countActions } from "./reportParts";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { TextReport } from "./textReport";

export async function compareMeaning(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  const [given] = args;
  if (given instanceof vscode.Uri) {
    const document = await vscode.workspace.openTextDocument(given);
    const side = getDocumentSide(services, document);
    return compareSides(services, session, side, undefined);
  }
  const subjects = services.getSubjects(args);
  const policyIds = getPolicyIds(subjects);
  if (policyIds.length > 0) await comparePolicies(services, session, policyIds);
  else await compareTargets(services, session, getTargetIds(subjects));
}

async function compareTargets(
  services: EvaluationServices,
  session: Session,
  [first, second]: readonly string[],
): Promise<void> {
  const { t } = vscode.l10n;
  const before = first ?? (await pickTarget(session, t("Compare which root, OU or account?")));
  if (before === undefined) return;
  const name = getTargetName(session.store, before);
  const after = second ?? (await pickTarget(session, t("Compare {0} with…", name)));
  if (after === undefined) return;
  const difference = await askWhole(services, session, "compareTargets", before, after);
  await show(services, name, getTargetName(session.store, after), difference);
}

interface PolicySide {
  readonly name: string;
  readonly type: PolicyType;
  readonly content: string;
  readonly policyId?: string;
}

async function comparePolicies(
  services: EvaluationServices,
  session: Session,
  [first, second]: readonly string[],
): Promise<void> {
  if (first === undefined) return;
  const { id, name, type, content } = await session.store.loadPolicy(first);
  await compareSides(services, session, { name, type, content, policyId: id }, second);
}

/** A draft or a file as it stands in the editor; the other side may well be its own published text. */
function getDocumentSide({ documents }: EvaluationServices, document: vscode.TextDocument): PolicySide {
  const { policy, context } = documents.parse(document);
  const type = context.type ?? resolvePolicyType(policy, context);
  return { name: getNameInPath(document.uri.path), type, content: context.stored ?? document.getText() };
}

async function compareSides(
  services: EvaluationServices,
  session: Session,
  before: PolicySide,
  second: string | undefined,
): Promise<void> {
  const { t } = vscode.l10n;
  const exclude = before.policyId === undefined ? [] : [before.policyId];
  const title = t("Compare {0} with…", before.name);
  const other = second ?? (await pickPolicy(session, title, { type: before.type, exclude }));
  if (other === undefined) return;
  const after = await session.store.loadPolicy(other);
  if (after.type !== before.type) {
    showRefusal(t("Policies of two types do not mean the same in any case: choose two of one type."));
    return;
  }
  const contents = [before.content, after.content] as const;
  const difference = await askWhole(services, session, "comparePolicies", before.type, ...contents);
  await show(services, before.name, getPolicyName(session.store, other), difference);
}

async function show(
  { texts }: EvaluationServices,
  before: string,
  after: string,
  difference: MeaningDifference,
): Promise<void> {
  await showReport(texts, vscode.l10n.t("From {0} to {1}", before, after), format(before, after, difference));
}

function format(before: string, after: string, { changes, rows, problems }: MeaningDifference): TextReport {
  const { t } = vscode.l10n;
  const text = new TextReport();
  text.add(0, t("What differs in meaning from {0} to {1}", before, after));
  for (const problem of [problems.before, problems.after]) {
    if (problem !== undefined) text.add(1, t("Cannot be told, because {0}", problem));
  }
  if (changes.length === 0 && rows.length === 0 && !problems.before && !problems.after) {
    text.add(1, t("Nothing: order and the way lists are written make no difference."));
  }
  if (changes.length > 0) {
    text.skip();
    addChanges(text, 0, changes);
  }
  for (const row of rows) {
    text.skip();
    text.add(0, `${getRowText(row)}: ${countActions(row.services)}`);
    addConditions(text, t("before"), row.conditionsBefore);
    addConditions(text, t("after"), row.conditionsAfter);
    addServices(text, 1, row.services);
  }
  return text;
}

function addConditions(text: TextReport, when: string, conditions: readonly string[]): void {
  for (const condition of conditions) if (condition !== "") text.add(1, `${when}: ${condition}`);
}

function getRowText({ effect, before, after }: DescribedRow): string {
  const { t } = vscode.l10n;
  return effect === "Deny"
    ? t("Denied {0} before, {1} after", getCoverageText(before), getCoverageText(after))
    : t("Allowed {0} before, {1} after", getCoverageText(before), getCoverageText(after));
}

function getCoverageText(coverage: Coverage): string {
  const { t } = vscode.l10n;
  switch (coverage) {
    case "never":
      return t("never");
    case "sometimes":
      return t("under conditions");
    case "always":
      return t("always");
  }
}
