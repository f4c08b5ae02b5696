import type { Node } from "jsonc-parser";
import { RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import { getIntendedElement } from "../elements";
import { isBareStatement } from "../statements";
import { findWrappedPolicy } from "../wrapping";
import type { Finding, Rule } from "./rule";

export const missingElement: Rule = {
  code: "missing-element",
  title: "Required element is missing",
  severity: "error",
  reach: "statements",
  messages: [
    "This is a {bare} alone: a policy holds its statements in {element}.",
    "{element} is missing from this {place}.",
  ],
  why: "A policy needs a Statement; each statement needs an Effect, an Action (or, in an SCP, NotAction) and a Resource or NotResource; in an RCP a Principal too. AWS refuses it otherwise.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "orgs_manage_policies_scps_syntax",
  *check({ document, outline, type, isBroken }) {
    const { root } = document;
    if (root?.type !== "object" || findWrappedPolicy(document)) return;
    const has = (names: Iterable<string>, wanted: readonly string[]) => {
      for (const name of names) if (wanted.includes(name)) return true;
      return false;
    };
    const written = outline.members.map(({ name }) => getIntendedElement("document", name) ?? "");
    if (!isBroken(root) && isBareStatement(outline)) {
      const { span } = missing(root, "Statement");
      yield { span, data: { element: "Statement", bare: "statement" } };
    } else if (!isBroken(root) && !has(written, ["Statement"])) yield missing(root, "Statement", "policy");
    for (const { node, members } of outline.statements) {
      if (isBroken(node)) continue;
      const names = members.map(({ name }) => getIntendedElement("statement", name) ?? "");
      if (!has(names, ["Effect"])) yield missing(node, "Effect");
      if (type === RESOURCE_CONTROL_POLICY && !has(names, ["Principal", "NotPrincipal"]))
        yield missing(node, "Principal");
      if (!has(names, ["Action", "NotAction"])) yield missing(node, "Action");
      if (!has(names, ["Resource", "NotResource"])) yield missing(node, "Resource");
    }
  },
};

function missing(node: Node, element: string, place = "statement"): Finding {
  return { span: { start: node.offset, end: node.offset + 1 }, data: { element, place } };
}
