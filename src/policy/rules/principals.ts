import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { type ConditionTest, getTests, getValueText, isDeny } from "../conditionTests";
import { hasWildcard } from "../glob";
import { hasPlaceholder } from "../placeholder";
import type { Statement } from "../statements";
import { getInnerSpan } from "../tree";
import { showDenyWhen, showPolicy } from "./examples";
import { splitArns } from "./arns";
import { WITHOUT_PATH } from "./principalArn";
import type { Rule } from "./rule";

function getPrincipalTests(statement: Statement): readonly ConditionTest[] {
  return getTests(statement).filter(
    ({ name, operator }) => name === "aws:principalarn" && operator.facts.family !== "Null",
  );
}

export const guessableExemption: Rule = {
  code: "guessable-exemption",
  title: "Exemption by a pattern that others can fit",
  severity: "info",
  reach: "statements",
  messages: [
    "Whoever may create a role in a member account can name one that fits {pattern}, and is exempt: name the role in full, or protect the pattern.",
  ],
  why: "Names of roles are free to choose. An exemption such as `role/*Admin*` also exempts a role that someone creates for the purpose. Roles under `aws-reserved/` and `aws-service-role/` only AWS can create; a pattern is safe, too, where another statement keeps such roles from being created.",
  bad: showDenyWhen('"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*Admin*"}'),
  good: showDenyWhen(
    '"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/BreakGlass","arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*"]}',
  ),
  source: "reference_policies_condition-keys",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const { operator, values } of getPrincipalTests(statement)) {
        // A Deny exempts by a negated test, an Allow lets in by a positive one.
        if (operator.facts.isNegated !== isDeny(statement)) continue;
        if (operator.facts.family !== "Arn" && !operator.facts.name.endsWith("Like")) continue;
        for (const node of values) {
          const pattern = getValueText(node);
          // AWS alone makes roles of IAM Identity Center; that the path is missing is said elsewhere.
          if (hasPlaceholder(pattern) || !isGuessable(pattern) || WITHOUT_PATH.test(pattern)) continue;
          // What an ARN operator cannot compare exempts nobody; that is said elsewhere.
          if (operator.facts.family === "Arn" && pattern.split(":").length < 6) continue;
          // Several in one text are a mistake of its own.
          if (splitArns(pattern).length > 1) continue;
          yield { span: getInnerSpan(node), data: { pattern } };
        }
      }
    }
  },
};

/** What AWS CloudFormation and AWS Control Tower call the roles that they make: AWS's own guardrails exempt them so. */
const MADE_BY_SERVICES = /^(?:stacksets-|AWSControlTower|aws-controltower-)/;

/** Whether part of a role's or user's name is left open; all roles at once are no name. */
function isGuessable(pattern: string): boolean {
  const [, named] = /^[^/]*:(?:role|user)\/(.+)$/.exec(pattern) ?? [];
  // `*BreakGlass*` as a text.
  const name = named ?? (/[:/]/.test(pattern) ? undefined : pattern);
  if (name === undefined || !hasWildcard(name) || /^\*+$/.test(name)) return false;
  return !/^aws-(reserved|service-role)\//.test(name) && !MADE_BY_SERVICES.test(name);
}

export const serviceLinkedRole: Rule = {
  code: "service-linked-role",
  title: "Service-linked role in a service control policy",
  severity: "info",
  reach: "scp",
  messages: ["Service control policies never reach service-linked roles: this test for one is never met."],
  why: "SCPs do not limit service-linked roles. A Deny that singles one out denies nothing; to exempt one is not needed, and does no harm.",
  bad: showDenyWhen('"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/aws-service-role/*"}'),
  good: showDenyWhen('"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/Pipeline"}'),
  source: "orgs_manage_policies_scps",
  *check({ outline }) {
    for (const statement of outline.statements) {
      for (const { operator, values } of getPrincipalTests(statement)) {
        if (operator.facts.isNegated) continue;
        for (const node of values) {
          if (getValueText(node).includes(":role/aws-service-role/")) yield { span: getInnerSpan(node) };
        }
      }
    }
  },
};

/** Keys that name the account whose calls or resources are meant, and in ARNs of which kind of policy. */
const ACCOUNT_KEYS: ReadonlySet<string> = new Set(["aws:principalaccount", "aws:principalarn"]);

export const managementAccount: Rule = {
  code: "management-account",
  title: "Management account as the one to restrict",
  severity: "info",
  reach: "statements",
  messages: [
    "{account} is the management account of {organization}, which {type} never reach: this test for it is never met.",
  ],
  why: "Neither SCPs nor RCPs reach the management account. A statement that singles it out has no effect.",
  bad: showPolicy(
    '{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}}',
  ),
  good: showPolicy(
    '{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"444455556666"}}}',
  ),
  source: "orgs_manage_policies_scps",
  *check({ outline, context: { organization }, type }) {
    if (!organization) return;
    const isScp = type === SERVICE_CONTROL_POLICY;
    for (const statement of outline.statements) {
      for (const { name, operator, values } of getTests(statement)) {
        const isMeant = isScp ? ACCOUNT_KEYS.has(name) : name === "aws:resourceaccount";
        if (!isMeant || operator.facts.isNegated || operator.facts.family === "Null") continue;
        for (const node of values) {
          const text = getValueText(node);
          const account = text.startsWith("arn:") ? text.split(":")[4] : text;
          if (account !== organization.managementAccountId) continue;
          yield {
            span: getInnerSpan(node),
            data: { account, organization: organization.organizationId, type: isScp ? "SCPs" : "RCPs" },
          };
        }
      }
    }
  },
};
