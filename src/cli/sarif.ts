import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Severity } from "../policy/language";
import { getSourcePage } from "../policy/reading/pages";
import { RULES } from "../policy/rules/rules";
import { toOneLine } from "../terms/oneLine";
import type { FileFinding } from "./lint";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

/** The findings as SARIF 2.1.0 (OASIS), which code scanning services read. */
export function formatSarif(findings: readonly FileFinding[]): string {
  const rules = RULES.map((rule) => ({
    id: rule.code,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: rule.why, markdown: `${rule.why}\n\nFound in \`${cut(rule.bad)}\`, not in \`${cut(rule.good)}\`.` },
    helpUri: getSourcePage(rule.source),
    defaultConfiguration: { level: LEVELS[rule.severity] },
  }));
  const results = findings.map(({ file, code, severity, message, start, end }) => ({
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.id === code),
    level: LEVELS[severity],
    // A viewer takes `[text](address)` for a link.
    message: { text: toOneLine(message).replaceAll("](", "] (") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(file) },
          region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
        },
      },
    ],
  }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "Orgscope", rules } }, columnKind: "utf16CodeUnits", results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** An example that is long to show that it is too long need not be shown whole. */
function cut(text: string): string {
  return text.length > 600 ? `${text.slice(0, 120)}…` : text;
}

/** A relative path stays relative, so that a report made on one machine fits another. */
function toUri(file: string): string {
  if (file === "-") return "stdin";
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(/[\\/]/).map(encodeURIComponent).join("/");
}
