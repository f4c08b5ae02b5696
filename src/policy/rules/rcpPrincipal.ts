import { hasPlaceholder } from "../placeholder";
import { getMembers, getSpan, getString, getStringNodes } from "../tree";
import type { Rule } from "./rule";

export const rcpPrincipal: Rule = {
  code: "rcp-principal",
  title: 'Principal other than "*" in a resource control policy',
  severity: "error",
  reach: "rcp",
  messages: [
    'Principal is exactly "*" in a resource control policy. Single {service} out with a condition such as aws:PrincipalServiceName.',
    'Principal is exactly "*" in a resource control policy. Narrow it with a condition such as aws:PrincipalArn.',
  ],
  why: 'An RCP speaks to everyone who reaches for the resource. `{"AWS": "*"}`, a list, an ARN or a service are refused; conditions single callers out: `aws:PrincipalArn`, `aws:PrincipalAccount`, for a service `aws:PrincipalServiceName`.',
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}',
  source: "orgs_manage_policies_rcps_syntax",
  *check({ outline }) {
    for (const statement of outline.statements) {
      const value = statement.get("Principal")?.value;
      const principal = getString(value);
      if (!value || principal === "*" || (principal !== undefined && hasPlaceholder(principal))) continue;
      const services = getMembers(value).find(({ name }) => name === "Service")?.value;
      const service = getStringNodes(services)[0]?.value;
      yield { span: getSpan(value), ...(service !== undefined && { data: { service } }) };
    }
  },
};
