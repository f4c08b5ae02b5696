/** Asking what to connect to. */
import * as vscode from "vscode";
import type { Profile } from "../../aws/types";
import { isEndpoint } from "../../engine/endpoints";
import { isSameChoice, type RememberedConnection, type SeenSession } from "./choiceMemory";
import { askForPartition, lacksRegion } from "./choosePartition";
import { getKeptText, type KeptState } from "./keptState";
import type { ConnectionChoice } from "./session";

interface ChoiceItem extends vscode.QuickPickItem {
  /** The words ask further. */
  readonly choice?: ConnectionChoice | "partition" | "newEndpoint" | "file";
}

export interface ChooseOptions {
  /** The endpoint of the settings; empty when there is none. */
  readonly endpoint: string;
  readonly listProfiles: () => Promise<readonly Profile[]>;
  readonly listRecent: () => Promise<readonly RememberedConnection[]>;
  readonly findKept: (seen: SeenSession) => Promise<KeptState>;
  /** What is looked at now, which needs no offer. */
  readonly current: ConnectionChoice | undefined;
}

const { t } = vscode.l10n;

/** The demo, the environment, each profile of the shared AWS config files, an endpoint. `undefined` when dismissed. */
export async function chooseConnection(options: ChooseOptions): Promise<ConnectionChoice | undefined> {
  const profiles = options.listProfiles();
  const picked = await vscode.window.showQuickPick<ChoiceItem>(
    Promise.all([profiles, loadRecentItems(options)]).then(([found, recent]) => [
      ...recent,
      ...getDemoItems(),
      separate(t("Profiles")),
      ...found.map(toProfileItem),
      ...getOtherItems(options.endpoint, found),
    ]),
    {
      title: t("Connect to an Organization"),
      placeHolder: getPlaceholder(),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (picked?.choice === "partition") return askForPartition(await profiles);
  if (picked?.choice === "newEndpoint") return askForEndpoint(await profiles);
  return picked?.choice === "file" ? askForFile() : picked?.choice;
}

/** The window's machine and the credentials' machine may be two. */
function getPlaceholder(): string {
  return vscode.env.remoteName
    ? t("Profiles and credentials are those of the remote machine ({0})", vscode.env.remoteName)
    : t("Profiles are those of ~/.aws/config and ~/.aws/credentials");
}

/** Organizations, not credentials: what is known of them is shown at once, and what was begun there stays. */
async function loadRecentItems({ listRecent, findKept, current }: ChooseOptions): Promise<readonly ChoiceItem[]> {
  const others = (await listRecent()).flatMap(({ choice, seen }) =>
    seen && !(current && isSameChoice(choice, current)) ? [{ choice, seen }] : [],
  );
  const items = await Promise.all(
    others.map(async ({ choice, seen }): Promise<ChoiceItem> => {
      const { name, organizationId, caller, customEndpoint } = seen;
      const endpoint = customEndpoint === undefined ? "" : t("endpoint {0}", customEndpoint);
      const detail = [endpoint, getKeptText(await findKept(seen), Date.now(), t)].filter(Boolean).join(" · ");
      return {
        label: name,
        description: [organizationId, caller.accountId].join(" · "),
        ...(detail !== "" && { detail }),
        iconPath: new vscode.ThemeIcon("organization"),
        choice,
      };
    }),
  );
  return items.length === 0 ? [] : [separate(t("Looked at last")), ...items, separate(t("Demo"))];
}

function getDemoItems(): readonly ChoiceItem[] {
  return [
    {
      label: t("Demo organization"),
      description: t("TechCorp, on this machine"),
      detail: t("Nothing is real and nothing is sent anywhere"),
      iconPath: new vscode.ThemeIcon("beaker"),
      choice: { kind: "demo" },
    },
  ];
}

function getOtherItems(endpoint: string, profiles: readonly Profile[]): readonly ChoiceItem[] {
  const items: ChoiceItem[] = [
    separate(t("Other")),
    {
      label: t("Credentials of the environment"),
      description: "AWS_ACCESS_KEY_ID, AWS_PROFILE, …",
      iconPath: new vscode.ThemeIcon("terminal"),
      choice: { kind: "environment" },
    },
  ];
  if (profiles.some(lacksRegion)) {
    items.push({
      label: t("Another partition…"),
      description: t("GovCloud, China and others, for profiles that name no Region"),
      iconPath: new vscode.ThemeIcon("globe"),
      choice: "partition",
    });
  }
  if (isEndpoint(endpoint)) {
    items.push({
      label: endpoint,
      description: t("endpoint of the settings, with dummy credentials"),
      iconPath: new vscode.ThemeIcon("server"),
      choice: { kind: "endpoint", url: endpoint },
    });
  }
  items.push({
    label: t("Another endpoint…"),
    description: t("a server that speaks the AWS Organizations API"),
    iconPath: new vscode.ThemeIcon("server-environment"),
    choice: "newEndpoint",
  });
  items.push({
    label: t("An organization file…"),
    description: t("read-only, without AWS"),
    iconPath: new vscode.ThemeIcon("file"),
    choice: "file",
  });
  return items;
}

function separate(label: string): ChoiceItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function toProfileItem(profile: Profile): ChoiceItem {
  const facts = [profile.accountId, profile.roleName, profile.region].filter((fact) => fact !== undefined);
  return {
    label: profile.name,
    description: [getKindText(profile.kind), ...facts].filter(Boolean).join(" · "),
    ...(profile.endpointUrl && { detail: t("endpoint {0}", profile.endpointUrl) }),
    iconPath: new vscode.ThemeIcon("account"),
    choice: { kind: "profile", profile: profile.name },
  };
}

function getKindText(kind: Profile["kind"]): string {
  switch (kind) {
    case "sso":
      return t("IAM Identity Center");
    case "assumeRole":
      return t("assumed role");
    case "process":
      return t("credential process");
    case "keys":
      return t("access key");
    case "webIdentity":
      return t("web identity");
    case "other":
      return "";
  }
}

async function askForEndpoint(profiles: readonly Profile[]): Promise<ConnectionChoice | undefined> {
  const url = await vscode.window.showInputBox({
    title: t("Connect to an Endpoint"),
    prompt: t("Address of a server that speaks the AWS Organizations API"),
    placeHolder: "http://127.0.0.1:5000",
    ignoreFocusOut: true,
    validateInput: (value) =>
      isEndpoint(value.trim()) ? undefined : t("An address that starts with http:// or https://"),
  });
  if (url === undefined) return undefined;
  const dummy = { label: t("Dummy credentials"), description: t("for servers that check none") };
  const credentials = await vscode.window.showQuickPick<ChoiceItem>(
    [
      { ...dummy, iconPath: new vscode.ThemeIcon("circle-slash"), choice: { kind: "endpoint", url: url.trim() } },
      separate(t("Profiles")),
      ...profiles.map((profile) => ({
        ...toProfileItem(profile),
        choice: { kind: "endpoint", url: url.trim(), profile: profile.name } as const,
      })),
    ],
    { title: t("Credentials for {0}", url.trim()), placeHolder: t("What to sign requests with"), ignoreFocusOut: true },
  );
  return typeof credentials?.choice === "string" ? undefined : credentials?.choice;
}

async function askForFile(): Promise<ConnectionChoice | undefined> {
  const file = await chooseOrganizationFile();
  return file && { kind: "file", path: file.fsPath };
}

/** Asks for an organization file of this machine. */
export async function chooseOrganizationFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: t("Open an Organization File"),
    filters: { [t("Organization files")]: ["json"] },
  });
  return files?.[0];
}

/** The code of an MFA device; dismissing calls the connection off. */
export async function askMfaCode(serial: string): Promise<string> {
  const code = await vscode.window.showInputBox({
    title: t("Code of the MFA Device"),
    prompt: serial,
    ignoreFocusOut: true,
    validateInput: (value) => (/^\d{6}$/.test(value) ? undefined : t("Six digits")),
  });
  if (code === undefined) throw new vscode.CancellationError();
  return code;
}
