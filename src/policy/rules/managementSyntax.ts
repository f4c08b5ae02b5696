import type { Node } from "jsonc-parser";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { isOperator, listForeignKeys, listOperators } from "../managementSyntax";
import { findNearest } from "../nearest";
import { getInnerSpan, getMembers } from "../tree";
import type { Rule } from "./rule";

export const managementSyntax: Rule = {
  code: "management-syntax",
  title: "Unknown operator or key of a management policy",
  severity: "error",
  reach: "management",
  messages: [
    "{operator} is no operator of this type ({type}). Did you mean {nearest}?",
    "{operator} is no operator of this type ({type}).",
    "{name} does not belong here: the one key at the top is {key} ({type}).",
    "The key {key} is missing at the top ({type}).",
  ],
  why: "AWS refuses a tag, backup or other management policy with an operator that it does not know, or with another key at the top than that of its type. An AI services opt-out policy knows `@@assign` and `@@operators_allowed_for_child_policies` alone.",
  bad: '{"tags":{"CostCenter":{"tag_value":{"@@asign":["100"]}}}}',
  good: '{"tags":{"CostCenter":{"tag_value":{"@@assign":["100"]}}}}',
  source: "orgs_manage_policies_inheritance_mgmt",
  *check({ document, type, isBroken }) {
    const { root } = document;
    if (root?.type !== "object") return;
    const { key, one } = getPolicyTypeFacts(type);
    const members = getMembers(root);
    const names = members.map(({ name }) => name);
    const foreign = new Set(listForeignKeys(type, names));
    for (const member of members) {
      if (key === undefined || !foreign.has(member.name)) continue;
      yield { span: getInnerSpan(member.key), data: { name: member.name, key, type: one } };
    }
    if (key !== undefined && foreign.size === 0 && !names.includes(key) && !isBroken(root)) {
      yield { span: { start: root.offset, end: root.offset + 1 }, data: { key, type: one } };
    }
    const known = listOperators(type);
    const open: Node[] = [root];
    for (let node = open.pop(); node; node = open.pop()) {
      for (const { name, key: written, value } of getMembers(node)) {
        if (isOperator(name) && !known.includes(name)) {
          const nearest = findNearest(name, known);
          yield { span: getInnerSpan(written), data: { operator: name, type: one, ...(nearest && { nearest }) } };
        }
        if (value?.type === "object") open.push(value);
      }
    }
  },
};
