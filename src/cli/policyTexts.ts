import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { minifyText } from "../policy/format";
import { getDeclaredPolicyType, isTemplate } from "../policy/policyType";
import { type DeclaredPolicy, declaresPolicies, findDeclaredType } from "../engine/declaredPolicies";
import type { PolicyType } from "../terms/policyTypes";
import { type CommandIo, UsageError } from "./command";
import { findDeclarationsAround, readDeclarations, toSlashes } from "./workspaceFiles";

/** A text to work on, under the name that the person gave it; `-` is standard input. */
export interface PolicyText {
  readonly file: string;
  readonly text: string;
  /** What Terraform or the Landing Zone Accelerator declares it to be. */
  readonly type?: PolicyType;
}

// Files are read at once: there is nothing else to do meanwhile, and waiting for hundreds of them costs more than they do.

/** Folders that hold other people's files. */
const SKIPPED = new Set(["node_modules", "cdk.out"]);

/**
 * The texts of files, of folders (what name, folder or Terraform says is a policy; with `everyJson` every JSON file)
 * and of standard input, in the order given.
 */
export async function readPolicyTexts(
  paths: readonly string[],
  io: CommandIo,
  everyJson: boolean,
): Promise<readonly PolicyText[]> {
  const texts: PolicyText[] = [];
  for (const path of paths) {
    if (path === "-") texts.push(await readPolicyText(path, io));
    else if (isFolder(path, io)) texts.push(...readFolder(path, io, everyJson));
    else texts.push(readPolicyFile(path, io, findDeclarationsAround(resolve(io.cwd, path))));
  }
  return texts;
}

function readFolder(folder: string, io: CommandIo, everyJson: boolean): readonly PolicyText[] {
  // All that may be a policy, or says what is.
  const paths = listFiles(folder, io, (name) => isJson(name) || isTemplate(name) || declaresPolicies(name));
  const declared = readDeclarations(paths.map((path) => resolve(io.cwd, path)));
  const isPolicy = (path: string) =>
    everyJson ||
    getDeclaredPolicyType(resolve(io.cwd, path)) !== undefined ||
    getDeclaredType(path, io, declared) !== undefined;
  // Of what is no JSON a template may be made too: only Terraform tells.
  const files = paths.filter((path) =>
    isJson(path) || isJsonTemplate(path) ? isPolicy(path) : getDeclaredType(path, io, declared) !== undefined,
  );
  if (files.length === 0) throw new UsageError(getEmptyFolderMessage(folder, everyJson));
  return files.map((file) => readPolicyFile(file, io, declared));
}

function isJson(path: string): boolean {
  return /\.jsonc?$/i.test(path);
}

function isJsonTemplate(path: string): boolean {
  return isTemplate(path) && /\.jsonc?\.[^.]+$/i.test(path);
}

/** The text of a file or, as `-`, of standard input. */
export async function readPolicyText(path: string, io: CommandIo): Promise<PolicyText> {
  return path === "-" ? { file: "-", text: await io.readStdin() } : readPolicyFile(path, io, []);
}

function readPolicyFile(path: string, io: CommandIo, declared: readonly DeclaredPolicy[]): PolicyText {
  const type = getDeclaredType(path, io, declared);
  try {
    const text = readFileSync(resolve(io.cwd, path), "utf8");
    return { file: path, text, ...(type !== undefined && { type }) };
  } catch (error) {
    throw new UsageError(explain(path, error));
  }
}

function getDeclaredType(path: string, io: CommandIo, declared: readonly DeclaredPolicy[]): PolicyType | undefined {
  return declared.length === 0 ? undefined : findDeclaredType(declared, toSlashes(resolve(io.cwd, path)));
}

/** A policy as AWS would store it: without the comments that a `.jsonc` file may have. */
export async function readStoredPolicy(path: string, io: CommandIo): Promise<PolicyText> {
  const policy = await readPolicyText(path, io);
  return path.toLowerCase().endsWith(".jsonc") ? { ...policy, text: minifyText(policy.text) } : policy;
}

export function isFolder(path: string, io: CommandIo): boolean {
  try {
    return statSync(resolve(io.cwd, path)).isDirectory();
  } catch (error) {
    throw new UsageError(explain(path, error));
  }
}

/** All files below a folder whose name `isWanted`; other people's folders aside. */
export function listFiles(folder: string, io: CommandIo, isWanted: (name: string) => boolean): readonly string[] {
  const files: string[] = [];
  const entries = readdirSync(resolve(io.cwd, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith(".")) {
        files.push(...listFiles(path, io, isWanted));
      }
    } else if (isWanted(entry.name)) files.push(path);
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
