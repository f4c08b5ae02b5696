import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { minifyText } from "../policy/format";
import { getDeclaredPolicyType, isTemplate } from "../policy/policyType";
import { type DeclaredPolicy, declaresPolicies, findDeclaredType } from "../engine/declaredPolicies";
import type { PolicyType } from "../terms/policyTypes";
import { type CommandIo, UsageError } from "./command";
import { explainFailure, getSize, POLICY_LIMIT, readAnyText, readText, type Text } from "./texts";
import { findDeclarationsAround, readDeclarations, toSlashes } from "./workspaceFiles";

/** A policy's text, under the name that the person gave its file; `-` is standard input. */
export interface PolicyText extends Text {
  readonly file: string;
  /** What Terraform or the Landing Zone Accelerator declares it to be. */
  readonly type?: PolicyType;
}

/** A file to read when its turn comes, so that a large tree never stands in memory as a whole. */
export interface PolicySource {
  readonly file: string;
  /** Bytes; 0 of standard input, where nobody knows. */
  readonly size: number;
  read(): Promise<PolicyText>;
}

// Files are read at once: there is nothing else to do meanwhile, and waiting for hundreds of them costs more than they do.

/** Folders that hold other people's files. */
const SKIPPED = new Set(["node_modules", "cdk.out"]);

/**
 * The policies in files, in folders (what name, folder or Terraform says is a policy; with `everyJson` every JSON file)
 * and in standard input, in the order given. Their bytes may be no UTF-8.
 */
export function listPolicies(paths: readonly string[], io: CommandIo, everyJson: boolean): readonly PolicySource[] {
  return paths.flatMap((path) => {
    if (path !== "-" && isFolder(path, io)) return listFolder(path, io, everyJson);
    return [toSource(path, io, path === "-" ? [] : findDeclarationsAround(resolve(io.cwd, path)))];
  });
}

function listFolder(folder: string, io: CommandIo, everyJson: boolean): readonly PolicySource[] {
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
  return files.map((file) => toSource(file, io, declared));
}

function isJson(path: string): boolean {
  return /\.jsonc?$/i.test(path);
}

function isJsonTemplate(path: string): boolean {
  return isTemplate(path) && /\.jsonc?\.[^.]+$/i.test(path);
}

function toSource(file: string, io: CommandIo, declared: readonly DeclaredPolicy[]): PolicySource {
  return {
    file,
    size: file === "-" ? 0 : getSize(file, io, POLICY_LIMIT),
    async read() {
      const type = getDeclaredType(file, io, declared);
      return { file, ...(await readAnyText(file, io, POLICY_LIMIT)), ...(type !== undefined && { type }) };
    },
  };
}

function getDeclaredType(path: string, io: CommandIo, declared: readonly DeclaredPolicy[]): PolicyType | undefined {
  return declared.length === 0 ? undefined : findDeclaredType(declared, toSlashes(resolve(io.cwd, path)));
}

/** A policy as AWS would store it: without the comments that a `.jsonc` file may have. Or what else a file may be. */
export async function readStoredPolicy(path: string, io: CommandIo): Promise<string> {
  const text = await readText(path, io);
  return path.toLowerCase().endsWith(".jsonc") ? minifyText(text) : text;
}

export function isFolder(path: string, io: CommandIo): boolean {
  return explainFailure(path, () => statSync(resolve(io.cwd, path)).isDirectory());
}

/** All regular files below a folder whose name `isWanted`, also where links lead to them; other people's folders aside. */
export function listFiles(folder: string, io: CommandIo, isWanted: (name: string) => boolean): readonly string[] {
  const files: string[] = [];
  const entries = readdirSync(resolve(io.cwd, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith(".")) {
        files.push(...listFiles(path, io, isWanted));
      }
    } else if (isWanted(entry.name) && isRegularFile(resolve(io.cwd, path))) files.push(path);
  }
  return files;
}

function isRegularFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function getEmptyFolderMessage(path: string, everyJson: boolean): string {
  return everyJson
    ? `no JSON file in ${path}`
    : `no policy in ${path}: name policies *.scp.json or *.rcp.json, or say --type scp or --type rcp`;
}
