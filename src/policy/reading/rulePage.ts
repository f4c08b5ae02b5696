/** What a rule means, with its examples: as a page of its own, in Markdown. */
import { formatJson } from "../format";
import type { Rule, RuleReach } from "../rules/rule";
import { RULES } from "../rules/rules";
import { getSourcePage } from "./pages";

/** Where rules look. */
export const REACHES: Readonly<Record<RuleReach, string>> = {
  json: "all policy types",
  statements: "SCPs and RCPs",
  scp: "SCPs",
  rcp: "RCPs",
  management: "policies without statements, such as tag policies",
};

/** The page of one rule, for itself; `undefined` for a code that is none of ours. */
export function findPage(code: string): string | undefined {
  const rule = RULES.find((one) => one.code === code);
  return rule && describeRule(rule);
}

export function describeRule({ code, title, severity, reach, messages, why, bad, good, source }: Rule): string {
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
