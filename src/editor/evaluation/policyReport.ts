/** What a policy does, as a document: whom it reaches, what each statement means, what becomes of whom. */
import * as vscode from "vscode";
import type { PolicyReport, StatementReport } from "../../judging/answers";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { PlacedPolicy } from "./measuredPolicy";
import { deniesAnew, toServiceUseLink } from "./serviceUse";
import { addChanges, addConditions, addPopulation, addServices, countActions, getTransitionText } from "./reportParts";
import { TextReport } from "./textReport";
import { getReachText, toNumber } from "./words";

export interface ReportedPolicy {
  readonly name: string;
  readonly uri: vscode.Uri;
  readonly placed: PlacedPolicy;
  /** Names of its targets. */
  readonly targets: readonly string[];
  readonly report: PolicyReport;
  /** Of one statement alone, from 0. */
  readonly statement?: number;
}

export function formatPolicyReport({ name, uri, placed, targets, report, statement }: ReportedPolicy): TextReport {
  const { t } = vscode.l10n;
  const text = new TextReport();
  const at = targets.length === 0 ? t("no target") : targets.join(", ");
  text.add(0, placed.isTrial ? t("{0}, as if attached to {1}", name, at) : t("{0}, attached to {1}", name, at));
  if (report.problem !== undefined) text.add(0, t("What it does cannot be told, because {0}", report.problem));
  const chosen = report.statements.filter((one) => statement === undefined || one.statement === statement);
  if (statement === undefined) {
    const isTold = placed.policy.type === SERVICE_CONTROL_POLICY && deniesAnew(report);
    addEffect(text, report, isTold ? uri : undefined);
  }
  for (const one of chosen) addStatement(text, one);
  text.skip();
  text.add(0, t("Reaches {0}", getReachText(countReached(report))));
  addPopulation(text, 1, report.accounts);
  text.skip();
  text.add(0, t("Actions as of {0}. SCPs and RCPs grant nothing themselves.", report.catalogueDate));
  return text;
}

function addStatement(text: TextReport, { statement, sid, effect, services, ...rest }: StatementReport): void {
  const { t } = vscode.l10n;
  text.skip();
  const title = sid ?? t("Statement {0}", statement + 1);
  const count = countActions(services);
  text.add(0, effect === "Deny" ? t("{0} denies {1}", title, count) : t("{0} allows {1}", title, count));
  addConditions(text, 1, rest.conditions);
  if (rest.isNeedless) text.add(1, t("It changes nothing: all of it holds there already."));
  else if (rest.needless.length > 0) {
    text.add(1, t("Holds there already without it: {0}", countActions(rest.needless)));
  }
  addServices(text, 1, services);
}

/** Accounts of which the same becomes together. `uri`: of a policy of which AWS might know who used what it denies. */
function addEffect(
  text: TextReport,
  { comparedWith, changes, statements }: PolicyReport,
  uri: vscode.Uri | undefined,
): void {
  const { t } = vscode.l10n;
  if (statements.length === 0) return;
  text.skip();
  const isDraft = comparedWith === "published";
  if (changes.length === 0) {
    text.add(
      0,
      isDraft
        ? t("Nothing changes for anyone against the published version.")
        : t("Nothing changes for anyone by this policy."),
    );
    return;
  }
  text.add(0, isDraft ? t("Against the published version:") : t("What this policy alone changes:"));
  if (uri) {
    // Before the accounts, which may be thousands.
    const question = t("Who used what it newly denies?");
    text.add(1, t("{0} Asks AWS.", question), toServiceUseLink(question, uri));
  }
  for (const { accounts, changes: changed } of changes) {
    const count = accounts.members.length;
    const kinds = changed.map(({ kind, services }) => `${getTransitionText(kind)}: ${countActions(services)}`);
    const title = count === 1 ? t("1 account") : t("{0} accounts", toNumber(count));
    text.add(1, `${title} · ${kinds.join(" · ")}`);
    addPopulation(text, 2, accounts);
    addChanges(text, 2, changed);
  }
}

function countReached({ accounts, organizationalUnits, isPartial }: PolicyReport) {
  const { members, management, suspended, closed } = accounts;
  return {
    accounts: {
      members: members.length,
      management: management.length,
      suspended: suspended.length,
      closed: closed.length,
    },
    organizationalUnits: organizationalUnits.length,
    isPartial,
  };
}
