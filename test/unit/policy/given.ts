import type { PolicyContext } from "../../../src/policy/language";
import type { Rule } from "../../../src/policy/rules/rule";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { ORGANIZATION } from "./knownOrganization";

/** What else must be known for a rule's examples to show it. */
const GIVEN: Readonly<Record<string, PolicyContext>> = {
  "newer-grammar": { asOf: "2025-09-18" },
  "foreign-organization": { organization: ORGANIZATION },
  "management-account": { organization: ORGANIZATION },
  "unknown-account": { organization: ORGANIZATION },
  "closed-account": { organization: ORGANIZATION },
  "unknown-organizational-unit": { organization: ORGANIZATION },
};

/** The context that a rule's examples are meant for. */
export function getExampleContext({ code, reach }: Rule): PolicyContext {
  return { type: reach === "rcp" ? RESOURCE_CONTROL_POLICY : SERVICE_CONTROL_POLICY, ...GIVEN[code] };
}
