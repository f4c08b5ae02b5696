import { readJsonFile, writeJsonFile } from "../../disk/jsonFile";
import { removeFile } from "../../disk/removeFile";
import type { ConnectionChoice } from "./session";

/** The connection to come back to, in a file of the workspace's storage. */
export interface ChoiceMemory {
  read(): Promise<ConnectionChoice | undefined>;
  write(choice: ConnectionChoice | undefined): Promise<void>;
}

export function createChoiceMemory(file: string): ChoiceMemory {
  return {
    read: async () => parseChoice(await readJsonFile(file)),
    write: (choice) => (choice ? writeJsonFile(file, choice) : removeFile(file)),
  };
}

/** `undefined` for anything that is not a choice. */
export function parseChoice(value: unknown): ConnectionChoice | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, profile, region, url } = value as Readonly<Record<string, unknown>>;
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
    default:
      return undefined;
  }
}

/** Whether a text is an address that requests can go to. */
export function isEndpoint(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}
