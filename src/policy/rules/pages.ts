import { formatJson } from "../format";
import { getSourcePage } from "../reading/pages";
import type { Rule, RuleReach } from "./rule";
import { RULES } from "./rules";

const REACHES: Readonly<Record<RuleReach, string>> = {
  json: "all policy types",
  statements: "SCPs and RCPs",
  scp: "SCPs",
  rcp: "RCPs",
};

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

/** The page of one rule, for itself; `undefined` for a code that is none of ours. */
export function findPage(code: string): string | undefined {
  const rule = RULES.find((one) => one.code === code);
  return rule && describeRule(rule);
}

function createPage(rule: Rule): string {
  return `${describeRule(rule)}\n[All diagnostics](README.md)\n`;
}

function describeRule({ code, title, severity, reach, messages, why, bad, good, source }: Rule): string {
  const says = messages.map((message) => `> ${message.replace(/\{(\w+)\}/g, "*$1*")}`).join("\n>\n");
  return [
    `# ${title}`,
    `\`${code}\` · ${severity} · ${REACHES[reach]}`,
    says,
    why,
    "Found in:",
    showExample(bad),
    "Not in:",
    showExample(good),
    `Source: AWS documentation, page [${source}](${getSourcePage(source)}).`,
  ]
    .join("\n\n")
    .concat("\n");
}

/** A broken example stays as it is; a run that only makes it long is cut. */
function showExample(text: string): string {
  return `\`\`\`json\n${formatJson(text).replace(/x{100,}/, "xxx … xxx")}\n\`\`\``;
}
