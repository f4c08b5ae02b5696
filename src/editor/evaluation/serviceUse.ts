/** Who used what a draft newly denies: AWS's own data on last use, asked only when somebody wants it. */
import * as vscode from "vscode";
import { findServiceUse, type ServiceUseFinding, type ServiceUseFindings } from "../../engine/serviceUse";
import type { PolicyReport } from "../../judging/answers";
import type { OrganizationContents } from "../../organization/model";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { showMissingPermission } from "../connection/missingPermission";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { showInformation, showRefusal } from "../messages";
import { getTargetName } from "../views/words";
import { askWhole } from "./askWhole";
import { placePolicy } from "./placePolicy";
import { toTargetLink } from "./reportParts";
import type { EvaluationServices } from "./services";
import { showReport } from "./showReport";
import { type LinkedCommand, TextReport } from "./textReport";
import { toNumber } from "./words";

/** AWS puts each report together for seconds; who wants to know more asks about a smaller OU. */
const MAX_REPORTS = 100;

const PERMISSIONS = ["iam:GenerateOrganizationsAccessReport", "iam:GetOrganizationsAccessReport"];

/** `uri` of the policy; `words` of the line are the link. */
export function toServiceUseLink(words: string, uri: vscode.Uri): LinkedCommand {
  return { words, command: COMMANDS.showServiceUse, args: [uri.toString()] };
}

/** Whether something is newly denied, always or under conditions, of which AWS might know who used it. */
export function deniesAnew({ changes }: PolicyReport): boolean {
  return changes.some((group) =>
    group.changes.some(({ kind }) => kind === "newlyDenied" || kind === "newlyConditional"),
  );
}

/** `args`: the document; else the policy in the active editor. */
export async function showServiceUse(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const { t } = vscode.l10n;
  const found = await placePolicy(services, args);
  if (!found) return;
  const { session, placed, name } = found;
  if (placed.policy.type !== SERVICE_CONTROL_POLICY) {
    return showRefusal(
      t("AWS tells which services the principals of an account used, not who used its resources: so of SCPs alone."),
    );
  }
  const obstacle = findObstacle(session);
  if (obstacle !== undefined) return showRefusal(obstacle);
  const report = await askWhole(services, session, "reportPolicy", placed.policy);
  const denied = listDenied(report);
  if (denied.size === 0) return showInformation(t("{0} denies nothing that is not denied already.", name));
  const contents = services.contents.getLatest(session);
  if (!contents) return;
  try {
    const findings = await ask(session, contents, name, placed.policy.targetIds, denied);
    await showReport(services.texts, t("Who used what {0} denies", name), format(name, denied, findings, session));
  } catch (error) {
    showMissingPermission(error, session, "IAM", ...PERMISSIONS);
  }
}

async function ask(
  { serviceUse }: Session,
  contents: OrganizationContents,
  policy: string,
  targetIds: readonly string[],
  denied: ReadonlyMap<string, DeniedService>,
): Promise<ServiceUseFindings> {
  const { t } = vscode.l10n;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t("Asking AWS who used what {0} denies", policy),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (progress, token) => {
    const ended = new AbortController();
    token.onCancellationRequested(() => ended.abort());
    let count = 0;
    return findServiceUse({
      contents,
      targetIds,
      wanted: new Map([...denied].map(([prefix, { accountIds }]) => [prefix, accountIds])),
      limit: MAX_REPORTS,
      fetchUse: (path) => serviceUse.reportServiceUse(path, { signal: ended.signal }),
      onReport: () => progress.report({ message: t("report {0}", ++count) }),
    });
  });
}

function findObstacle(session: Session): string | undefined {
  const { t } = vscode.l10n;
  if (session.shown) return t("{0} is shown as it was read: nothing is asked of AWS.", session.name);
  if (session.authority.kind !== "management") {
    return t(
      "AWS tells this to the management account alone: sign in to it, with iam:GenerateOrganizationsAccessReport and iam:GetOrganizationsAccessReport.",
    );
  }
  return undefined;
}

interface DeniedService {
  readonly name: string;
  readonly accountIds: Set<string>;
  /** Some of its actions are denied in any case, not under conditions alone. */
  isSure: boolean;
}

/** By prefix, what is newly denied and where. */
function listDenied({ changes }: PolicyReport): ReadonlyMap<string, DeniedService> {
  const denied = new Map<string, DeniedService>();
  for (const { accounts, changes: changed } of changes) {
    for (const { kind, services } of changed) {
      if (kind !== "newlyDenied" && kind !== "newlyConditional") continue;
      for (const { prefix, name } of services) {
        const known = denied.get(prefix) ?? { name, accountIds: new Set<string>(), isSure: false };
        for (const { id } of accounts.members) known.accountIds.add(id);
        known.isSure ||= kind === "newlyDenied";
        denied.set(prefix, known);
      }
    }
  }
  return denied;
}

function format(
  policy: string,
  denied: ReadonlyMap<string, DeniedService>,
  { used, unused, untold }: ServiceUseFindings,
  session: Session,
): TextReport {
  const { t } = vscode.l10n;
  const text = new TextReport();
  const count = toNumber(denied.size);
  text.add(
    0,
    denied.size === 1
      ? t("{0} newly denies something of 1 service", policy)
      : t("{0} newly denies something of {1} services", policy, count),
  );
  text.add(
    1,
    used.length === 0
      ? t("None of them was used lately in the accounts it reaches.")
      : t("Used lately in the accounts it reaches: {0}", toNumber(used.length)),
  );
  for (const finding of used) addFinding(text, finding, denied.get(finding.prefix), session);
  addList(text, t("Not used lately"), unused, denied);
  addList(text, t("AWS's report leaves out"), untold, denied);
  text.skip();
  text.add(
    0,
    t(
      "AWS counts by service, not by action, and counts attempts that were refused. It looks back about 400 days, and shows use after some hours.",
    ),
  );
  return text;
}

function addFinding(
  text: TextReport,
  { prefix, accounts, more }: ServiceUseFinding,
  denied: DeniedService | undefined,
  session: Session,
): void {
  const { t } = vscode.l10n;
  text.skip();
  const title = denied ? `${denied.name} (${prefix})` : prefix;
  text.add(0, denied?.isSure ? title : t("{0}, denied under conditions", title));
  for (const { accountId, lastUsed } of accounts) {
    const name = getTargetName(session.store, accountId);
    text.add(1, t("{0}  {1}, last on {2}", accountId, name, lastUsed.slice(0, 10)), toTargetLink(accountId));
  }
  for (const { targetId, accounts: all } of more) {
    const name = getTargetName(session.store, targetId);
    text.add(
      1,
      t("{0} accounts in {1} ({2}), of which AWS names the last one", toNumber(all), name, targetId),
      toTargetLink(targetId),
    );
  }
}

function addList(
  text: TextReport,
  title: string,
  prefixes: readonly string[],
  denied: ReadonlyMap<string, DeniedService>,
): void {
  if (prefixes.length === 0) return;
  text.skip();
  text.add(0, `${title}: ${toNumber(prefixes.length)}`);
  for (const prefix of prefixes) text.add(1, `${prefix}  ${denied.get(prefix)?.name ?? ""}`.trimEnd());
}
