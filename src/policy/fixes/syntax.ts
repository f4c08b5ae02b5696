/** Fixes of texts that are not JSON. Each is offered only where the text is better for it. */
import type { Node } from "jsonc-parser";
import { parsePolicyDocument } from "../document";
import { applyTextEdits, getIndent, getLayout, insertAt, insertChildren, removeChildren, renderNode } from "../edits";
import { formatJson } from "../format";
import { findWrappedPolicy } from "../wrapping";
import type { SyntaxFault } from "../faults";
import type { TextEdit } from "../language";
import { getListed, getMembers, getSpan, type Member } from "../tree";
import { createFix, escapeInner, type Fixer, getMarked, getProperty, replaceSpan } from "./fix";

export const fixSyntax: Fixer = function* ({ span }, { document }) {
  const fault = document.faults.find((candidate) => candidate.span.start === span.start);
  if (!fault) return;
  for (const [template, edits] of mend(fault, document.text)) {
    const mended = parsePolicyDocument(applyTextEdits(document.text, edits));
    if (mended.faults.length < document.faults.length) yield createFix(template, {}, edits);
  }
};

function* mend({ kind, span }: SyntaxFault, text: string): Generator<readonly [string, readonly TextEdit[]]> {
  const written = text.slice(span.start, span.end);
  const before = text.slice(0, span.start).trimEnd().length;
  switch (kind) {
    case "comma":
      return yield ["Insert the missing comma", [insertAt(before, ",")]];
    case "colon":
      return yield ["Insert the missing colon", [insertAt(before, ":")]];
    case "brace":
    case "bracket":
    case "value":
      return yield ["Close what is open", [insertAt(text.trimEnd().length, getClosers(text))]];
    case "openObject":
    case "openList": {
      const closer = kind === "openObject" ? "}" : "]";
      const comma = text.slice(0, before - 1).trimEnd().length;
      yield [`Write ${closer} instead`, [{ span: { start: comma, end: span.end }, newText: closer }]];
      return yield [`Insert the missing ${closer}`, [{ span: { start: comma, end: before }, newText: closer }]];
    }
    case "openString": {
      const lineEnd = /[\r\n]|$/.exec(text.slice(span.start))?.index ?? 0;
      const line = text.slice(span.start, span.start + lineEnd);
      const inner = line.replace(/[\s,\]}]*$/, "").length;
      return yield ["Insert the closing quote", [insertAt(span.start + inner, '"')]];
    }
    case "closer":
      return yield ["Remove the bracket", replaceSpan(span, "")];
    case "semicolon":
      return yield ["Write a comma", replaceSpan(span, ",")];
    case "equals":
      return yield ["Write a colon", replaceSpan(span, ":")];
    case "case":
      return yield ["Write in lower case", replaceSpan(span, written.toLowerCase().replace("none", "null"))];
    case "typographic":
      return yield [
        "Put it in double quotes",
        replaceSpan(span, JSON.stringify(written.replace(/^[“”„‟«»‘’]|[“”„‟«»‘’]$/g, ""))),
      ];
    case "symbol": {
      const quoted = /^'(.*)'$/s.exec(written)?.[1];
      if (quoted !== undefined || /^[^"']+$/.test(written)) {
        yield ["Put it in double quotes", replaceSpan(span, JSON.stringify(quoted ?? written))];
      }
      return yield ["Put all texts in double quotes", quoteAll(text)];
    }
    case "escape":
      return yield [
        "Write the backslash twice",
        replaceSpan(span, written.replace(/\\(?!["\\/bfnrt]|u[\da-fA-F]{4})/g, "\\\\")),
      ];
    case "character":
      return yield [
        "Escape the control characters",
        replaceSpan(span, Array.from(written, (sign) => (sign < " " ? escapeInner(sign) : sign)).join("")),
      ];
    default:
  }
}

/** A text in double quotes, one in single quotes, a name without any, and the words of Python. */
const TEXTS = /"(?:[^"\\\n]|\\.)*"|'((?:[^'\\\n]|\\.)*)'|\b([A-Za-z_][\w-]*)(?=\s*:)|\b(True|False|None)\b/g;

/** Texts as Python and JavaScript write them, as JSON does. */
function quoteAll(text: string): readonly TextEdit[] {
  return Array.from(text.matchAll(TEXTS)).flatMap((match) => {
    const [whole, single, name, word] = match;
    const span = { start: match.index, end: match.index + whole.length };
    if (single !== undefined) return replaceSpan(span, JSON.stringify(single.replace(/\\'/g, "'")));
    if (name !== undefined) return replaceSpan(span, JSON.stringify(name));
    return word === undefined ? [] : replaceSpan(span, word === "None" ? "null" : word.toLowerCase());
  });
}

/** The brackets that close what a text leaves open. */
function getClosers(text: string): string {
  const open: string[] = [];
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (inString && sign === "\\") at++;
    else if (sign === '"') inString = !inString;
    else if (inString) continue;
    else if (sign === "{") open.push("}");
    else if (sign === "[") open.push("]");
    else if ((sign === "}" || sign === "]") && open.at(-1) === sign) open.pop();
  }
  return open.reverse().join("");
}

export const removeComment: Fixer = function* ({ span }, { document: { text } }) {
  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  const lineEnd = /[\r\n]|$/.exec(text.slice(span.end))?.index ?? 0;
  const isWholeLine =
    text.slice(lineStart, span.start).trim() === "" && text.slice(span.end, span.end + lineEnd).trim() === "";
  const start = isWholeLine ? text.slice(0, lineStart).trimEnd().length : text.slice(0, span.start).trimEnd().length;
  yield createFix("Remove the comment", {}, replaceSpan({ start, end: span.end }, ""));
};

export const removeComma: Fixer = function* ({ span }, { document }) {
  const edits = replaceSpan(span, "");
  // Before a bracket of the wrong kind it is not the comma that is too much.
  const mended = parsePolicyDocument(applyTextEdits(document.text, edits));
  const isBetter = mended.faults.length < document.faults.length;
  if (isBetter) yield createFix("Remove the comma", {}, edits, { isSafe: true });
};

/** Moves the statements of a second policy into the first, or drops it. */
export const mergeDocuments: Fixer = function* ({ span }, { document }) {
  const { text } = document;
  const first = getMembers(document.root).find(({ name }) => name === "Statement")?.value;
  const other = parsePolicyDocument(" ".repeat(span.start) + text.slice(span.start));
  const rest = { span: { start: text.slice(0, span.start).trimEnd().length, end: text.trimEnd().length }, newText: "" };
  const moved = getListed(getMembers(other.root).find(({ name }) => name === "Statement")?.value);
  const isMovable = first && moved.length > 0 && other.faults.length === 0;
  if (isMovable) {
    const added = appendTo(text, first, other.text, moved);
    yield createFix("Move its statements into the first policy", {}, [added, rest]);
  }
  yield createFix("Remove the second policy", {}, [rest], { isPreferred: !isMovable });
};

/** Appends values to a list; a single value becomes a list first. */
function appendTo(text: string, into: Node, source: string, moved: readonly Node[]): TextEdit {
  const renders = moved.map((node) => renderNode(source, node));
  if (into.type === "array") return insertChildren(text, into, Infinity, renders);
  const indent = text.includes("\n") ? getIndent(text, into.offset) : undefined;
  const items = [renderNode(text, into), ...renders].map((render) => render(indent, getLayout(text)));
  return { span: getSpan(into), newText: `[${items.join(", ")}]` };
}

/** Of two equal keys: the second's values move to the first where both can be read as lists or objects; or it goes. */
export const fixDuplicateKey: Fixer = function* (problem, scope) {
  const property = getProperty(getMarked(scope, problem));
  const object = property?.parent;
  if (!property || !object) return;
  const members = getMembers(object);
  const second = members.find(({ key }) => key === property.children?.[0]);
  const first = members.find(({ name }) => name.toLowerCase() === second?.name.toLowerCase());
  if (!second || !first || first === second) return;
  const removal = removeChildren(object, [property]);
  const key = second.name;
  const isSame = first.value && second.value && sameText(scope.document.text, first.value, second.value);
  const merged = isSame ? undefined : mergeValues(scope.document.text, first, second);
  if (merged) yield createFix("Merge into the first {key}", { key }, [merged, ...removal]);
  yield createFix("Remove this {key}", { key }, removal, { isSafe: isSame === true, isPreferred: !merged });
};

function sameText(text: string, one: Node, other: Node): boolean {
  const read = (node: Node) => text.slice(node.offset, node.offset + node.length);
  return read(one) === read(other);
}

function mergeValues(text: string, first: Member, second: Member): TextEdit | undefined {
  const [into, from] = [first.value, second.value];
  if (!into || !from || ["Effect", "Version", "Sid", "Principal"].includes(first.name)) return undefined;
  if (into.type === "object" && from.type === "object" && first.name !== "Statement") {
    return insertChildren(
      text,
      into,
      Infinity,
      (from.children ?? []).map((node) => renderNode(text, node)),
    );
  }
  return appendTo(text, into, text, getListed(from));
}

/** What is around the policy goes. */
export const unwrapPolicy: Fixer = function* (_, { document }) {
  const wrapped = findWrappedPolicy(document);
  if (!wrapped) return;
  const { text, root } = document;
  const span = { start: root?.offset ?? 0, end: text.trimEnd().length };
  const policy = text.trim().includes("\n") ? formatJson(wrapped.text) : wrapped.text;
  yield createFix("Take the policy out", {}, replaceSpan(span, policy.trim()));
};
