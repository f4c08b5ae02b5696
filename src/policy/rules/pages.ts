import { describeRule, REACHES } from "../reading/rulePage";
import type { Rule } from "./rule";
import { RULES } from "./rules";

/** How people tell rules to be quiet. Markdown. */
const SILENCE = `## Other severities, and silence

Errors are what AWS refuses, or what can never be meant; warnings what most likely is a mistake; infos and hints what is worth knowing. On the command line errors and warnings give exit code 1; \`--fail-on\` draws the line elsewhere.

For a team: a \`.orgscope.json\` beside the policies or in a folder above them, the nearest one alone. Editor and command line read it.

\`\`\`json
{
  "severity": { "missing-version": "off", "absent-key-deny": "warning" },
  "ignore": [
    { "files": "legacy/**", "code": ["unknown-action", "unknown-service"], "reason": "retired services" },
    { "code": "guessable-exemption", "sid": "ProtectPipeline" }
  ]
}
\`\`\`

For oneself: the setting \`orgscope.diagnosticSeverity\`, which goes before the team's file.

For one place: a comment in a \`.jsonc\` file, above a statement, an element or an entry, or at the end of a line. AWS takes no comments, so policies that are stored as \`.json\` have \`.orgscope.json\` instead.

\`\`\`jsonc
// orgscope-ignore guessable-exemption, literal-wildcard -- only our pipeline may create these roles
// orgscope-ignore-file missing-version
\`\`\`
`;

/** The pages of docs/diagnostics by file name: one for each rule, and the index. */
export function createPages(): ReadonlyMap<string, string> {
  return new Map([
    ["README.md", createIndex()],
    ...RULES.map((rule) => [`${rule.code}.md`, createPage(rule)] as const),
  ]);
}

function createIndex(): string {
  const rows = RULES.map(
    ({ code, severity, reach, title }) => `| [${code}](${code}.md) | ${severity} | ${REACHES[reach]} | ${title} |`,
  );
  return `# Diagnostics\n\nWhat Orgscope finds in policies, in the editor and with \`orgscope lint\`.\n\n| Code | Severity | In | Finds |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n\n${SILENCE}`;
}

function createPage(rule: Rule): string {
  return `${describeRule(rule)}\n[All diagnostics](README.md)\n`;
}
