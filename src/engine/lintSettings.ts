import type { Severity } from "../policy/language";
import { toCount } from "../policy/count";
import { matchesGlob } from "../policy/glob";
import type { RuleSettings } from "../policy/ruleSettings";
import { RULES } from "../policy/rules/rules";
import { matchesRuns } from "./pathGlob";

/**
 * The file that says, for a folder and what lies below it, how severe rules are and where they are silent:
 *   { "severity": { "missing-version": "off" },
 *     "ignore": [{ "files": "legacy/**", "code": "unknown-action", "sid": "DenyOld", "reason": "retired service" }] }
 * The nearest one at or above a policy counts, alone. `files` is a glob from its folder, all files by default; `code`
 * may be a list; `reason` is for people.
 */
export const LINT_SETTINGS_FILE = ".orgscope.json";

const SEVERITIES: readonly (Severity | "off")[] = ["error", "warning", "info", "hint", "off"];
const CODES: ReadonlySet<string> = new Set(RULES.map(({ code }) => code));

/** Nobody writes more by hand, and every policy of the workspace is compared with each pattern. */
const MAX_TEXT = 1_000_000;
const MAX_PATTERN = 1_000;

interface IgnoreEntry {
  readonly files: string;
  readonly codes: readonly string[];
  readonly sid?: string;
}

export interface LintSettings {
  readonly severities: RuleSettings["severities"];
  readonly ignore: readonly IgnoreEntry[];
}

/** Reads the file's text; `problem` says in one sentence why it cannot be used. */
export function parseLintSettings(text: string): { readonly settings: LintSettings } | { readonly problem: string } {
  if (text.length > MAX_TEXT) return { problem: `it has more than ${toCount(MAX_TEXT)} characters` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "it is not JSON" };
  }
  if (!isObject(value)) return { problem: "it is not a JSON object" };
  const severities = readSeverities(value.severity ?? {});
  if ("problem" in severities) return severities;
  const ignore: IgnoreEntry[] = [];
  for (const entry of Array.isArray(value.ignore) ? (value.ignore as readonly unknown[]) : []) {
    const read = readIgnore(entry);
    if ("problem" in read) return read;
    ignore.push(read);
  }
  return { settings: { severities: severities.severities, ignore } };
}

/** Severities by code, as the file and the editor's setting write them. */
export function readSeverities(
  value: unknown,
): { readonly severities: RuleSettings["severities"] } | { readonly problem: string } {
  if (!isObject(value)) return { problem: "severity is not an object" };
  const severities: Record<string, Severity | "off"> = {};
  for (const [code, written] of Object.entries(value)) {
    const severity = SEVERITIES.find((known) => known === written);
    if (!severity) return { problem: `the severity of ${code} is none of ${SEVERITIES.join(", ")}` };
    if (!CODES.has(code)) return { problem: `there is no rule ${code}` };
    severities[code] = severity;
  }
  return { severities };
}

function readIgnore(entry: unknown): IgnoreEntry | { readonly problem: string } {
  if (!isObject(entry)) return { problem: "an entry of ignore is not an object" };
  const { files = "**", code, sid } = entry;
  const codes: readonly unknown[] = Array.isArray(code) ? code : [code];
  const unknown = codes.find((name) => typeof name !== "string" || !CODES.has(name));
  if (typeof files !== "string" || (sid !== undefined && typeof sid !== "string")) {
    return { problem: "files and sid of an entry of ignore are texts" };
  }
  if (files.length > MAX_PATTERN) {
    return { problem: `files of an entry of ignore has more than ${toCount(MAX_PATTERN)} characters` };
  }
  if (unknown !== undefined || codes.length === 0) return { problem: `there is no rule ${String(unknown)} to ignore` };
  return { files, codes: codes.map(String), ...(sid !== undefined && { sid }) };
}

/** What the settings say of one file; `path` leads from their folder to it, with slashes. */
export function getRuleSettings({ severities, ignore }: LintSettings, path: string): RuleSettings {
  return {
    severities,
    ignored: ignore
      .filter(({ files }) => matchesPath(files, path))
      .flatMap(({ codes, sid }) => codes.map((code) => ({ code, ...(sid !== undefined && { sid }) }))),
  };
}

/** `*` stays within a name, `**` takes any number of folders. */
function matchesPath(pattern: string, path: string): boolean {
  return matchesRuns(pattern.split("/"), path.split("/"), (name) => name === "**", matchesGlob);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
