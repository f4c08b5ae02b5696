/** Which accounts can do an action, and which policies speak of it. */
import * as vscode from "vscode";
import type { VerdictKind } from "../../evaluation/verdict";
import type { ActionUse } from "../../judging/actionUse";
import { getSessionOrExplain } from "../changing/guard";
import { askWhole } from "./askWhole";
import { chooseAction } from "./chooseAction";
import { getStatementText, toStatementLink, toTargetLink } from "./reportParts";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { TextReport } from "./textReport";
import { getVerdictText } from "./verdictReport";
import { toNumber } from "./words";

export async function showActionUse(services: EvaluationServices): Promise<void> {
  const { t } = vscode.l10n;
  const session = getSessionOrExplain(services);
  const action = session && (await chooseAction(services, t("Which accounts can do…")));
  if (!session || action === undefined) return;
  const use = await askWhole(services, session, "findActionUse", action);
  await showReport(services.texts, t("Who can do {0}", action), formatActionUse(action, use));
}

const VERDICTS: readonly VerdictKind[] = [
  ...(["allowed", "conditional", "unknown", "explicitDeny", "implicitDeny", "notSubject"] as const),
];

function formatActionUse(action: string, { accounts, mentions }: ActionUse): TextReport {
  const { t } = vscode.l10n;
  const text = new TextReport();
  text.add(0, action);
  const found = VERDICTS.filter((verdict) => accounts[verdict].length > 0);
  const count = (verdict: VerdictKind) => `${getVerdictText(verdict)} (${toNumber(accounts[verdict].length)})`;
  for (const verdict of found) text.add(1, count(verdict));
  text.skip();
  // Before the accounts, of which there may be thousands.
  text.add(0, mentions.length === 0 ? t("No SCP or RCP speaks of it.") : t("Policies that speak of it"));
  for (const mention of mentions) {
    const name = getStatementText(mention);
    const patterns = mention.patterns.length > 0 ? ` (${mention.patterns.join(", ")})` : "";
    text.add(1, `${getHowText(mention)}${patterns}: ${name}`, toStatementLink(mention, name));
  }
  for (const verdict of found) {
    text.skip();
    text.add(0, count(verdict));
    for (const { id, name } of accounts[verdict]) text.add(1, `${name} ${id}`, toTargetLink(id));
  }
  return text;
}

function getHowText({ effect, how }: ActionUse["mentions"][number]): string {
  const { t } = vscode.l10n;
  if (how === "excepted") return effect === "Deny" ? t("Leaves it out of a Deny") : t("Leaves it out of an Allow");
  if (how === "rest") return effect === "Deny" ? t("Denies it with all the rest") : t("Allows it with all the rest");
  return effect === "Deny" ? t("Denies it") : t("Allows it");
}
