/** Commands about rows of the views. */
import * as vscode from "vscode";
import { getConsoleUrl } from "../../terms/consoleLinks";
import { getTargetKind } from "../../terms/ids";
import { isPlayground, type Session } from "../connection/session";
import { openClicked } from "../documents/open";
import { unmarkOrganizationId } from "../connection/sessionMark";
import { COMMANDS } from "../contributions";
import { readAgain } from "../loading/readAgain";
import { showInformation, showRefusal } from "../messages";
import type { Selection } from "../selection";
import type { EditorServices } from "../services";
import { getTargetFacts } from "../targets";
import type { Element } from "../views/elements";
import type { ElementView } from "../views/organizationView";
import { connectTo, refuseWithoutSession, tellNotConnected } from "./connecting";

export interface RowServices
  extends Pick<EditorServices, "registry" | "connections" | "getSubjects" | "revealTarget" | "revealPolicy"> {
  readonly selection: Selection;
  readonly views: Readonly<Record<"organization" | "policies" | "details", Pick<ElementView, "view">>>;
}

const { t } = vscode.l10n;

export function registerRows(services: RowServices): vscode.Disposable {
  const { registry, connections, selection, views } = services;
  const click = createClick(services);
  return vscode.Disposable.from(
    registry.register(COMMANDS.refresh, t("Refreshing failed"), () => {
      const session = connections.getSession();
      if (session) readAgain(session);
    }),
    registry.register(COMMANDS.retry, t("Trying again failed"), (...args) => retry(services, args)),
    registry.register(COMMANDS.clickTargets, t("It could not be shown"), () => click(views.organization)),
    registry.register(COMMANDS.clickPolicies, t("The policy could not be opened"), () => click(views.policies)),
    registry.register(COMMANDS.clickDetails, t("The policy could not be opened"), () => click(views.details)),
    registry.register(COMMANDS.copyId, t("The ID could not be copied"), async (...args) =>
      copy(selection.getElements(await selection.atFocus(args)).flatMap(getId), t("Select a row with an ID first.")),
    ),
    registry.register(COMMANDS.copyArn, t("The ARN could not be copied"), (...args) => {
      const session = connections.getSession();
      if (!session) return refuseWithoutSession();
      const arns = selection.getElements(args).flatMap((element) => getArn(session, element));
      return copy(arns, t("Select a row with an ARN first."));
    }),
    registry.register(COMMANDS.openInConsole, t("The console could not be opened"), (...args) =>
      openInConsole(services, args),
    ),
    registry.register(COMMANDS.revealInTree, t("It could not be shown in the tree"), (...args) =>
      reveal(services, args),
    ),
  );
}

/** Milliseconds between the two of a double click, at most. */
const DOUBLE_CLICK = 500;

/** What was clicked is what commands are about. A policy opens, too. */
function createClick({ connections, selection }: RowServices): (of: Pick<ElementView, "view">) => Promise<void> {
  let before: { readonly policyId: string; readonly at: number } | undefined;
  return async ({ view }) => {
    const [row] = selection.click(view);
    const session = connections.getSession();
    if (!session || (row?.kind !== "policy" && row?.kind !== "attachedPolicy")) return;
    const click = { policyId: row.policyId, at: performance.now() };
    const isDoubleClick = before?.policyId === click.policyId && click.at - before.at < DOUBLE_CLICK;
    before = click;
    await openClicked(session, row.policyId, isDoubleClick);
  };
}

/** A failed row asks for its part again; without one, the connection is tried again. */
async function retry({ connections, selection }: RowServices, args: readonly unknown[]): Promise<void> {
  const parts = selection.getElements(args).flatMap((element) => (element.kind === "failed" ? [element.part] : []));
  const session = connections.getSession();
  const state = connections.getState();
  if (session && parts.length > 0) session.store.refresh(parts);
  else if (state.state === "failed") await connectTo(connections, state.choice);
  else if (state.state === "restored") {
    await connections.retry();
    tellNotConnected(connections);
  }
}

/** What the row shows as its id: a policy seen on a target is the policy, a target below a policy the target. */
function getId(element: Element): readonly string[] {
  switch (element.kind) {
    case "target":
    case "policyTarget":
    case "slots":
      return [element.targetId];
    case "policy":
    case "attachedPolicy":
      return [element.policyId];
    case "handshake":
      return [element.handshakeId];
    case "fact":
      return [element.value || element.label];
    default:
      return [];
  }
}

function getArn({ store }: Session, element: Element): readonly string[] {
  const [id] = getId(element);
  if (id === undefined) return [];
  if (element.kind === "fact") return element.icon === "arn" ? [id] : [];
  if (element.kind === "handshake") {
    return store.getHandshakes()?.flatMap((handshake) => (handshake.id === id ? [handshake.arn] : [])) ?? [];
  }
  const target = store.getTarget(id);
  const listed = element.kind === "policyTarget" ? store.getTargets(element.policyId) : undefined;
  const arn =
    (target && getTargetFacts(target).arn) ??
    listed?.find(({ targetId }) => targetId === id)?.arn ??
    store.getPolicySummary(id)?.arn;
  return arn === undefined ? [] : [arn];
}

async function copy(texts: readonly string[], refusal: string): Promise<void> {
  if (texts.length === 0) return showRefusal(refusal);
  await vscode.env.clipboard.writeText([...new Set(texts)].join("\n"));
}

async function openInConsole({ connections, getSubjects }: RowServices, args: readonly unknown[]): Promise<void> {
  const session = connections.getSession();
  if (!session) return refuseWithoutSession();
  if (isPlayground(session)) return showInformation(t("{0} has no page in the AWS console.", session.name));
  const [subject] = getSubjects(args);
  const url = subject
    ? subject.kind === "policy"
      ? getPolicyUrl(session, subject.policyId)
      : getTargetUrl(session, subject.targetId)
    : getConsoleUrl(session.partition, "organization", unmarkOrganizationId(session.organizationId));
  if (url === undefined) return showInformation(t("The AWS console's page of this is not known."));
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}

function getPolicyUrl({ partition, store }: Session, policyId: string): string | undefined {
  return getConsoleUrl(partition, "policy", policyId, store.getPolicySummary(policyId)?.type);
}

function getTargetUrl({ partition }: Session, targetId: string): string | undefined {
  const kind = getTargetKind(targetId);
  return kind && getConsoleUrl(partition, kind, targetId);
}

/** The place of a target; for an attachment, where it comes from. */
async function reveal(services: RowServices, args: readonly unknown[]): Promise<void> {
  const [subject] = services.getSubjects(args);
  if (!subject) return showRefusal(t("Select a policy, root, OU or account first."));
  if (subject.targetId !== undefined) await services.revealTarget(subject.targetId);
  else if (subject.kind === "policy") await services.revealPolicy(subject.policyId);
}
