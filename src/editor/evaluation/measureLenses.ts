/** Above a policy and each of its statements: whom it reaches, and where it does nothing. */
import * as vscode from "vscode";
import { getOutline } from "../../policy/statements";
import type { StatementMeasure } from "../../judging/answers";
import { COMMANDS } from "../contributions";
import type { Connections } from "../connection/session";
import { LensRequests } from "../language/lensRequests";
import type { PolicyDocuments } from "../language/policyDocuments";
import { isPolicy, POLICY_SELECTOR } from "../language/policySelector";
import { toRange } from "../language/ranges";
import { getTargetName } from "../views/words";
import type { Measured, PolicyMeasures } from "./policyMeasures";
import { getOthersLines, getReachText } from "./words";

const TOP = new vscode.Range(0, 0, 0, 0);

export interface LensServices {
  readonly connections: Connections;
  readonly documents: PolicyDocuments;
  readonly measures: PolicyMeasures;
}

export function registerMeasureLenses(services: LensServices): vscode.Disposable {
  const requests = new LensRequests(isPolicy);
  const { measures } = services;
  return vscode.Disposable.from(
    requests,
    measures.onDidChange(() => requests.fire()),
    vscode.languages.registerCodeLensProvider(POLICY_SELECTOR, {
      onDidChangeCodeLenses: requests.onDidChange,
      provideCodeLenses(document) {
        requests.settle(document);
        const measured = measures.get(document);
        if (!measured) return [];
        return [...getTopLenses(services, document, measured), ...getStatementLenses(services, document, measured)];
      },
    }),
  );
}

/** Of a policy without targets: choose some to see what it would do there. */
function getTopLenses(
  { connections }: LensServices,
  document: vscode.TextDocument,
  { placed, measure }: Measured,
): readonly vscode.CodeLens[] {
  const { t } = vscode.l10n;
  const session = connections.getSession();
  if (!session) return [];
  const { targetIds } = placed.policy;
  if (!placed.isTrial) return [lens(TOP, t("What it does"), COMMANDS.showBlastRadius, [document.uri])];
  const choose = (title: string, tooltip?: string) =>
    lens(TOP, title, COMMANDS.chooseTrialTargets, [document.uri], tooltip);
  if (targetIds.length === 0) return [choose(t("Try on targets…"))];
  const names = targetIds.map((id) => getTargetName(session.store, id));
  const [only = "", ...more] = names;
  return [
    more.length === 0
      ? choose(t("As if on {0}", only))
      : choose(t("As if on {0} targets", names.length), names.join("\n")),
    lens(TOP, t("Would reach {0}", getReachText(measure)), COMMANDS.showBlastRadius, [document.uri]),
  ];
}

function getStatementLenses(
  { documents }: LensServices,
  document: vscode.TextDocument,
  { placed, measure }: Measured,
): readonly vscode.CodeLens[] {
  if (placed.policy.targetIds.length === 0) return [];
  const statements = getOutline(documents.parse(document).policy).statements;
  return measure.statements.flatMap((statement) => {
    const written = statements.find(({ index }) => index === statement.statement);
    if (!written) return [];
    const start = written.node.offset;
    const range = toRange(document, { start, end: start + 1 });
    const title = getStatementTitle(statement, getReachText(measure));
    const args = [document.uri, statement.statement];
    return [lens(range, title, COMMANDS.showBlastRadius, args, getOthersLines(measure.accounts).join("\n"))];
  });
}

function getStatementTitle({ exemptions, isNeedless }: StatementMeasure, reach: string): string {
  const { t } = vscode.l10n;
  if (isNeedless) return t("Changes nothing in {0}", reach);
  const { length } = exemptions;
  if (length === 0) return t("In {0}", reach);
  return length === 1 ? t("In {0}; 1 exemption", reach) : t("In {0}; {1} exemptions", reach, length);
}

function lens(
  range: vscode.Range,
  title: string,
  command: string,
  args: readonly unknown[],
  tooltip = "",
): vscode.CodeLens {
  return new vscode.CodeLens(range, { title, command, arguments: [...args], ...(tooltip !== "" && { tooltip }) });
}
