import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type LintFinding, type LintOptions, lintText } from "../engine/lint";
import { getNamesFromContents } from "../engine/organizationNames";
import type { PolicyChecker } from "../policy/createChecker";
import type { Severity } from "../policy/language";
import { toOneLine } from "../terms/oneLine";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import { type Command, type CommandIo, UsageError } from "./command";
import { readOrganization } from "./organizationFile";
import { listPolicies } from "./policyTexts";
import { formatSarif } from "./sarif";
import { createSettingsReader } from "./workspaceFiles";

/** A finding and the file it stands in, as `--format json` prints it. */
export interface FileFinding extends LintFinding {
  readonly file: string;
}

/** The most severe first. */
const SEVERITIES: readonly Severity[] = ["error", "warning", "info", "hint"];

/** Bytes to check, some three hundred policies: with more, optimised code pays. */
const SHORT_RUN = 200_000;

const FORMATS = { text: formatText, json: formatJson, sarif: formatSarif };

export function createLintCommand(checker: PolicyChecker): Command {
  return {
    name: "lint",
    summary: "Check policies: the same findings as in the editor",
    usage:
      "[--type scp|rcp|auto] [--as-of YYYY-MM-DD] [--org FILE] [--format text|json|sarif] [--fail-on error|warning|info|hint] PATH…",
    run: (args, io) => lint(args, io, checker),
  };
}

async function lint(args: readonly string[], io: CommandIo, checker: PolicyChecker): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      type: { type: "string", default: "auto" },
      "as-of": { type: "string" },
      org: { type: "string" },
      format: { type: "string", default: "text" },
      "fail-on": { type: "string", default: "warning" },
    },
  });
  const options = readOptions(values.type, values["as-of"]);
  const format = Object.entries(FORMATS).find(([name]) => name === values.format)?.[1];
  if (!format) throw new UsageError(`--format is text, json or sarif: ${values.format}`);
  const leastSevere = SEVERITIES.findIndex((severity) => severity === values["fail-on"]);
  if (leastSevere < 0) throw new UsageError(`--fail-on is error, warning, info or hint: ${values["fail-on"]}`);
  if (positionals.length === 0) throw new UsageError("name a file, a folder or - for standard input");
  const organization =
    values.org === undefined ? undefined : getNamesFromContents(await readOrganization(values.org, io));
  const sources = listPolicies(positionals, io, options.type !== undefined);
  if (sources.reduce((sum, { size }) => sum + size, 0) < SHORT_RUN) await io.expectShortRun();
  const getRules = createSettingsReader();
  const findings: FileFinding[] = [];
  for (const source of sources) {
    const { file, text, type, brokenAt } = await source.read();
    const rules = file === "-" ? undefined : getRules(resolve(io.cwd, file));
    const known = { ...(type !== undefined && { type }), ...options };
    const found = lintText(checker, file, text, {
      ...known,
      ...(rules && { rules }),
      ...(organization && { organization }),
      ...(brokenAt !== undefined && { brokenAt }),
    });
    findings.push(...found.map((finding): FileFinding => ({ file, ...finding })));
  }
  io.out(format(findings));
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= leastSevere) ? 1 : 0;
}

function readOptions(type: string, asOf: string | undefined): LintOptions {
  if (!["auto", "scp", "rcp"].includes(type)) throw new UsageError(`--type is scp, rcp or auto: ${type}`);
  if (asOf !== undefined && !isDay(asOf)) throw new UsageError(`--as-of needs a day such as 2026-05-15: ${asOf}`);
  return {
    ...(type !== "auto" && { type: type === "scp" ? SERVICE_CONTROL_POLICY : RESOURCE_CONTROL_POLICY }),
    ...(asOf !== undefined && { asOf }),
  };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** A line for each, whatever a policy holds: a line break in a Sid must not forge one in the log of a pipeline. */
function formatText(findings: readonly FileFinding[]): string {
  return findings
    .map(({ file, start, severity, message, code }) => {
      const line = `${file}:${start.line}:${start.column}: ${severity}: ${message} [${code}]`;
      return `${toOneLine(line)}\n`;
    })
    .join("");
}

function formatJson(findings: readonly FileFinding[]): string {
  return `${JSON.stringify(findings, null, 2)}\n`;
}
