import type { Node } from "jsonc-parser";
import { findNearestGlobalKey, getGlobalKey, getServiceKey } from "../conditionKeys";
import { getTests } from "../conditionTests";
import type { Catalogue } from "../catalogue";
import type { Span } from "../language";
import type { Statement } from "../statements";
import { getInnerSpan, getStringNodes } from "../tree";
import { showDeny } from "./examples";
import type { Finding, Rule } from "./rule";

export const policyVariable: Rule = {
  code: "policy-variable",
  title: "Malformed or misplaced policy variable",
  severity: "warning",
  reach: "statements",
  messages: [
    "The closing brace of {open} is missing.",
    "No condition key {key} to fill in here. Did you mean {nearest}?",
    "{bare} is no variable: write {correct}.",
    "{variable} has a space in it: write {correct}.",
    "The default of {quoted} stands in single quotes: ${aws:PrincipalTag/Team, 'none'}.",
    "{operator} takes no variable: {variable} stays as it is.",
    "In a resource a variable may stand only in the last part of an ARN, not before its fifth colon: {variable}",
    "The variable is empty: write a condition key, such as ${aws:username}.",
  ],
  why: "A variable such as `${aws:username}` is filled in from the request. One that cannot be filled in makes a resource that matches nothing, and a comparison that a negated operator always meets. Gaps of templates, such as `${var.region}`, are left alone.",
  bad: showDeny('"Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:usernam}/*"'),
  good: showDeny('"Action":"s3:*","Resource":"arn:aws:s3:::home/${aws:username}/*"'),
  source: "reference_policies_variables",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const place of findPlaces(statement)) {
        const { node } = place;
        const text = String(node.value);
        if (text.includes("${")) yield* checkText(place, text, catalogue);
        if (BARE.test(text)) yield* checkBare(node, text, catalogue);
      }
    }
  },
};

interface Place {
  readonly node: Node;
  /** Resource and NotResource take variables in the last part of an ARN alone; values of conditions anywhere. */
  readonly isResource?: true;
  /** Of a condition, where it takes no variables. */
  readonly operator?: string;
}

function* findPlaces(statement: Statement): Generator<Place> {
  for (const element of ["Resource", "NotResource"]) {
    for (const node of getStringNodes(statement.get(element)?.value)) yield { node, isResource: true };
  }
  for (const element of ["Action", "NotAction"]) {
    for (const node of getStringNodes(statement.get(element)?.value)) yield { node, operator: element };
  }
  for (const { operator, valueNode } of getTests(statement)) {
    // AWS's pages disagree about variables under Bool, so that they are left alone there.
    const isPlain = ["Numeric", "Date", "Ip", "Binary", "Null"].includes(operator.facts.family);
    for (const node of getStringNodes(valueNode)) yield { node, ...(isPlain && { operator: operator.facts.name }) };
  }
}

function* checkText({ node, isResource, operator }: Place, text: string, catalogue: Catalogue): Generator<Finding> {
  const inner = getInnerSpan(node);
  const isPlain = inner.end - inner.start === text.length;
  const mark = (start: number, end: number): Span =>
    isPlain ? { start: inner.start + start, end: inner.start + end } : inner;
  const fifthColon = isResource && text.startsWith("arn:") ? text.split(":", 5).join(":").length : 0;
  for (let at = text.indexOf("${"); at >= 0; at = text.indexOf("${", at + 2)) {
    const close = text.indexOf("}", at);
    if (close < 0) {
      yield { span: mark(at, text.length), data: { open: text.slice(at, at + 60) } };
      return;
    }
    const variable = text.slice(at, close + 1);
    const span = mark(at, close + 1);
    const data = judge(variable, catalogue);
    if (data) yield { span, data };
    else if (isKeyOf(variable, catalogue)) {
      if (operator !== undefined) yield { span, data: { operator, variable } };
      else if (at < fifthColon) yield { span, data: { variable } };
    }
  }
}

/** `{aws:username}`, `$(aws:username)` and `$aws:username`; what has braces or another sign before it is a template's. */
const BARE =
  /(?<![$%{])\{[a-z][\w-]*:[\w./@-]+\}(?!\})|\$\([a-z][\w-]*:[\w./@-]+\)|\$[a-z][\w-]*:(?:\w+tag\/)?[\w@-]+/i;

function* checkBare(node: Node, text: string, catalogue: Catalogue): Generator<Finding> {
  const bare = BARE.exec(text);
  const [written = ""] = bare ?? [];
  const key = written.replace(/^[{$(]+|[})]$/g, "");
  if (!bare || !isKnown(key, catalogue)) return;
  const inner = getInnerSpan(node);
  const isPlain = inner.end - inner.start === text.length;
  const start = inner.start + bare.index;
  const span = isPlain ? { start, end: start + written.length } : inner;
  yield { span, data: { bare: written, correct: `\${${key}}` } };
}

/** What is wrong with `${…}` itself; nothing for the gap of a template. */
function judge(variable: string, catalogue: Catalogue): Finding["data"] | undefined {
  const inside = variable.slice(2, -1);
  if (inside === "") return {};
  const [written = "", ...fallback] = inside.split(",");
  const key = written.trim();
  // A name of Terraform has no colon, an IAM key always has one.
  if (!/^[A-Za-z][\w-]*:[\w./:@-]+$/.test(key)) return undefined;
  if (!isKnown(key, catalogue)) {
    if (!key.toLowerCase().startsWith("aws:")) return undefined;
    const nearest = findNearestGlobalKey(key);
    return nearest === undefined ? undefined : { key, nearest };
  }
  if (written !== key) return { variable, correct: variable.replace(written, key) };
  if (fallback.length > 0 && !/^\s*'[^']*'$/.test(fallback.join(","))) return { quoted: variable };
  return undefined;
}

function isKeyOf(variable: string, catalogue: Catalogue): boolean {
  return isKnown(variable.slice(2, -1).split(",")[0]?.trim() ?? "", catalogue);
}

function isKnown(key: string, catalogue: Catalogue): boolean {
  return getGlobalKey(key) !== undefined || getServiceKey(catalogue, key) !== undefined;
}
