/** What the folders around a policy say of it: Terraform and Landing Zone files, and `.orgscope.json`. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type DeclaredPolicy, declaresPolicies, readDeclaredPolicies } from "../engine/declaredPolicies";
import { getRuleSettings, LINT_SETTINGS_FILE, type LintSettings, parseLintSettings } from "../engine/lintSettings";
import { memoize } from "../policy/memo";
import type { RuleSettings } from "../policy/ruleSettings";
import { UsageError } from "./command";

/** How far above a single policy Terraform files are looked for. */
const MAX_LEVELS = 4;

/** With slashes, as patterns have them. */
export function toSlashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

/** What the declaring files among some paths declare; patterns are absolute. */
export function readDeclarations(paths: readonly string[]): readonly DeclaredPolicy[] {
  return paths
    .filter(declaresPolicies)
    .flatMap((path) => readDeclaredPolicies(toSlashes(path), readIfThere(path) ?? ""))
    .map(({ pattern, type }) => ({ pattern: toSlashes(resolve(sep, pattern)), type }));
}

/** The declarations that lie beside a file or in the folders right above it. */
export function findDeclarationsAround(path: string): readonly DeclaredPolicy[] {
  const files: string[] = [];
  let folder = dirname(path);
  for (let level = 0; level < MAX_LEVELS; level++) {
    files.push(
      ...listNames(folder)
        .filter(declaresPolicies)
        .map((name) => join(folder, name)),
    );
    folder = dirname(folder);
  }
  return readDeclarations(files);
}

/** Finds the settings of files, reading each folder once. */
export function createSettingsReader(): (path: string) => RuleSettings | undefined {
  const nearest = memoize((folder): { readonly folder: string; readonly settings: LintSettings } | undefined => {
    const settings = readSettings(folder);
    if (settings) return { folder, settings };
    return folder === dirname(folder) ? undefined : nearest(dirname(folder));
  });
  return (path) => {
    const found = nearest(dirname(path));
    return found && getRuleSettings(found.settings, toSlashes(relative(found.folder, path)));
  };
}

function readSettings(folder: string): LintSettings | undefined {
  const path = join(folder, LINT_SETTINGS_FILE);
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const parsed = parseLintSettings(text);
  if ("problem" in parsed) throw new UsageError(`${path}: ${parsed.problem}`);
  return parsed.settings;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
