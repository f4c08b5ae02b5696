/** What the folders around a policy say of it: Terraform and Landing Zone files, and `.orgscope.json`. */
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type DeclaredPolicy, declaresPolicies, readDeclaredPolicies } from "../engine/declaredPolicies";
import { getRuleSettings, LINT_SETTINGS_FILE, type LintSettings, parseLintSettings } from "../engine/lintSettings";
import type { RuleSettings } from "../policy/ruleSettings";
import { UsageError } from "./command";

/** How far above a single policy Terraform files are looked for. */
const MAX_LEVELS = 4;

/** With slashes, as patterns have them. */
export function toSlashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** What the declaring files among some paths declare; patterns are absolute. */
export async function readDeclarations(paths: readonly string[]): Promise<readonly DeclaredPolicy[]> {
  const read = await Promise.all(
    paths.filter(declaresPolicies).map(async (path) => {
      const text = await readFile(path, "utf8").catch(() => "");
      return readDeclaredPolicies(toSlashes(path), text);
    }),
  );
  return read.flat().map(({ pattern, type }) => ({ pattern: toSlashes(resolve(sep, pattern)), type }));
}

/** The declarations that lie beside a file or in the folders right above it. */
export async function findDeclarationsAround(path: string): Promise<readonly DeclaredPolicy[]> {
  const files: string[] = [];
  let folder = dirname(path);
  for (let level = 0; level < MAX_LEVELS; level++) {
    const names = await readdir(folder).catch(() => []);
    files.push(...names.filter(declaresPolicies).map((name) => join(folder, name)));
    folder = dirname(folder);
  }
  return readDeclarations(files);
}

/** Finds the settings of files, reading each folder once. */
export function createSettingsReader(): (path: string) => Promise<RuleSettings | undefined> {
  const folders = new Map<string, Promise<LintSettings | undefined>>();

  function read(folder: string): Promise<LintSettings | undefined> {
    const known = folders.get(folder) ?? readSettings(folder);
    folders.set(folder, known);
    return known;
  }

  return async (path) => {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const settings = await read(folder);
      if (settings) return getRuleSettings(settings, toSlashes(relative(folder, path)));
      if (folder === dirname(folder)) return undefined;
    }
  };
}

async function readSettings(folder: string): Promise<LintSettings | undefined> {
  const path = join(folder, LINT_SETTINGS_FILE);
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = parseLintSettings(text);
  if ("problem" in parsed) throw new UsageError(`${path}: ${parsed.problem}`);
  return parsed.settings;
}
