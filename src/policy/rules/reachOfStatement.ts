import { getActions } from "../actions";
import { isDeny } from "../conditionTests";
import { getMembers, getInnerSpan, getStringNodes } from "../tree";
import { showDeny } from "./examples";
import type { Rule } from "./rule";

export const matchesNothing: Rule = {
  code: "matches-nothing",
  title: "Statement that matches nothing",
  severity: "warning",
  reach: "statements",
  messages: ["{element} of * leaves nothing over: the statement never matches."],
  why: "`NotAction` and `NotResource` name what is left out. With `*` everything is, so that the statement has no effect.",
  bad: showDeny('"NotAction":"*","Resource":"*"'),
  good: showDeny('"Action":"*","Resource":"arn:aws:s3:::logs/*"'),
  source: "reference_policies_elements_notaction",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const element of ["NotAction", "NotResource"]) {
        const everything = getStringNodes(statement.get(element)?.value).find(
          ({ value }) => value === "*" || value === "*:*",
        );
        if (everything) yield { span: getInnerSpan(everything), data: { element } };
      }
    }
  },
};

export const denyEverything: Rule = {
  code: "deny-everything",
  title: "Deny of everything without exemption",
  severity: "info",
  reach: "scp",
  messages: [
    "This denies every action to everyone below where it is attached, the service-linked roles aside: right for a quarantine, an outage elsewhere.",
  ],
  why: "A Deny of `*` on `*` without a condition stops all work below its target. That is what a quarantine OU is for; what it does to a target is shown before it is attached.",
  bad: showDeny('"Action":"*","Resource":"*"'),
  good: showDeny(
    '"Action":"*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Forensics"}}',
  ),
  source: "orgs_manage_policies_scps_evaluation",
  *check({ outline }) {
    for (const statement of outline.statements) {
      if (!isDeny(statement) || getMembers(statement.get("Condition")?.value).length > 0) continue;
      const everything = getActions(statement).find(
        (action) =>
          action.element === "Action" &&
          (action.kind === "everything" || (action.kind === "action" && action.text === "*:*")),
      );
      const isEverywhere = getStringNodes(statement.get("Resource")?.value).some(({ value }) => value === "*");
      if (everything && isEverywhere) yield { span: getInnerSpan(everything.node) };
    }
  },
};

export const unlimitedNotAction: Rule = {
  code: "unlimited-not-action",
  title: "NotAction of one service that covers all others",
  severity: "info",
  reach: "scp",
  messages: ["NotAction covers all other services too, not only the rest of {service}: {count} actions today."],
  why: "`NotAction` means everything but its list, of every service. Who means the other actions of one service names them with `Action`.",
  bad: showDeny('"NotAction":["s3:GetObject","s3:ListBucket"],"Resource":"*"'),
  good: showDeny('"Action":["s3:Put*","s3:Delete*"],"Resource":"*"'),
  source: "reference_policies_elements_notaction",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      const member = statement.get("NotAction");
      // With a condition, such as one on the root user, all services are as a rule meant.
      if (!member || !isDeny(statement) || statement.get("Condition") || statement.get("NotResource")) continue;
      const actions = getActions(statement);
      const services = new Set(actions.map((action) => (action.kind === "action" ? action.prefix.toLowerCase() : "*")));
      const [service] = services;
      const isWhole = actions.some((action) => action.kind === "action" && action.name === "*");
      if (services.size !== 1 || !service || isWhole || !catalogue.hasService(service)) continue;
      if (actions.length !== getStringNodes(member.value).length) continue;
      const listed = new Set(
        actions.flatMap((action) => (action.kind === "action" ? catalogue.expand(action.text) : [])),
      );
      const all = catalogue.services.reduce((sum, { actionCount }) => sum + actionCount, 0);
      yield { span: getInnerSpan(member.key), data: { service, count: all - listed.size } };
    }
  },
};

export const unlimitedNotResource: Rule = {
  code: "unlimited-not-resource",
  title: "NotResource that cannot exempt some actions",
  severity: "hint",
  reach: "statements",
  messages: [
    "{action} names no resource: NotResource exempts nothing from it.",
    "{count} of these actions, such as {example}, name no resource: NotResource exempts nothing from them.",
  ],
  why: "An action without resource types is checked against `*`, which no entry of `NotResource` matches: the statement always holds for it.",
  bad: showDeny('"Action":["s3:PutObject","s3:ListAllMyBuckets"],"NotResource":"arn:aws:s3:::logs/*"'),
  good: showDeny('"Action":["s3:PutObject","s3:DeleteObject"],"NotResource":"arn:aws:s3:::logs/*"'),
  source: "reference_policies_elements_notresource",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      const member = statement.get("NotResource");
      // A condition, such as one on the resource's organization, tells such actions apart as a rule.
      if (!member || !isDeny(statement) || statement.get("Condition") || statement.get("Resource")) continue;
      if (getStringNodes(member.value).some(({ value }) => value === "*")) continue;
      const bare = getActions(statement).flatMap((action) =>
        action.kind === "action" && action.element === "Action" && catalogue.hasService(action.prefix)
          ? catalogue.expand(action.text).filter(({ resourceTypes }) => resourceTypes.length === 0)
          : [],
      );
      const [first] = bare;
      if (!first) continue;
      const count = new Set(bare).size;
      yield {
        span: getInnerSpan(member.key),
        data: count === 1 ? { action: first.name } : { count, example: first.name },
      };
    }
  },
};
