import { formatJson } from "../format";
import type { Rule, RuleReach } from "./rule";
import { RULES } from "./rules";

const REACHES: Readonly<Record<RuleReach, string>> = {
  json: "all policy types",
  statements: "SCPs and RCPs",
  scp: "SCPs",
  rcp: "RCPs",
};

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
  return `# Diagnostics\n\nWhat Orgscope finds in policies, in the editor and with \`orgscope lint\`.\n\n| Code | Severity | In | Finds |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

function createPage({ code, title, severity, reach, messages, why, bad, good, source }: Rule): string {
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
    `Source: AWS documentation, page \`${source}\`.`,
    "[All diagnostics](README.md)",
  ]
    .join("\n\n")
    .concat("\n");
}

/** A broken example stays as it is; a run that only makes it long is cut. */
function showExample(text: string): string {
  return `\`\`\`json\n${formatJson(text).replace(/x{100,}/, "xxx … xxx")}\n\`\`\``;
}
