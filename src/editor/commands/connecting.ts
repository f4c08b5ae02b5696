/** Commands that choose what is looked at, and whether it may be changed. */
import * as vscode from "vscode";
import type { Profile } from "../../aws/types";
import { getRoleOfCaller } from "../../changes/caller";
import { isSameChoice } from "../connection/choiceMemory";
import { chooseConnection } from "../connection/choose";
import type { Demo } from "../connection/demo";
import type { Permissions } from "../connection/permissions";
import type { RecentOrganizations } from "../connection/openConnections";
import { getProblem } from "../connection/problem";
import { isPlayground, type ConnectionChoice, type Connections, type Session } from "../connection/session";
import { getSessionRows } from "../connection/sessionText";
import { getProfileName, signIn } from "../connection/signIn";
import { COMMANDS, SETTINGS } from "../contributions";
import { readAgain } from "../loading/readAgain";
import { askToConfirm, showError, showInformation, showRefusal } from "../messages";
import type { EditorServices } from "../services";
import { getNumberSetting, getSetting } from "../settings";
import { thenFocusOrganization } from "./thenFocus";

export interface ConnectingServices extends Pick<EditorServices, "registry" | "connections"> {
  readonly demo: Demo;
  readonly listProfiles: () => Promise<readonly Profile[]>;
  readonly recent: RecentOrganizations;
}

const { t } = vscode.l10n;

export function registerConnecting(services: ConnectingServices): vscode.Disposable {
  const { registry, connections, demo } = services;
  return vscode.Disposable.from(
    registry.register(COMMANDS.openDemo, t("The demo could not be opened"), () => openDemo(services)),
    registry.register(COMMANDS.connect, t("Could not connect"), () => connect(services)),
    registry.register(COMMANDS.switchBack, t("Could not connect"), () => switchBack(services)),
    registry.register(COMMANDS.disconnect, t("Could not disconnect"), () => connections.disconnect()),
    registry.register(COMMANDS.enableChanges, t("Changes could not be enabled"), () => enableChanges(connections)),
    registry.register(COMMANDS.disableChanges, t("Changes could not be disabled"), () =>
      connections.setChangesEnabled(false),
    ),
    registry.register(COMMANDS.resetDemo, t("The demo could not be reset"), () => resetDemo(connections, demo)),
    registry.register(COMMANDS.signIn, t("Signing in failed"), () => signInAgain(services)),
    registry.register(COMMANDS.showPermissions, t("The IAM policy could not be shown"), showPermissions),
  );
}

function openDemo({ connections, registry }: ConnectingServices): Promise<void> {
  return thenFocusOrganization(registry, connections, async () => {
    if (connections.getSession()?.role !== "demo") await connectTo(connections, { kind: "demo" });
  });
}

async function connect(services: ConnectingServices): Promise<void> {
  const { connections, listProfiles, recent } = services;
  const choice = await chooseConnection({
    endpoint: getSetting(SETTINGS.endpoint),
    listProfiles,
    listRecent: () => recent.list(),
    findKept: (seen) => recent.findKept(seen),
    current: connections.getSession()?.choice,
  });
  if (choice) await lookAt(choice, services);
}

/** To and fro between two: what was last seen of each stands there at once. */
async function switchBack(services: ConnectingServices): Promise<void> {
  const { connections, recent } = services;
  const current = connections.getSession()?.choice;
  const before = (await recent.list()).find(({ choice }) => !current || !isSameChoice(choice, current));
  if (before) await lookAt(before.choice, services);
  else {
    showRefusal(t("No other organization was looked at yet."), {
      title: t("Connect"),
      run: () => vscode.commands.executeCommand(COMMANDS.connect),
    });
  }
}

function lookAt(choice: ConnectionChoice, { connections, recent, registry }: ConnectingServices): Promise<void> {
  return thenFocusOrganization(registry, connections, async () => {
    await connectTo(connections, choice, () => recent.restore(choice));
    tellNotConnected(connections);
  });
}

/** Connects, and says why when it did not work. */
export async function connectTo(
  connections: Connections,
  choice: ConnectionChoice,
  restore?: () => Promise<Session | undefined>,
): Promise<void> {
  await connections.connect(choice, restore);
  tellFailed(connections, choice);
}

/**
 * Says why there is no connection; the empty view says what to do. Of an account without an organization it says all
 * there is to say, while a message would outlast the organization that is created from there.
 */
export function tellFailed(connections: Connections, choice: ConnectionChoice): void {
  const state = connections.getState();
  if (state.state === "failed" && state.choice === choice && state.error.kind !== "noOrganization") {
    showError(t("Could not connect"), state.error, {
      title: t("Show Log"),
      run: () => vscode.commands.executeCommand(COMMANDS.showLog),
    });
  }
}

/** Says why what is shown is what was last seen, and what to do about it. */
export function tellNotConnected(connections: Connections): void {
  const state = connections.getState();
  if (state.state !== "restored" || !state.error) return;
  const signIn = { title: t("Sign In"), run: () => vscode.commands.executeCommand(COMMANDS.signIn) };
  const tryAgain = { title: t("Try Again"), run: () => vscode.commands.executeCommand(COMMANDS.retry) };
  const what = t("{0} is shown as it was last seen", state.session.name);
  showError(what, state.error, ...(getProblem(state.error) === "signedOut" ? [signIn] : []), tryAgain);
}

async function enableChanges(connections: Connections): Promise<void> {
  const session = connections.getSession();
  if (!session) return refuseWithoutSession();
  if (session.shown) {
    showInformation(
      session.role === "file"
        ? t("An organization file is open read-only. Open a what-if copy to try changes.")
        : t("{0} is shown as it was last seen. It can be changed once AWS has answered.", session.name),
    );
    return;
  }
  if (connections.canChange()) {
    showInformation(
      isPlayground(session)
        ? t("Nothing in {0} is real: it can always be changed.", session.name)
        : t("Changes to {0} are enabled in this window.", session.name),
    );
    return;
  }
  const minutes = getNumberSetting(SETTINGS.changesTimeout);
  const facts = getSessionRows(session, false, t).map(({ label, value }) => `${label}: ${value}`);
  const lapse =
    minutes === 1
      ? t("It is read-only again after a minute, after a restart, and on another connection.")
      : t("It is read-only again after {0} minutes, after a restart, and on another connection.", minutes);
  const confirmed = await askToConfirm(
    t("Enable changes to {0} in this window?", session.name),
    [...facts.slice(0, -1), "", t("Each change is still shown and confirmed before it is sent."), lapse].join("\n"),
    t("Enable Changes"),
  );
  if (confirmed && connections.getSession() === session) connections.setChangesEnabled(true);
}

async function resetDemo(connections: Connections, demo: Demo): Promise<void> {
  const confirmed = await askToConfirm(
    t("Reset the demo organization?"),
    t("TechCorp starts over: what was attached, detached or published in the demo is forgotten."),
    t("Reset"),
    t("Keep the Demo"),
  );
  if (!confirmed) return;
  await demo.forget();
  if (connections.getSession()?.role === "demo") await connectTo(connections, { kind: "demo" });
}

/** Signs in, or asks the profile for other credentials. What is open stays open, and is read again. */
async function signInAgain({ connections, listProfiles }: ConnectingServices): Promise<void> {
  const state = connections.getState();
  const session = state.state === "connected" ? state.session : undefined;
  const choice = "choice" in state ? state.choice : session?.choice;
  const name = choice && getProfileName(choice);
  const profile = name === undefined ? undefined : (await listProfiles()).find((found) => found.name === name);
  if (!choice || !profile || (profile.kind !== "sso" && !session)) {
    showRefusal(
      name === undefined
        ? t("This connection has no profile to sign in with. Renew its credentials, then try again.")
        : t("The profile {0} does not use IAM Identity Center. Renew its credentials, then try again.", name),
      { title: t("Try Again"), run: () => vscode.commands.executeCommand(COMMANDS.retry) },
    );
    return;
  }
  if (profile.kind === "sso" && !(await signedIn(profile.name))) return;
  // Signing in takes a while: whoever has looked at something else since stays there.
  if (connections.getState() !== state) return;
  if (session) await renew(connections, session);
  else await connectTo(connections, choice);
}

/** Runs the sign-in, and says what it takes where it failed. */
async function signedIn(profile: string): Promise<boolean> {
  const code = await signIn(profile);
  if (code !== undefined && code !== 0) {
    showRefusal(
      t("aws sso login --profile {0} did not succeed. It takes version 2 of the AWS command line.", profile),
      { title: t("Sign In"), run: () => vscode.commands.executeCommand(COMMANDS.signIn) },
    );
  }
  return code === 0;
}

async function renew(connections: Connections, session: Session): Promise<void> {
  session.credentials?.renew();
  const caller = await session.changes?.reads.getCallerIdentity();
  if (connections.getSession() !== session) return;
  // Somebody else may see, and be permitted, something else.
  if (!caller || getRoleOfCaller(caller.arn) !== getRoleOfCaller(session.caller.arn)) {
    await connectTo(connections, session.choice);
    return;
  }
  readAgain(session);
  showInformation(t("Signed in to {0}. What is shown is read again.", session.name));
}

async function showPermissions(): Promise<void> {
  const items: readonly (vscode.QuickPickItem & { readonly permissions: Permissions })[] = [
    { label: t("To look"), description: t("read-only"), permissions: "read" },
    {
      label: t("To look and change"),
      description: t("policies, OUs, accounts, tags and services too"),
      permissions: "change",
    },
    {
      label: t("To ask who changed something or used a service, for alternate contacts and second opinions"),
      description: t("besides one of the others"),
      permissions: "onDemand",
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t("IAM Policy That Orgscope Needs"),
    placeHolder: t("For the management account or a delegated administrator"),
  });
  if (!picked) return;
  const { formatPermissions } = await import("../operations/main");
  const content = formatPermissions(picked.permissions);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "json", content }));
}

export function refuseWithoutSession(): void {
  showRefusal(
    t("No organization is connected."),
    { title: t("Connect"), run: () => vscode.commands.executeCommand(COMMANDS.connect) },
    { title: t("Open Demo"), run: () => vscode.commands.executeCommand(COMMANDS.openDemo) },
  );
}
