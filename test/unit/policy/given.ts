import type { PolicyContext } from "../../../src/policy/language";
import type { Rule, RuleReach } from "../../../src/policy/rules/rule";
import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { ORGANIZATION } from "./knownOrganization";

/** What else must be known for a rule's examples to show it. */
const GIVEN: Readonly<Record<string, PolicyContext>> = {
  "newer-grammar": { asOf: "2025-09-18" },
  "foreign-organization": { organization: ORGANIZATION },
  "foreign-partition": { organization: ORGANIZATION },
  "management-account": { organization: ORGANIZATION },
  "unknown-account": { organization: ORGANIZATION },
  "closed-account": { organization: ORGANIZATION },
  "unknown-organizational-unit": { organization: ORGANIZATION },
  "allow-beside-full-access": {
    targets: [{ id: "ou-ab12-11111111", name: "Production", attached: 2, hasFullAccess: true }],
  },
  "attachment-limit": { targets: [{ id: "ou-ab12-11111111", name: "Production", attached: 10, hasFullAccess: true }] },
};

/** Where the good example alone would not tell the difference. */
const GIVEN_WHERE_GOOD: typeof GIVEN = {
  "attachment-limit": { targets: [{ id: "ou-ab12-11111111", name: "Production", attached: 9, hasFullAccess: true }] },
};

/** The context that a rule's examples are meant for. */
export function getExampleContext({ code, reach }: Rule, example: "bad" | "good" = "bad"): PolicyContext {
  const given = (example === "good" ? GIVEN_WHERE_GOOD[code] : undefined) ?? GIVEN[code];
  const types: Readonly<Partial<Record<RuleReach, PolicyType>>> = {
    rcp: RESOURCE_CONTROL_POLICY,
    management: "TAG_POLICY",
  };
  return { type: types[reach] ?? SERVICE_CONTROL_POLICY, ...given };
}
