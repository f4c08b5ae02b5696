import { comparePolicyTypes, getPolicyTypeFacts } from "../../terms/policyTypes";
import { getGapValues } from "./gaps";
import type { Guardrail } from "./guardrail";
import { GUARDRAILS } from "./guardrails";
import { toText } from "./render";

/** `docs/guardrails.md`: the library, type by type and theme by theme. */
export function createGuardrailPage(): string {
  const types = [...new Set(GUARDRAILS.map(({ type }) => type))].sort(comparePolicyTypes);
  const parts = types.flatMap((type) => [
    `## ${capitalize(getPolicyTypeFacts(type).name)}`,
    ...GUARDRAILS.filter((guardrail) => guardrail.type === type).map(describe),
  ]);
  return `${[
    "# Guardrails",
    "The library that *Orgscope: Insert Guardrail…* and the suggestions in a policy offer. Each is tested: it denies what it says, and leaves its exemptions alone. Your organization's id, partition and break-glass role are filled in where they are known; what is left is yours to choose, and so is the test on one account before the root.",
    ...parts,
  ].join("\n\n")}\n`;
}

function describe(guardrail: Guardrail): string {
  const text = toText(guardrail, "policy", getGapValues(undefined)).replaceAll("\t", "  ");
  return `### ${guardrail.title}\n\n${capitalize(guardrail.theme)}. ${guardrail.summary}\n\n\`\`\`json\n${text}\n\`\`\``;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
