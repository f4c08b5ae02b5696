import path from "node:path";
import type * as vscode from "vscode";
import { readJsonFile, writeJsonFile } from "../../disk/jsonFile";
import { removeFile } from "../../disk/removeFile";
import { isEndpoint } from "../../engine/endpoints";
import type { ConnectionChoice, Session } from "./session";

/** What of a session is needed to show its snapshot before AWS was asked again. */
export type SeenSession = Pick<
  Session,
  "name" | "organizationId" | "caller" | "role" | "partition" | "customEndpoint"
> & {
  readonly snapshotPlace: string;
};

export interface RememberedConnection {
  readonly choice: ConnectionChoice;
  readonly seen?: SeenSession;
}

/** The connection to come back to, in a file of the workspace's storage. */
export interface ChoiceMemory {
  read(): Promise<RememberedConnection | undefined>;
  write(remembered: RememberedConnection | undefined): Promise<void>;
}

/** Of this workspace, in whichever window; windows without one share theirs. */
export function openChoiceMemory({
  storageUri,
  globalStorageUri,
}: Pick<vscode.ExtensionContext, "storageUri" | "globalStorageUri">): ChoiceMemory {
  const folder = storageUri ? getWorkspaceStorage(storageUri.fsPath) : globalStorageUri.fsPath;
  return createChoiceMemory(path.join(folder, "connection.json"));
}

/**
 * While another window has a workspace open, one that was left behind by a lost connection included, VS Code gives the
 * next window a folder beside the workspace's own: `…/ab12/orgscope.orgscope`, then `…/ab12-1/orgscope.orgscope`.
 */
export function getWorkspaceStorage(folder: string): string {
  const workspace = path.dirname(folder);
  const [, own] = /^(-?[0-9a-f]+)-\d+$/.exec(path.basename(workspace)) ?? [];
  return own === undefined ? folder : path.join(path.dirname(workspace), own, path.basename(folder));
}

export function createChoiceMemory(file: string): ChoiceMemory {
  return {
    read: async () => parseRemembered(await readJsonFile(file)),
    write: (remembered) => (remembered ? writeJsonFile(file, toJson(remembered)) : removeFile(file)),
  };
}

/** The organizations looked at last, in any window, the latest first. */
export interface RecentConnections {
  read(): Promise<readonly RememberedConnection[]>;
  add(remembered: RememberedConnection): Promise<void>;
}

const MAX_RECENT = 10;

export function createRecentConnections(file: string): RecentConnections {
  const read = async (): Promise<readonly RememberedConnection[]> => {
    const values = await readJsonFile(file);
    return Array.isArray(values) ? values.flatMap((value) => parseRemembered(value) ?? []) : [];
  };
  return {
    read,
    async add(remembered) {
      const others = (await read()).filter(({ choice }) => !isSameChoice(choice, remembered.choice));
      await writeJsonFile(file, [remembered, ...others].slice(0, MAX_RECENT).map(toJson));
    },
  };
}

export function isSameChoice(one: ConnectionChoice, other: ConnectionChoice): boolean {
  return toKey(one) === toKey(other);
}

function toKey(choice: ConnectionChoice): string {
  return JSON.stringify(Object.entries(choice).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function toJson({ choice, seen }: RememberedConnection): object {
  return { ...choice, seen };
}

function parseRemembered(value: unknown): RememberedConnection | undefined {
  const choice = parseChoice(value);
  const seen = parseSeen(value);
  return choice && { choice, ...(seen && { seen }) };
}

/** `undefined` for anything that is not a choice. */
export function parseChoice(value: unknown): ConnectionChoice | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, profile, region, url, path, id } = value as Readonly<Record<string, unknown>>;
  const optional = (name: string, text: unknown) => (typeof text === "string" ? { [name]: text } : {});
  switch (kind) {
    case "demo":
    case "environment":
      return { kind };
    case "profile":
      return typeof profile === "string" ? { kind, profile, ...optional("region", region) } : undefined;
    case "endpoint":
      if (typeof url !== "string" || !isEndpoint(url)) return undefined;
      return { kind, url, ...optional("region", region), ...optional("profile", profile) };
    case "file":
      return typeof path === "string" ? { kind, path } : undefined;
    case "copy":
      return typeof id === "string" ? { kind, id } : undefined;
    default:
      return undefined;
  }
}

function parseSeen(value: unknown): SeenSession | undefined {
  const seen = (value as { readonly seen?: unknown } | undefined)?.seen;
  if (typeof seen !== "object" || seen === null) return undefined;
  const { name, organizationId, partition, snapshotPlace, caller, role } = seen as Partial<SeenSession>;
  const isWhole =
    [name, organizationId, partition, snapshotPlace, caller?.accountId, caller?.arn].every(
      (text) => typeof text === "string",
    ) && ["management", "member"].includes(role ?? "");
  return isWhole ? (seen as SeenSession) : undefined;
}
