import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { getPolicyQuota } from "../../terms/quotas";
import { isAllow } from "../conditionTests";
import type { AttachedTarget } from "../language";
import { getInnerSpan, getSpan, getString } from "../tree";
import { showPolicy } from "./examples";
import type { Rule } from "./rule";

const WHY = "This is only said of a policy of the connected organization, whose targets are known.";

export const allowBesideFullAccess: Rule = {
  code: "allow-beside-full-access",
  title: "Allow beside FullAWSAccess",
  severity: "info",
  reach: "scp",
  messages: [
    "FullAWSAccess is attached to {target} and {count} more of this policy's targets too: there this Allow changes nothing.",
    "FullAWSAccess is attached to {target} too: there this Allow changes nothing.",
  ],
  why: `What is attached to one target adds up: beside FullAWSAccess, which allows everything, another Allow changes nothing. An allow list works where FullAWSAccess is detached. ${WHY}`,
  bad: showPolicy('{"Effect":"Allow","Action":"s3:*","Resource":"*"}'),
  good: showPolicy('{"Effect":"Deny","Action":"s3:*","Resource":"*"}'),
  source: "orgs_manage_policies_scps_evaluation",
  *check({ outline, context: { targets } }) {
    const open = targets?.filter(({ hasFullAccess }) => hasFullAccess) ?? [];
    const [first] = open;
    if (!first) return;
    for (const statement of outline.statements) {
      const effect = statement.get("Effect")?.value;
      // FullAWSAccess itself, under whatever name, is meant to.
      if (!effect || !isAllow(statement) || getString(statement.get("Action")?.value) === "*") continue;
      const count = open.length - 1;
      yield { span: getInnerSpan(effect), data: { target: nameTarget(first), ...(count > 0 && { count }) } };
    }
  },
};

export const attachmentLimit: Rule = {
  code: "attachment-limit",
  title: "Target without a free slot",
  severity: "info",
  reach: "json",
  messages: ["{target} has {count} of {allowed} {type}s attached: no other one fits beside this."],
  why: `A root, an organizational unit or an account takes so many policies of a type and no more. ${WHY}`,
  bad: showPolicy('{"Effect":"Deny","Action":"ec2:*","Resource":"*"}'),
  good: showPolicy('{"Effect":"Deny","Action":"ec2:*","Resource":"*"}'),
  source: "orgs_reference_limits",
  *check({ document: { root }, type, context: { targets, asOf } }) {
    const allowed = getPolicyQuota(type, asOf)?.maxAttached;
    if (!root || allowed === undefined) return;
    for (const target of targets ?? []) {
      if (target.attached < allowed) continue;
      const { start } = getSpan(root);
      const data = {
        target: nameTarget(target),
        count: target.attached,
        allowed,
        type: getPolicyTypeFacts(type).short,
      };
      yield { span: { start, end: start + 1 }, severity: target.attached > allowed ? "warning" : "info", data };
    }
  },
};

function nameTarget({ name, id }: AttachedTarget): string {
  return `${name} (${id})`;
}
