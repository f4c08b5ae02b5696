import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { getDeclaredPolicyType } from "../policy/policyType";
import { type CommandIo, UsageError } from "./command";

/** A text to work on, under the name that the person gave it; `-` is standard input. */
export interface PolicyText {
  readonly file: string;
  readonly text: string;
}

/** Folders that hold other people's files. */
const SKIPPED = new Set(["node_modules", "cdk.out"]);

/**
 * The texts of files, of folders (what name or folder says is a policy; with `everyJson` every JSON file) and of
 * standard input, in the order given.
 */
export async function readPolicyTexts(
  paths: readonly string[],
  io: CommandIo,
  everyJson: boolean,
): Promise<readonly PolicyText[]> {
  const texts: PolicyText[] = [];
  for (const path of paths) {
    if (path !== "-" && (await isFolder(path, io))) {
      const files = await listPolicyFiles(path, io, everyJson);
      if (files.length === 0) throw new UsageError(getEmptyFolderMessage(path, everyJson));
      for (const file of files) texts.push(await readPolicyText(file, io));
    } else texts.push(await readPolicyText(path, io));
  }
  return texts;
}

export async function readPolicyText(path: string, io: CommandIo): Promise<PolicyText> {
  if (path === "-") return { file: "-", text: await io.readStdin() };
  try {
    return { file: path, text: await readFile(resolve(io.cwd, path), "utf8") };
  } catch (error) {
    throw new UsageError(explain(path, error));
  }
}

async function isFolder(path: string, io: CommandIo): Promise<boolean> {
  try {
    return (await stat(resolve(io.cwd, path))).isDirectory();
  } catch (error) {
    throw new UsageError(explain(path, error));
  }
}

async function listPolicyFiles(folder: string, io: CommandIo, everyJson: boolean): Promise<readonly string[]> {
  const files: string[] = [];
  const entries = await readdir(resolve(io.cwd, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith(".")) {
        files.push(...(await listPolicyFiles(path, io, everyJson)));
      }
    } else if (/\.jsonc?$/i.test(entry.name) && (everyJson || getDeclaredPolicyType(resolve(io.cwd, path)))) {
      files.push(path);
    }
  }
  return files;
}

function getEmptyFolderMessage(path: string, everyJson: boolean): string {
  return everyJson
    ? `no JSON file in ${path}`
    : `no policy in ${path}: name policies *.scp.json or *.rcp.json, or say --type scp or --type rcp`;
}

function explain(path: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return `no such file: ${path}`;
  if (code === "EISDIR") return `a folder, not a file: ${path}`;
  return `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`;
}
