/**
 * The first steps of an account that has no organization: create one, or answer an invitation. There is no session and
 * so no *Enable Changes*: each is shown with all it means, and at AWS the account's number has to be typed.
 */
import * as vscode from "vscode";
import { NO_ORGANIZATION, settleLoneRuns } from "../../changes/loneRuns";
import { numberSteps, type Plan } from "../../changes/plan";
import { runPlan, type RunResult } from "../../changes/runPlan";
import type { Step } from "../../changes/step";
import { isAws } from "../../engine/endpoints";
import { tellFailed } from "../commands/connecting";
import type { OpenLoneAccount } from "../connection/openConnections";
import type { LoneAccount } from "../connection/openSession";
import type { Connections } from "../connection/session";
import { getEndpointHost } from "../connection/sessionText";
import { COMMANDS } from "../contributions";
import { askToConfirm, askToType, showInformation, showRefusal } from "../messages";
import { toPlainLine } from "../plainText";
import { getRunPorts } from "../plans/execute";
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

/**
 * Runs what `ask` proposes with the account of the connection that failed: for want of an organization, or, where `mayBeMember`,
 * since a member may not read its organization.
 */
export async function actAlone(
  { connections, openLoneAccount }: LoneServices,
  ask: (account: LoneAccount) => Promise<Proposal | undefined>,
  mayBeMember = false,
): Promise<void> {
  const state = connections.getState();
  const kind = state.state === "failed" ? state.error.kind : undefined;
  if (state.state !== "failed" || !(kind === "noOrganization" || (mayBeMember && kind === "denied"))) {
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
  let hasJoined = false;
  try {
    if (!(await wasDoneEarlier(account)) && !(await propose(account))) return;
  } finally {
    account.close();
  }
  await connections.connect(choice);
  const after = connections.getState();
  const isUnseen = after.state === "failed" && after.error.kind === "denied";
  if (!hasJoined || !isUnseen) return tellFailed(connections, choice);
  // What was wanted is done: that a member may not look is no failure.
  showInformation(t("Members may not read their organization: connect with its management account to see it."));

  /** Whether it was done. */
  async function propose(account: LoneAccount): Promise<boolean> {
    const proposal = await ask(account);
    if (!proposal || !(await confirm(account, proposal)) || connections.getState() !== state) return false;
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: proposal.title },
      () => run(account, proposal),
    );
    const problem = getProblem(result);
    hasJoined = problem === undefined && proposal.step.kind === "acceptHandshake";
    if (problem === undefined) showInformation(t("{0}: done", proposal.title));
    else showRefusal(t("{0}: not done, {1}", proposal.title, problem));
    return problem === undefined;
  }
}

/** A crash may have left behind what gave the account its organization: it is not asked for twice. */
async function wasDoneEarlier({ caller, changes }: LoneAccount): Promise<boolean> {
  const settled = await settleLoneRuns(caller.accountId, getRunPorts(changes));
  const joined = settled.find(({ steps }) =>
    steps.some(({ step, record }) => step.kind !== "declineHandshake" && record?.state === "done"),
  );
  if (joined) showInformation(t("{0}: done, as it turns out", joined.plan.title));
  return joined !== undefined;
}

async function confirm({ caller, name, customEndpoint }: LoneAccount, proposal: Proposal): Promise<boolean> {
  const isReal = isAws(customEndpoint);
  const where = isReal
    ? t("Account {0}, REAL, on AWS, by {1} as {2}", caller.accountId, name, caller.arn)
    : t("Account {0}, custom endpoint {1}", caller.accountId, getEndpointHost(customEndpoint ?? ""));
  const detail = [where, "", ...proposal.detail].map(toPlainLine).join("\n");
  if (!(await askToConfirm(t("{0}?", proposal.title), detail, proposal.verb, t("Not Now")))) return false;
  const { accountId } = caller;
  return !isReal || askToType(proposal.title, t("Type the account's number to go on: {0}", accountId), accountId);
}

async function run({ caller, name, changes }: LoneAccount, { title, step }: Proposal): Promise<RunResult> {
  const ports = getRunPorts(changes);
  const plan: Plan = {
    title,
    organizationId: NO_ORGANIZATION,
    callerArn: caller.arn,
    plannedAt: ports.now(),
    steps: numberSteps([step]),
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
