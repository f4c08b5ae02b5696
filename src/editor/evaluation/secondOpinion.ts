/** What AWS says of the same SCPs and the same request, beside what we say. Asked only when somebody wants it. */
import * as vscode from "vscode";
import type { EvaluationRequest } from "../../evaluation/request";
import { type Agreement, compareOpinions, type SimulationCase } from "../../evaluation/simulation";
import { isOrganizationError } from "../../organization/errors";
import type { SimulationAnswer } from "../../terms/simulation";
import { getSessionOrExplain } from "../changing/guard";
import { showMissingPermission } from "../connection/missingPermission";
import { isPlayground, type Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { showRefusal } from "../messages";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { type LinkedCommand, TextReport } from "./textReport";
import { getVerdictText } from "./verdictReport";

/** `link`, with the words of the line that are the link. */
export function toSecondOpinionLink(words: string, request: EvaluationRequest): LinkedCommand {
  return { words, command: COMMANDS.askSecondOpinion, args: [request] };
}

/** `args`: the request. */
export async function askSecondOpinion(services: EvaluationServices, [request]: readonly unknown[]): Promise<void> {
  const { t } = vscode.l10n;
  const session = getSessionOrExplain(services);
  if (!session || !isRequest(request)) return;
  const prepared = await askWhole(services, session, "prepareSimulation", request);
  if ("obstacle" in prepared) {
    showRefusal(t("AWS simulates SCPs alone, and there is nothing to simulate here. {0}", prepared.obstacle));
    return;
  }
  const answer = await simulate(session, prepared);
  if (!answer) return;
  const name = getTargetName(session.store, request.accountId);
  const title = t("AWS's second opinion, {0}: {1}", name, request.action);
  await showReport(services.texts, title, formatOpinions(`${name} (${request.accountId})`, prepared, answer));
}

/** `undefined` after having said that only AWS does this, or what permission it takes. */
async function simulate(session: Session, { question }: SimulationCase): Promise<SimulationAnswer | undefined> {
  const { t } = vscode.l10n;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t("Asking AWS what it says of these SCPs"),
    cancellable: true,
  };
  try {
    return await vscode.window.withProgress(options, (_, token) => {
      const ended = new AbortController();
      token.onCancellationRequested(() => ended.abort());
      return session.simulator.simulate(question, { signal: ended.signal });
    });
  } catch (error) {
    if (!isOrganizationError(error, "unsupported")) {
      showMissingPermission(error, session, "IAM", "iam:SimulateCustomPolicy");
      return undefined;
    }
    const isHere = isPlayground(session) || session.shown !== undefined;
    showRefusal(
      isHere
        ? t("{0} is on this machine, and only AWS has a second opinion: connect to AWS and ask there.", session.name)
        : t("{0} does not simulate policies.", session.name),
    );
    return undefined;
  }
}

export function formatOpinions(account: string, prepared: SimulationCase, answer: SimulationAnswer): TextReport {
  const { t } = vscode.l10n;
  const { question, verdict, reason, levels, missingContext } = prepared;
  const text = new TextReport();
  const agreement = compareOpinions(verdict, answer);
  text.add(0, getAgreementText(agreement, answer));
  text.skip();
  text.add(0, t("What SCPs say to {0} in {1}", question.action, account));
  const sides = [
    ["Orgscope", verdict === "allowed" ? t("Not blocked by SCPs") : getVerdictText(verdict)],
    ["AWS", getDecisionText(answer)],
  ] as const;
  const width = Math.max(...sides.map(([who]) => who.length));
  for (const [who, says] of sides) text.add(1, `${who.padEnd(width)}  ${says}`);
  text.add(1, reason);
  text.skip();
  text.add(0, t("What both were asked"));
  text.add(1, t("The SCPs of {0}, root first", levels.join(" / ")));
  text.add(
    1,
    question.resource === undefined ? t("Resource: *, since none was named") : t("Resource: {0}", question.resource),
  );
  for (const { key, values } of question.context) text.add(1, `${key}: ${values.join(", ")}`);
  if (missingContext.length > 0) {
    text.skip();
    text.add(0, t("Taken as absent, since the request does not tell them"));
    for (const key of missingContext) text.add(1, key);
    text.add(1, t("AWS does not name them: it lists missing keys of identity and resource policies alone."));
  }
  text.skip();
  text.add(
    0,
    t(
      "AWS was asked by iam:SimulateCustomPolicy, with an identity policy that allows everything. It simulates no RCPs.",
    ),
  );
  return text;
}

function getAgreementText(agreement: Agreement, { allowedByOrganizations }: SimulationAnswer): string {
  const { t } = vscode.l10n;
  switch (agreement) {
    case "same":
      return t("✓ AWS agrees");
    case "different":
      return t("✗ AWS disagrees: one of the two answers is wrong");
    case "open":
      return allowedByOrganizations === undefined
        ? t("? AWS does not evaluate SCPs for this action and resource")
        : t("? The two cannot be compared: our answer depends on what the request does not say");
  }
}

function getDecisionText({ decision, allowedByOrganizations }: SimulationAnswer): string {
  const { t } = vscode.l10n;
  if (allowedByOrganizations === undefined) return t("nothing about SCPs ({0})", decision);
  if (allowedByOrganizations) return t("Not blocked by SCPs");
  return decision === "implicitDeny" ? getVerdictText("implicitDeny") : getVerdictText("explicitDeny");
}

function isRequest(given: unknown): given is EvaluationRequest {
  return typeof given === "object" && given !== null && "accountId" in given && "action" in given && "context" in given;
}
