/** Small amendments to a policy's text that keep the rest of it as it is written. */
import { applyEdits, type JSONPath, modify } from "jsonc-parser";
import { parsePolicyDocument } from "./document";
import { minifyJson } from "./format";
import { type Condition, getConditions, getOutline, type Statement } from "./statements";
import { getString, getStringNodes } from "./tree";

const PRINCIPAL_KEY = "aws:PrincipalArn";
/** Operators under which one more value takes one more principal out. */
const EXCEPTING = /^(ForAllValues:)?(ArnNot(Like|Equals)|StringNot(Like|Equals|EqualsIgnoreCase))(IfExists)?$/;

/**
 * Takes principals out of a statement: their ARNs join those that it already leaves out, or a condition is added.
 * `undefined` for a text that has no such statement.
 */
export function exemptPrincipals(text: string, statement: number, arns: readonly string[]): string | undefined {
  const found = findStatement(text, statement);
  if (!found) return undefined;
  const condition = getConditions(found.statement).find(isExcepting);
  if (!condition) {
    const arn = arns.length === 1 ? arns[0] : arns;
    return set(text, [...found.path, "Condition", "ArnNotLike", PRINCIPAL_KEY], arn);
  }
  const known = getStringNodes(condition.key.value).flatMap((node) => getString(node) ?? []);
  const path = [...found.path, "Condition", condition.operator.name, condition.key.name];
  return set(text, path, [...new Set([...known, ...arns])]);
}

/** Adds a statement that allows an action on every resource. */
export function allowAction(text: string, action: string): string | undefined {
  const { members, statements } = getOutline(parsePolicyDocument(text));
  const list = members.find((member) => member.name === "Statement")?.value;
  if (!list || statements.length === 0) return undefined;
  const added = { Effect: "Allow", Action: action, Resource: "*" };
  if (list.type === "array") return set(text, ["Statement", statements.length], added, true);
  const only: unknown = JSON.parse(text.slice(list.offset, list.offset + list.length));
  return set(text, ["Statement"], [only, added]);
}

function findStatement(text: string, index: number): { statement: Statement; path: JSONPath } | undefined {
  const document = parsePolicyDocument(text);
  const { members, statements } = getOutline(document);
  const statement = statements[index];
  if (!statement || document.faults.length > 0) return undefined;
  const isList = members.find((member) => member.name === "Statement")?.value?.type === "array";
  return { statement, path: isList ? ["Statement", index] : ["Statement"] };
}

function isExcepting({ operator, key }: Condition): boolean {
  return EXCEPTING.test(operator.name) && key.name.toLowerCase() === PRINCIPAL_KEY.toLowerCase();
}

/** A text keeps its layout: on one line, without any white space, or spread out. */
function set(text: string, path: JSONPath, value: unknown, isArrayInsertion = false): string {
  const layout = text.trim().includes("\n") ? { formattingOptions: getFormatting(text) } : {};
  const amended = applyEdits(text, modify(text, path, value, { ...layout, isArrayInsertion }));
  return minifyJson(text) === text ? minifyJson(amended) : amended;
}

function getFormatting(text: string) {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.length, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}
