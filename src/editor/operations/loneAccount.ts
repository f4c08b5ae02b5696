/**
 * The first steps of an account that has no organization: create one, or answer an invitation. There is no session and
 * so no *Enable Changes*: each is shown with all it means, and at AWS the account's number has to be typed.
 */
import * as vscode from "vscode";
import { numberSteps, type Plan } from "../../changes/plan";
import { runPlan, type RunResult } from "../../changes/runPlan";
import type { Step } from "../../changes/step";
import { isAws } from "../../engine/endpoints";
import { connectTo } from "../commands/connecting";
import type { OpenLoneAccount } from "../connection/openConnections";
import type { LoneAccount } from "../connection/openSession";
import type { Connections } from "../connection/session";
import { getEndpointHost } from "../connection/sessionText";
import { COMMANDS } from "../contributions";
import { askToConfirm, askToType, showInformation, showRefusal } from "../messages";
import { toPlainLine } from "../plainText";
import { explainStepError } from "../plans/reportText";
import { createRunId } from "../plans/runId";

const { t } = vscode.l10n;

export interface LoneServices {
  readonly connections: Connections;
  readonly openLoneAccount: OpenLoneAccount;
}

export interface Proposal {
  readonly title: string;
  /** What it means, in lines. */
  readonly detail: readonly string[];
  readonly verb: string;
  readonly step: Step;
}

/** Runs what `ask` proposes with the account of the connection that failed for want of an organization. */
export async function actAlone(
  { connections, openLoneAccount }: LoneServices,
  ask: (account: LoneAccount) => Promise<Proposal | undefined>,
): Promise<void> {
  const state = connections.getState();
  if (state.state !== "failed" || state.error.kind !== "noOrganization") {
    const session = connections.getSession();
    showRefusal(
      session
        ? t("{0} has an organization already: {1}.", session.name, session.organizationId)
        : t("Connect with an account that has no organization first."),
      { title: t("Connect"), run: () => vscode.commands.executeCommand(COMMANDS.connect) },
    );
    return;
  }
  const { choice } = state;
  if (choice.kind === "demo" || choice.kind === "copy" || choice.kind === "file") return;
  const account = await openLoneAccount(choice);
  try {
    const proposal = await ask(account);
    if (!proposal || !(await confirm(account, proposal)) || connections.getState() !== state) return;
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: proposal.title },
      () => run(account, proposal),
    );
    const problem = getProblem(result);
    if (problem !== undefined) {
      showRefusal(t("{0}: not done, {1}", proposal.title, problem));
      return;
    }
    showInformation(t("{0}: done", proposal.title));
  } finally {
    account.close();
  }
  await connectTo(connections, choice);
}

async function confirm({ caller, name, customEndpoint }: LoneAccount, proposal: Proposal): Promise<boolean> {
  const isReal = isAws(customEndpoint);
  const where = isReal
    ? t("Account {0}, REAL, on AWS, by {1} as {2}", caller.accountId, name, caller.arn)
    : t("Account {0}, custom endpoint {1}", caller.accountId, getEndpointHost(customEndpoint ?? ""));
  const detail = [where, "", ...proposal.detail].map(toPlainLine).join("\n");
  if (!(await askToConfirm(t("{0}?", proposal.title), detail, proposal.verb))) return false;
  const { accountId } = caller;
  return !isReal || askToType(proposal.title, t("Type the account's number to go on: {0}", accountId), accountId);
}

async function run({ caller, name, changes }: LoneAccount, { title, step }: Proposal): Promise<RunResult> {
  const now = () => new Date().toISOString();
  // There is no organization that it could be made for.
  const plan: Plan = {
    title,
    organizationId: "",
    callerArn: caller.arn,
    plannedAt: now(),
    steps: numberSteps([step]),
  };
  const ports = {
    ...changes,
    now,
    wait: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  };
  return runPlan(plan, ports, { runId: createRunId(), caller, connection: name });
}

/** Why it is not done; `undefined` when it is. */
function getProblem(result: RunResult): string | undefined {
  if (result.state === "refused") return result.found;
  const record = result.run.steps[0]?.record;
  switch (record?.state) {
    case "done":
    case "alreadySo":
    case "underWay":
      return undefined;
    case "failed":
    case "unknown":
      return explainStepError(record.error, t);
    case "conflict":
      return record.found;
    case "sending":
    case "notSent":
    case undefined:
      return result.journalError ?? t("it was not sent");
  }
}
