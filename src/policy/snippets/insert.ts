import type { Node } from "jsonc-parser";
import { maskComments } from "../comments";
import type { PolicyDocument } from "../document";
import { isComplete } from "../faults";
import type { TextEdit } from "../language";
import { contains, getMembers, getSpan } from "../tree";
import type { Gap } from "./gaps";
import type { Guardrail, GuardrailForm } from "./guardrail";
import { escapeText, toSnippet } from "./render";

/**
 * Puts a guardrail behind the statement that the caret stands in, else behind the last; around a single statement the
 * list that it then needs; into an empty text a whole policy. The new text is a snippet. `undefined` where the text is
 * no policy that it could stand in.
 */
export function insertGuardrail(
  { text, root, faults }: PolicyDocument,
  offset: number,
  guardrail: Guardrail,
  values: Readonly<Record<string, Gap>>,
): TextEdit | undefined {
  const print = (form: GuardrailForm) => toSnippet(guardrail, form, values);
  if (text.trim() === "") return { span: { start: 0, end: text.length }, newText: print("policy") };
  if (!faults.every(isComplete) || root?.type !== "object") return undefined;
  const statement = getMembers(root).find(({ name }) => name === "Statement")?.value;
  switch (statement?.type) {
    case "array":
      return insertIntoList(statement, offset, print("statements"));
    case "object": {
      const { start, end } = getSpan(statement);
      const both = `${escapeText(text.slice(start, end))},\n${print("statements")}`;
      return { span: { start, end }, newText: `[\n\t${indent(both)}\n]` };
    }
    case undefined:
      return insertStatementElement(text, root, print("list"));
    default:
      return undefined;
  }
}

function insertIntoList(list: Node, offset: number, statements: string): TextEdit {
  const items = list.children ?? [];
  const before = items.find((item) => contains(getSpan(item), offset)) ?? items.at(-1);
  if (before) {
    const { end } = getSpan(before);
    return { span: { start: end, end }, newText: `,\n${statements}` };
  }
  const { start, end } = getSpan(list);
  return { span: { start, end }, newText: `[\n\t${indent(statements)}\n]` };
}

function insertStatementElement(text: string, root: Node, list: string): TextEdit {
  const last = root.children?.at(-1);
  if (!last) {
    const whole = `{\n\t"Version": "2012-10-17",\n\t"Statement": ${indent(list)}\n}`;
    return { span: getSpan(root), newText: whole };
  }
  const { end } = getSpan(last);
  // A trailing comma, as .jsonc has it, serves as the one in front.
  const comma = /^\s*,/.exec(maskComments(text).text.slice(end))?.[0].length;
  const at = end + (comma ?? 0);
  return { span: { start: at, end: at }, newText: `${comma === undefined ? "," : ""}\n"Statement": ${list}` };
}

function indent(snippet: string): string {
  return snippet.replaceAll("\n", "\n\t");
}
