import type { PolicyType } from "../../terms/policyTypes";
import type { OrganizationNames } from "../organizationNames";
import { GUARDRAILS } from "../snippets/guardrails";
import { getGapValues } from "../snippets/gaps";
import type { Guardrail, GuardrailForm } from "../snippets/guardrail";
import { toSnippet } from "../snippets/render";
import type { Suggestion } from "./suggestion";

/** Guardrails as statements, where one may stand. */
export function suggestGuardrailStatements(
  type: PolicyType,
  isListed: boolean,
  organization: OrganizationNames | undefined,
): readonly Suggestion[] {
  return suggest(type, isListed ? "statements" : "list", organization);
}

/** Guardrails as whole policies, for an empty document. */
export function suggestGuardrailPolicies(
  type: PolicyType,
  organization: OrganizationNames | undefined,
): readonly Suggestion[] {
  return suggest(type, "policy", organization);
}

function suggest(
  type: PolicyType,
  form: GuardrailForm,
  organization: OrganizationNames | undefined,
): readonly Suggestion[] {
  const values = getGapValues(organization);
  return GUARDRAILS.filter((guardrail) => guardrail.type === type).map((guardrail, order) => ({
    label: guardrail.title,
    kind: "guardrail",
    detail: guardrail.theme,
    getDocumentation: () => describeGuardrail(guardrail),
    // A search for the id or the theme finds it too.
    filterText: `${guardrail.title} ${guardrail.theme} ${guardrail.id}`,
    value: toSnippet(guardrail, form, values),
    isBare: true,
    rank: 1,
    order,
  }));
}

function describeGuardrail({ summary, title, statements }: Guardrail): string {
  return `**${title}**\n\n${summary}\n\n\`\`\`json\n${JSON.stringify(statements, undefined, 2)}\n\`\`\``;
}
