/** From a pasted AccessDenied to the statement that denied, and the least that would release it, to be reviewed. */
import * as vscode from "vscode";
import type { PolicyEdit } from "../../evaluation/denial/opening";
import type { DenialExplanation } from "../../evaluation/denial/explainDenial";
import type { ExplainedDenial } from "../../judging/judge";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { getPolicyUri, getUrisOf } from "../documents/openPolicies";
import { showRefusal } from "../messages";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import { findDifference } from "./findDifference";
import { getStatementText, toStatementLink, toTargetLink } from "./reportParts";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { TextReport } from "./textReport";
import { addVerdict } from "./verdictReport";

export async function explainDenial(services: EvaluationServices): Promise<void> {
  const { t } = vscode.l10n;
  const session = getSessionOrExplain(services);
  const message = session && (await askForMessage());
  if (!session || message === undefined) return;
  const explained = await askWhole(services, session, "explainDenial", message);
  if (!explained) {
    showRefusal(t("The text names no principal and action that were denied. Paste the whole message or event."));
    return;
  }
  await showReport(services.texts, t("Why {0} was denied", explained.denial.action), format(explained, session));
}

/** What was copied stands there already, where it looks like such a message. */
async function askForMessage(): Promise<string | undefined> {
  const copied = await vscode.env.clipboard.readText();
  return vscode.window.showInputBox({
    title: vscode.l10n.t("Explain an AccessDenied"),
    prompt: vscode.l10n.t("An error message, an event of CloudTrail, or a decoded authorization message"),
    ignoreFocusOut: true,
    ...(/not authorized to perform|AccessDenied/i.test(copied) && { value: copied.replaceAll(/\s+/g, " ") }),
  });
}

function format({ denial, explanation }: ExplainedDenial, session: Session): TextReport {
  const { t } = vscode.l10n;
  const text = new TextReport();
  const { suspects, closed, mismatch, opening, request, verdict } = explanation;
  text.add(0, t("{0} was denied", denial.action));
  text.add(1, t("Principal: {0}", denial.principal));
  if (denial.resource !== undefined) text.add(1, t("Resource: {0}", denial.resource));
  if (denial.policyKind !== undefined) text.add(1, t("According to the message: {0}", denial.policyKind));
  if (denial.encodedMessage !== undefined) {
    text.add(1, t("More is told by: aws sts decode-authorization-message --encoded-message …"));
  }
  text.skip();
  if (mismatch) text.add(0, getMismatchText(mismatch));
  for (const suspect of suspects) {
    const name = getStatementText(suspect);
    const words = suspect.isSure ? t("Denied by") : t("Perhaps denied by");
    text.add(0, `${words} ${name}`, toStatementLink(suspect, name));
    const target = `${getTargetName(session.store, suspect.targetId)} ${suspect.targetId}`;
    text.add(1, t("attached to {0}", target), toTargetLink(suspect.targetId));
  }
  for (const { name, targetId } of closed) {
    text.add(0, t("No SCP of {0} allows it: {1}", name, targetId), toTargetLink(targetId));
  }
  if (opening) {
    text.skip();
    text.add(0, t("The least that would release it"));
    for (const edit of opening.edits) addEdit(text, edit);
    const others = opening.opens.filter(({ id }) => id !== request.accountId);
    if (others.length > 0) text.add(1, t("It would release the like in other accounts too:"));
    for (const { id, name } of others) text.add(2, `${name} ${id}`, toTargetLink(id));
  }
  text.skip();
  text.add(0, t("What the policies known here say to the request"));
  addVerdict(text, request, verdict, session);
  return text;
}

function addEdit(text: TextReport, { policy, content, exempted, allowed }: PolicyEdit): void {
  const { t } = vscode.l10n;
  const what =
    allowed === undefined
      ? t("In {0}, exempt {1}", policy.name, exempted.join(", "))
      : t("In {0}, allow {1}", policy.name, allowed);
  const words = t("Review the edit");
  const args = [policy.id, content];
  text.add(1, what);
  text.add(2, words, { words, command: COMMANDS.reviewPolicyEdit, args });
}

function getMismatchText(mismatch: NonNullable<DenialExplanation["mismatch"]>): string {
  const { t } = vscode.l10n;
  switch (mismatch) {
    case "otherPolicyKind":
      return t("Another kind of policy denied it, which no organization holds.");
    case "policyUnknown":
      return t("The policy that the message names is not known here. Refresh, or connect to its organization.");
    case "notDenied":
      return t("The SCPs and RCPs known here do not deny it. They may have changed since.");
    case "outside":
      return t("Neither the principal's nor the resource's account is in this organization.");
  }
}

/** Puts a text into the policy's document as an edit that the editor shows first; publishing it remains a step apart. */
export async function reviewPolicyEdit(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const [policyId, content] = args;
  const session = getSessionOrExplain(services);
  if (!session || typeof policyId !== "string" || typeof content !== "string") return;
  const { type, name } = await session.store.loadPolicy(policyId);
  const address = { organizationId: session.organizationId, type, policyId };
  const document = await vscode.workspace.openTextDocument(getUrisOf(address)[0] ?? getPolicyUri(address, name));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  const edit = new vscode.WorkspaceEdit();
  const label = vscode.l10n.t("Exemption, to be reviewed");
  const { start, end, newText } = findDifference(document.getText(), services.documents.language.format(content));
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  edit.replace(document.uri, range, newText, { needsConfirmation: true, label });
  await vscode.workspace.applyEdit(edit);
}
