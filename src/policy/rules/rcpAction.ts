import { RCP_SERVICES_AS_OF, supportsResourceControl } from "../../terms/rcpServices";
import { getActions } from "../actions";
import { isFullAccess } from "../fullAccess";
import { hasWildcard } from "../glob";
import { getInnerSpan } from "../tree";
import type { Rule } from "./rule";

/** Left out by AWS, while the service's other actions are reached. */
const UNREACHED: ReadonlySet<string> = new Set(["kms:retiregrant"]);

export const rcpAction: Rule = {
  code: "rcp-action",
  title: "Action out of the reach of resource control policies",
  severity: "error",
  reach: "rcp",
  messages: [
    "Resource control policies do not reach {service} (as of {date}).",
    "Resource control policies never reach {unreached}: it has no effect here.",
    "Each action of a resource control policy names its service, such as s3:*; {action} does not.",
  ],
  why: "RCPs cover a list of services that AWS extends from time to time, and every action must name one of them: a bare `*` is refused. `kms:RetireGrant` they never reach.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":["s3:*","sqs:*"],"Resource":"*"}}',
  source: "orgs_manage_policies_rcps_syntax",
  *check({ outline, catalogue }) {
    if (isFullAccess(outline)) return;
    for (const statement of outline.statements) {
      for (const action of getActions(statement)) {
        if (action.element !== "Action" || action.kind === "malformed") continue;
        // The syntax page refuses a bare star, but a sample that AWS publishes has one.
        if (action.kind === "everything") {
          yield { span: getInnerSpan(action.node), severity: "warning", data: { action: "*" } };
        } else if (hasWildcard(action.prefix)) yield { span: action.prefixSpan, data: { action: action.text } };
        else if (UNREACHED.has(action.text.toLowerCase())) {
          yield { span: getInnerSpan(action.node), severity: "warning", data: { unreached: action.text } };
        }
        // A service that nobody knows is another rule's matter.
        else if (catalogue.hasService(action.prefix) && !supportsResourceControl(action.prefix.toLowerCase())) {
          yield { span: action.prefixSpan, data: { service: action.prefix, date: RCP_SERVICES_AS_OF } };
        }
      }
    }
  },
};
