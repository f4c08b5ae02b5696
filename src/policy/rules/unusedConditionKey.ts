import { getActions } from "../actions";
import { fitsKey, isListedInPart } from "../conditionKeys";
import { getTestFacts, getTests } from "../conditionTests";
import { hasWildcard } from "../glob";
import { memoize } from "../memo";
import { getInnerSpan } from "../tree";
import { showDenyWhen } from "./examples";
import { findOtherBearer } from "./keyOfOtherResource";
import type { Rule } from "./rule";

export const unusedConditionKey: Rule = {
  code: "unused-condition-key",
  title: "Condition key that none of the actions carries",
  severity: "warning",
  reach: "statements",
  messages: [
    "{key} comes with the {type} of {action}, which none of these resources is, as of {date}: the test is never met. Name {arn}.",
    "None of these actions carries {key}, as of {date}: the test is met only where absence meets it.",
  ],
  why: "A key of a service comes with some of its actions only. Where none of a statement's actions carries it, a positive test is never met, so that a Deny denies nothing; a negated one always is. Amazon EC2 judges an action on each resource that it touches, so that the same holds of a volume's key where `Resource` names instances alone. The same goes for tags of the request, which come with actions that take tags. Where wildcards stand among the actions this is mentioned only, since they also match actions to come.",
  bad: showDenyWhen(
    '"StringEquals":{"ec2:InstanceType":"t3.micro"}',
    '"Action":"ec2:StartVpcEndpointServicePrivateDnsVerification","Resource":"*"',
  ),
  good: showDenyWhen(
    '"StringNotEquals":{"ec2:InstanceType":"t3.micro"}',
    '"Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*"',
  ),
  source: "reference_policies_actions-resources-contextkeys",
  *check({ outline, catalogue }) {
    const expand = memoize((pattern) => catalogue.expand(pattern));
    // Some keys the reference lists, and ties to no action at all.
    const isTied = memoize((key) => {
      const service = catalogue.getService(key.slice(0, key.indexOf(":")));
      return service?.actions.some(({ conditionKeys }) => conditionKeys.some((name) => fitsKey(name, key)));
    });
    for (const statement of outline.statements) {
      const written = getActions(statement);
      const action = statement.get("Action")?.value;
      if (!action || written.length === 0 || statement.get("NotAction")) continue;
      for (const test of getTests(statement)) {
        const facts = getTestFacts(test, catalogue);
        const isRequestTag = test.name.startsWith("aws:requesttag/");
        if (!facts || isListedInPart(test.name)) continue;
        if (facts.origin !== "service" && !isRequestTag) continue;
        const prefix = facts.name.slice(0, facts.name.indexOf(":")).toLowerCase();
        const isCarried = written.some((entry) => {
          if (entry.kind !== "action") return true;
          const service = entry.prefix.toLowerCase();
          // The whole of a service, or one that is not known, is not looked into.
          if (hasWildcard(service) || !catalogue.hasService(service)) return true;
          if (service === prefix && entry.name === "*") return true;
          const actions = expand(entry.text);
          return (
            actions.length === 0 ||
            actions.some(({ conditionKeys }) => conditionKeys.some((key) => fitsKey(key, test.name)))
          );
        });
        // An entry with a gap in it may be anything.
        const count = action.type === "array" ? (action.children?.length ?? 0) : 1;
        const bearer = isCarried ? findOtherBearer(statement, test, catalogue) : undefined;
        if (bearer) {
          const data = { ...bearer, key: test.key, date: catalogue.date };
          yield { span: getInnerSpan(test.keyNode), severity: "info", data };
        }
        if (isCarried || count !== written.length || !(isRequestTag || isTied(test.name))) continue;
        const isOpen = written.some((entry) => entry.kind === "action" && hasWildcard(entry.name));
        // Tags are all about one and the same key: of actions to come nobody knows.
        if (isOpen && isRequestTag) continue;
        const data = { key: isRequestTag ? test.key : facts.name, date: catalogue.date };
        yield { span: getInnerSpan(test.keyNode), severity: isOpen ? "info" : "warning", data };
      }
    }
  },
};
