/** Can this account do that? The answer, and what of the request would change it. */
import * as vscode from "vscode";
import type { EvaluationRequest, RequestPrincipal } from "../../evaluation/request";
import type { OpenCondition, Verdict } from "../../evaluation/verdict";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { pickTarget } from "../picks";
import { getTargetIds } from "../subject";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import { chooseAction } from "./chooseAction";
import { openStatement } from "./openStatement";
import { toSecondOpinionLink } from "./secondOpinion";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { TextReport } from "./textReport";
import { addVerdict, getVerdictText } from "./verdictReport";

export async function askAccess(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const { t } = vscode.l10n;
  const session = getSessionOrExplain(services);
  if (!session) return;
  const accountId =
    getTargetIds(services.getSubjects(args)).find((id) => /^\d{12}$/.test(id)) ??
    (await pickTarget(session, t("Which account?"), { kinds: ["account"] }));
  if (accountId === undefined) return;
  const name = getTargetName(session.store, accountId);
  const action = await chooseAction(services, t("What would {0} do?", name));
  if (action === undefined) return;
  const principal = await choosePrincipal(accountId, session.partition);
  if (principal === undefined) return;
  const first: EvaluationRequest = {
    ...{ id: "asked", accountId, action, context: {} },
    ...(principal !== "any" && { principal }),
  };
  const answered = await narrow(services, session, first);
  if (!answered) return;
  const { request, verdict } = answered;
  const text = new TextReport();
  text.add(0, t("Can {0} ({1}) do {2}?", name, accountId, action));
  text.add(1, t("Principal: {0}", describePrincipal(request)));
  if (request.resource !== undefined) text.add(1, t("Resource: {0}", request.resource));
  for (const [key, values] of Object.entries(request.context)) text.add(1, `${key}: ${[values].flat().join(", ")}`);
  const secondOpinion = t("Ask AWS for a second opinion");
  text.add(1, secondOpinion, toSecondOpinionLink(secondOpinion, request));
  text.skip();
  addVerdict(text, request, verdict, session);
  text.skip();
  text.add(0, t("SCPs and RCPs grant nothing themselves: an identity or resource policy still has to."));
  const { policyId, statement } = verdict;
  if (policyId !== undefined) await openStatement(services, [policyId, statement]);
  await showReport(services.texts, t("{0}: {1}", name, action), text);
}

interface Answered {
  readonly request: EvaluationRequest;
  readonly verdict: Verdict;
}

/** While the answer hangs on the request, offers what would decide; each may be told or left open. */
async function narrow(
  services: EvaluationServices,
  session: Session,
  first: EvaluationRequest,
): Promise<Answered | undefined> {
  const { t } = vscode.l10n;
  let request = first;
  for (;;) {
    const verdict = await askWhole(services, session, "judgeRequest", request);
    const open = verdict.openConditions ?? [];
    if (verdict.verdict !== "conditional" || open.length === 0) return { request, verdict };
    const keys = [...new Map(open.map((condition) => [condition.key.toLowerCase(), condition])).values()];
    const items = [
      { label: t("Show the answer as it is"), condition: undefined },
      ...keys.map((condition) => ({
        label: condition.key === RESOURCE ? t("Resource") : condition.key,
        description: [condition.operator, condition.values?.join(", ")].filter(Boolean).join(" "),
        condition,
      })),
    ];
    const title = t("{0}: which of this is known?", getVerdictText(verdict.verdict));
    const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
    if (!chosen) return undefined;
    if (!chosen.condition) return { request, verdict };
    const values = await chooseValue(chosen.condition);
    if (values) request = tell(request, chosen.condition.key, values);
  }
}

/** The key by which a verdict names the request's resource. */
const RESOURCE = "resource";

function tell(request: EvaluationRequest, key: string, values: readonly string[]): EvaluationRequest {
  const [first] = values;
  if (key === RESOURCE) return first === undefined ? request : { ...request, resource: first };
  return { ...request, context: { ...request.context, [key]: values } };
}

/** One of the values that the policy tests, another, or that the key is absent: `[]`. */
async function chooseValue({ key, values = [] }: OpenCondition): Promise<readonly string[] | undefined> {
  const { t } = vscode.l10n;
  const isResource = key === RESOURCE;
  const title = isResource ? t("Which resource?") : key;
  const other = { label: isResource ? t("Another ARN…") : t("Another value…") };
  const absent = { label: t("The request has no {0}", key) };
  const items = [
    ...values.map((label) => ({ label })),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    ...(isResource ? [other] : [other, absent]),
  ];
  const chosen = await vscode.window.showQuickPick(items, { title });
  if (chosen === absent) return [];
  if (chosen !== other) return chosen && [chosen.label];
  const value = await vscode.window.showInputBox({
    title,
    ...(isResource && { prompt: t("An ARN; * and ? stand for some resource of that shape") }),
  });
  return value === undefined ? undefined : [value];
}

async function choosePrincipal(accountId: string, partition: string): Promise<RequestPrincipal | undefined> {
  const { t } = vscode.l10n;
  const choices = [
    { label: t("Any principal of the account"), kind: "any" },
    { label: t("A role…"), kind: "role" },
    { label: t("A user…"), kind: "user" },
    { label: t("The root user"), kind: "root" },
    { label: t("An AWS service…"), kind: "service" },
  ].map(({ label, kind }) => ({ label, id: kind }));
  const chosen = await vscode.window.showQuickPick(choices, { title: t("Who asks?") });
  if (!chosen) return undefined;
  const arn = `arn:${partition}:iam::${accountId}`;
  switch (chosen.id) {
    case "any":
      return "any";
    case "root":
      return `${arn}:root`;
    case "service": {
      const service = await vscode.window.showInputBox({
        title: chosen.label,
        value: "cloudtrail.amazonaws.com",
      });
      return service === undefined ? undefined : { service };
    }
    default: {
      const name = await vscode.window.showInputBox({ title: chosen.label, prompt: t("Name, with its path if any") });
      return name === undefined || name === "" ? undefined : `${arn}:${chosen.id}/${name}`;
    }
  }
}

function describePrincipal({ principal }: EvaluationRequest): string {
  if (principal === undefined) return vscode.l10n.t("any that is no service-linked role");
  return typeof principal === "string" ? principal : principal.service;
}
