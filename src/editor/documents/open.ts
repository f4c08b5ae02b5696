/** Opening policies, and what of a policy type is in effect for an account. */
import * as vscode from "vscode";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { showInformation } from "../messages";
import { pickPolicy, pickTarget } from "../picks";
import type { EditorServices } from "../services";
import { getPolicyIds, type Subject } from "../subject";
import { openEffectiveText } from "./effectivePolicy";
import { getPolicyUri, getUrisOf, parsePolicyUri } from "./openPolicies";

/** What the walkthrough passes, so that it stays in sight. */
const BESIDE = "beside";

/** Opens the policies, or asks for one. */
export async function openPolicy(services: EditorServices, args: readonly unknown[]): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  const calls = services.registry.countCalls();
  const isOvertaken = () => services.registry.countCalls() !== calls;
  const [given] = args;
  const policyIds = getPolicyIds(services.getSubjects(args)).filter(
    (policyId) => given !== undefined || !isActive(policyId),
  );
  if (policyIds.length > 0) {
    for (const policyId of policyIds) {
      await show(session, policyId, { preview: policyIds.length === 1 }, isOvertaken);
    }
    return;
  }
  await session.store.loadRoots();
  const policyId = await pickPolicy(session, vscode.l10n.t("Open a Policy"));
  const viewColumn = given === BESIDE ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
  if (policyId !== undefined) await show(session, policyId, { viewColumn }, isOvertaken);
}

/** To the palette the policy in the active editor is what the command is about; opening that one asks for another. */
function isActive(policyId: string): boolean {
  return parsePolicyUri(vscode.window.activeTextEditor?.document.uri)?.policyId === policyId;
}

/**
 * A policy that is open under an earlier name comes to the front as it is. One that comes late leaves the keyboard to
 * what was called meanwhile: a list to choose from would close, and what is typed into it would go into the text.
 */
async function show(
  { store, organizationId }: Session,
  policyId: string,
  options: vscode.TextDocumentShowOptions,
  isOvertaken: () => boolean,
): Promise<void> {
  const { type, name } = store.getPolicySummary(policyId) ?? (await store.loadPolicy(policyId));
  const address = { organizationId, type, policyId };
  const [open] = getUrisOf(address);
  const document = await vscode.workspace.openTextDocument(open ?? getPolicyUri(address, name));
  await vscode.window.showTextDocument(document, { ...options, preserveFocus: isOvertaken() });
}

/** As a click on its row does: the keyboard stays there, unless it is a double click. */
export async function openClicked(session: Session, policyId: string, isDoubleClick: boolean): Promise<void> {
  await show(session, policyId, { preview: !isDoubleClick }, () => !isDoubleClick);
}

/** Asks for what is missing of account and policy type. */
export async function openEffectivePolicy(services: EditorServices, subjects: readonly Subject[]): Promise<void> {
  const session = getSessionOrExplain(services);
  if (!session) return;
  if (session.role === "file") {
    showInformation(
      vscode.l10n.t("AWS computes effective policies, and {0} is a file. A what-if copy of it has them.", session.name),
      {
        title: vscode.l10n.t("Try Changes on a What-If Copy…"),
        run: () => vscode.commands.executeCommand(COMMANDS.openCopy),
      },
    );
    return;
  }
  const account = subjects.find((subject) => subject.kind === "target" && /^\d{12}$/.test(subject.targetId));
  const accountId =
    account?.kind === "target"
      ? account.targetId
      : await pickTarget(session, vscode.l10n.t("Effective policy of…"), { kinds: ["account"] });
  if (accountId === undefined) return;
  const type = await chooseType(session);
  if (type !== undefined) await openEffectiveText(session, accountId, type);
}

async function chooseType({ store }: Session): Promise<PolicyType | undefined> {
  await store.loadRoots();
  const types = store.getEnabledPolicyTypes().filter((type) => getPolicyTypeFacts(type).effective);
  if (types.length === 0) {
    showInformation(
      vscode.l10n.t(
        "No enabled policy type has an effective policy. AWS computes none for SCPs and RCPs: see what is attached and inherited in Details.",
      ),
    );
    return undefined;
  }
  const items = types.map((type) => ({ label: getPolicyTypeFacts(type).name, type }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Effective policy of which type?") }))?.type;
}
