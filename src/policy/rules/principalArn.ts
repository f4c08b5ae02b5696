import { getTests, getValueText } from "../conditionTests";
import { compileArn, compileWildcards, overlap } from "../matching/pattern";
import { memoize } from "../memo";
import { hasPlaceholder } from "../placeholder";
import { getInnerSpan, getStringNodes } from "../tree";
import { showDenyWhen } from "./examples";
import type { Rule } from "./rule";

/** What aws:PrincipalArn can be (IAM User Guide, aws:PrincipalArn). */
const FORMS: readonly string[] = [
  "arn:*:iam::????????????:role/?*",
  "arn:*:iam::????????????:user/?*",
  "arn:*:iam::????????????:root",
  "arn:*:sts::????????????:federated-user/?*",
].flatMap((form) => compileArn(compileWildcards(form)) ?? []);

/** What nearly all are; comparing patterns takes longer. */
const PLAIN = /^arn:[\w*-]+:iam::[\d*]+:(?:(?:role|user)\/[^:]|root$)/;

/** A role of IAM Identity Center by its name alone. */
export const WITHOUT_PATH = /^arn:[^:]*:iam::[^:]*:role\/AWSReservedSSO_/;

const NAMED_ROOT = /^(arn:[^:]*:iam::[^:]*):(?:user|role)\/root$/i;

export const principalArn: Rule = {
  code: "principal-arn",
  title: "ARN that no principal has",
  severity: "warning",
  reach: "statements",
  messages: [
    "Roles of IAM Identity Center have the path {path}, which this leaves out: none fits. Did you mean {nearest}?",
    "Of a role's session {key} is the ARN of the role, never that of the session. Did you mean {nearest}?",
    "Of the root user {named} ends with :root; this is a user or role of that name. Did you mean {nearest}?",
    "{key} is the ARN of a role, a user or the root user; none has this one. Did you mean {nearest}?",
    "{key} is the ARN of a role, a user or the root user; none has this one.",
  ],
  why: "`aws:PrincipalArn` is `arn:aws:iam::…:role/Name` also for the sessions of a role, `…:user/Name`, `…:root`, or `arn:aws:sts::…:federated-user/Name`. A value of another form is never met: an exemption by it exempts nobody. The ARN has the path of a role in it: those of IAM Identity Center are `…:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_…`, in most Regions with the Region before the name.",
  bad: showDenyWhen('"ArnNotLike":{"aws:PrincipalArn":"arn:aws:sts::*:assumed-role/BreakGlass/*"}'),
  good: showDenyWhen('"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/BreakGlass"}'),
  source: "reference_policies_condition-keys",
  *check({ outline }) {
    const canBe = memoize((text) => {
      if (PLAIN.test(text)) return true;
      const compiled = compileArn(compileWildcards(text));
      return compiled === undefined || FORMS.some((form) => overlap(compiled, form));
    });
    for (const statement of outline.statements) {
      for (const node of getStringNodes(statement.get("Resource")?.value)) {
        const nearest = addPath(String(node.value));
        if (nearest) yield { span: getInnerSpan(node), data: nearest };
      }
      for (const { name, key, operator, values } of getTests(statement)) {
        const { family } = operator.facts;
        if (name !== "aws:principalarn" || (family !== "Arn" && family !== "String")) continue;
        for (const node of values) {
          const named = NAMED_ROOT.exec(getValueText(node));
          if (named) {
            // A user may have that name, if hardly anyone gave it to one.
            yield { span: getInnerSpan(node), severity: "info", data: { named: key, nearest: `${named[1]}:root` } };
            continue;
          }
          const withPath = addPath(getValueText(node));
          if (withPath) {
            yield { span: getInnerSpan(node), data: withPath };
            continue;
          }
          const text = getValueText(node).replace(/\$\{[\w-]+:[^}]{0,200}\}/g, "*");
          // What is no ARN, or has a wrong account or Region, other rules speak of.
          if (!/^arn:[^:]*:(iam|sts)::(\d{12}|[^:]*[*?][^:]*):./.test(text) || hasPlaceholder(text) || canBe(text))
            continue;
          const nearest = guess(getValueText(node));
          yield { span: getInnerSpan(node), data: { key, ...nearest } };
        }
      }
    }
  },
};

const SIGN_IN_PATH = "aws-reserved/sso.amazonaws.com/";

/** `…:role/AWSReservedSSO_Admin_*` → `…:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*`, with a Region or without. */
function addPath(arn: string): { readonly path: string; readonly nearest: string } | undefined {
  if (!WITHOUT_PATH.test(arn)) return undefined;
  return { path: SIGN_IN_PATH.slice(0, -1), nearest: arn.replace(":role/", `:role/${SIGN_IN_PATH}*`) };
}

/** `…:assumed-role/Name/session` → `…:role/Name`; `…:Name` → `…:role/Name` */
function guess(arn: string): { readonly nearest?: string } {
  const session = /^(arn:[^:]*):sts:(:[^:]*:)assumed-role\/([^/]+)/.exec(arn);
  if (session) {
    const role = `${session[1]}:iam:${session[2]}role/${session[3]}`;
    return { nearest: addPath(role)?.nearest ?? role };
  }
  const bare = /^(arn:[^:]*:iam::[^:]*:)([\w+=,.@*?-]+)$/.exec(arn);
  return bare && !/^(root|role|user)$/.test(bare[2] ?? "") ? { nearest: `${bare[1]}role/${bare[2]}` } : {};
}
