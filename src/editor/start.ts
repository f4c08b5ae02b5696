/** Builds the editor's parts and hands them to each other. */
import * as vscode from "vscode";
import { registerCommandLine } from "./commandLine";
import { createCommandRegistry } from "./commands";
import { registerArrange } from "./commands/arrange";
import { registerConnecting, tellNotConnected } from "./commands/connecting";
import { registerFiles } from "./commands/files";
import { registerFind } from "./commands/find";
import { registerRows } from "./commands/rows";
import { registerChanging } from "./changing/register";
import { listProfiles, openConnections } from "./connection/openConnections";
import { createStatusBar } from "./connection/statusBar";
import type { PolicyType } from "../terms/policyTypes";
import { POLICY_SCHEME } from "./contributions";
import { followConnection } from "./contextKeys";
import { parsePolicyAddress } from "./documents/policyUri";
import { registerDocuments } from "./documents/register";
import { createEditorJudging } from "./evaluation/openJudging";
import { createDeclaredTypes } from "./language/declaredTypes";
import { registerPolicyFiles } from "./language/policyFiles";
import { registerLedger } from "./loading/ledger";
import { pauseUnseen, showLoading } from "./loading/showLoading";
import { createDragAndDrop } from "./operations/dragAndDrop";
import { registerOperations } from "./operations/register";
import { createConnectedOpener, LateDrift } from "./openConnected";
import { createLanguageOpener } from "./openLanguage";
import { redactLog } from "./redactedLog";
import { createSelection } from "./selection";
import type { EditorServices } from "./services";
import { registerBadges } from "./views/badges";
import { createDetailsView } from "./views/detailsView";
import { followSelection } from "./views/followSelection";
import { createIcons } from "./views/icons";
import { createOrganizationView } from "./views/organizationView";
import { createPoliciesView } from "./views/policiesView";

export function start(context: vscode.ExtensionContext): void {
  const log = redactLog(vscode.window.createOutputChannel("Orgscope", { log: true }));
  const registry = createCommandRegistry(log);
  const { connections, demo, copies, archive, recent, reconnect, openLoneAccount } = openConnections(context, log);
  const getIcon = createIcons(context.extensionUri);
  const dragAndDrop = createDragAndDrop((dragged, onto) => operations.drop(dragged, onto));
  const drift = new LateDrift();
  const organization = createOrganizationView(connections, getIcon, dragAndDrop);
  const policies = createPoliciesView(connections, getIcon, dragAndDrop, drift);
  const details = createDetailsView(connections, getIcon);
  const declaredTypes = createDeclaredTypes();
  const selection = createSelection(
    [organization.view, policies.view, details.view],
    () => connections.getSession()?.organizationId,
  );

  const judging = createEditorJudging(context.extensionUri);
  const base: Omit<EditorServices, "plans"> = {
    judging,
    context,
    log,
    registry,
    connections,
    getSubjects: selection.getSubjects,
    loadLanguage: () => language.load(),
    revealTarget: organization.reveal,
    revealPolicy: policies.reveal,
  };
  const connected = createConnectedOpener({ ...base, archive, copies }, drift);
  const services: EditorServices = { ...base, plans: connected.plans };

  const operations = registerOperations({ services, selection, openLoneAccount });
  const documents = registerDocuments(services);
  const { getStored } = documents;
  const language = createLanguageOpener({ ...services, getPolicyType, getStored, declaredTypes });
  context.subscriptions.push(
    log,
    followConnection(connections),
    createStatusBar(connections),
    showLoading(connections),
    pauseUnseen(connections, [organization.view, policies.view, details.view]),
    registerLedger(services),
    registerBadges(),
    followSelection([organization.view, policies.view], details),
    registerConnecting({ registry, connections, demo, listProfiles, recent }),
    registerRows({ ...services, selection }),
    registerArrange({ ...services, organization }),
    registerFind({ ...services, getIcon }),
    registerFiles(services),
    connected,
    registerChanging(services),
    operations,
    documents,
    language,
    registerPolicyFiles(declaredTypes),
    registerCommandLine(context, log),
    selection,
    details,
    policies,
    organization,
    declaredTypes,
    judging,
    connections,
  );
  const reconnectQuietly = (): void => {
    reconnect()
      .then(() => tellNotConnected(connections))
      .catch((error: unknown) => log.warn(`The last connection could not be opened again: ${String(error)}`));
  };
  context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(reconnectQuietly));
  reconnectQuietly();
}

/** The type of a policy that an organization holds; `undefined` for files. */
function getPolicyType(uri: vscode.Uri): PolicyType | undefined {
  return uri.scheme === POLICY_SCHEME ? parsePolicyAddress(uri)?.type : undefined;
}
