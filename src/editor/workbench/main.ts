/** The door to the workbench, a bundle of its own: builds the editor's parts and hands them to each other. */
import * as vscode from "vscode";
import { listProfiles } from "../../aws/load";
import { registerChanging } from "../changing/register";
import { registerArrange } from "../commands/arrange";
import { registerConnecting, tellNotConnected } from "../commands/connecting";
import { registerFiles } from "../commands/files";
import { registerFind } from "../commands/find";
import { registerRows } from "../commands/rows";
import { createFirstPaint } from "../connection/firstPaint";
import { openConnections } from "../connection/openConnections";
import { untilShown } from "../connection/untilShown";
import { followStatus } from "../connection/statusBar";
import { followConnection } from "../contextKeys";
import { COMMANDS, type PartName, POLICY_SCHEME } from "../contributions";
import { parsePolicyAddress } from "../documents/policyUri";
import { registerDocuments } from "../documents/register";
import { createEditorJudging } from "../evaluation/openJudging";
import type { LateFiles } from "../front/lateFiles";
import type { LateView } from "../front/lateView";
import { createDeclaredTypes } from "../language/declaredTypes";
import { registerPolicyFiles } from "../language/policyFiles";
import { registerLedger } from "../loading/ledger";
import { pauseUnseen } from "../loading/pauseUnseen";
import { showLoading } from "../loading/showLoading";
import { createConnectedOpener } from "../openConnected";
import { createLanguageOpener } from "../openLanguage";
import type { Operations } from "../operations/main";
import { createPart } from "../parts";
import { createSelection } from "../selection";
import type { EditorServices } from "../services";
import type { PolicyType } from "../../terms/policyTypes";
import { registerBadges } from "../views/badges";
import { createDetailsView } from "../views/detailsView";
import type { Element } from "../views/elements";
import { followSelection } from "../views/followSelection";
import { createIcons } from "../views/icons";
import { LateDrift } from "../views/lateDrift";
import { LeftRows } from "../views/leftRows";
import { createOrganizationView } from "../views/organizationView";
import { createPoliciesView } from "../views/policiesView";

/** What stands before there is a workbench. */
export interface Front extends Pick<EditorServices, "context" | "log" | "registry"> {
  readonly organization: LateView;
  readonly dragAndDrop: vscode.TreeDragAndDropController<Element>;
  readonly files: LateFiles;
  readonly status: vscode.StatusBarItem;
}

export interface Workbench extends vscode.Disposable {
  /** Resolves once what was last seen is shown, or is known not to be there. */
  readonly restored: Promise<void>;
  readonly drop: Operations["drop"];
  /** Resolves once the part has registered its commands. */
  load(part: Exclude<PartName, "front" | "workbench">): Promise<unknown>;
}

export function openWorkbench(front: Front): Workbench {
  const { context, log, registry } = front;
  const firstPaint = createFirstPaint(front.organization.view, front.organization.rows);
  const { connections, demo, copies, archive, recent, reconnect, openLoneAccount } = openConnections(
    context,
    log,
    firstPaint,
  );
  const getIcon = createIcons(context.extensionUri);
  const drift = new LateDrift();
  const left = new LeftRows();
  const organization = createOrganizationView(connections, getIcon, front.organization, {
    left,
    command: COMMANDS.clickTargets,
  });
  const policies = createPoliciesView(
    connections,
    getIcon,
    front.dragAndDrop,
    { left, command: COMMANDS.clickPolicies },
    drift,
  );
  const details = createDetailsView(connections, getIcon, { left, command: COMMANDS.clickDetails });
  const declaredTypes = createDeclaredTypes();
  const selection = createSelection(
    [organization.view, policies.view, details.view],
    () => connections.getSession(),
    left,
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
  const connected = createConnectedOpener({ ...base, archive, copies }, drift, firstPaint);
  const services: EditorServices = { ...base, plans: connected.plans };

  const operations = createPart(
    () => import("../operations/main"),
    ({ createOperations }) => createOperations({ services, selection, openLoneAccount }),
  );
  const documents = registerDocuments(services, front.files);
  const { getStored } = documents;
  const language = createLanguageOpener({ ...services, getPolicyType, getStored, declaredTypes }, firstPaint);
  const reconnectQuietly = (): Promise<void> =>
    reconnect()
      .then(() => tellNotConnected(connections))
      .catch((error: unknown) => log.warn(`The last connection could not be opened again: ${String(error)}`));
  const parts = vscode.Disposable.from(
    followConnection(connections, firstPaint),
    followStatus(front.status, connections),
    showLoading(connections),
    pauseUnseen(connections, vscode.window, [organization.view, policies.view, details.view]),
    registerLedger(services),
    registerBadges(),
    followSelection(selection, details),
    registerConnecting({ registry, connections, demo, listProfiles, recent }),
    registerRows({ ...services, selection, views: { organization, policies, details } }),
    registerArrange({ ...services, organization }),
    registerFind({ ...services, getIcon }),
    registerFiles(services),
    connected,
    registerChanging(services),
    operations,
    documents,
    language,
    registerPolicyFiles(declaredTypes),
    selection,
    left,
    details,
    policies,
    organization,
    declaredTypes,
    judging,
    connections,
    vscode.workspace.onDidGrantWorkspaceTrust(() => void reconnectQuietly()),
  );
  return {
    restored: untilShown(connections, reconnectQuietly),
    drop: async (dragged, onto) => (await operations.load()).drop(dragged, onto),
    load: (part) => ({ connected, operations, language })[part].load(),
    dispose: () => parts.dispose(),
  };
}

/** The type of a policy that an organization holds; `undefined` for files. */
function getPolicyType(uri: vscode.Uri): PolicyType | undefined {
  return uri.scheme === POLICY_SCHEME ? parsePolicyAddress(uri)?.type : undefined;
}
