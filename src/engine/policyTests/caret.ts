import { isMap, isPair, isScalar, parseDocument, visit } from "yaml";
import type { Span } from "../../policy/language";
import { findTooDeep } from "./nesting";

/** What is being written at a place of a test file. */
export interface TestCaret {
  /** A key of a mapping, or a value: of `key`, or in its list. */
  readonly role: "key" | "value";
  /** Keys and places from the outermost mapping down: `["tests", 0, "context"]`. */
  readonly path: readonly (string | number)[];
  /** Of a value. */
  readonly key?: string;
  /** Keys that the mapping has already. */
  readonly present: readonly string[];
  /** The word at the caret, and what of it stands before the caret. */
  readonly span: Span;
  readonly before: string;
}

/** Stands where the caret is, so that whatever is missing there parses as a word. */
const MARK = "\u2060caret\u2060";

/** Where the caret is in the tree of a file that is being written; `undefined` in comments and outside of everything. */
export function findTestCaret(text: string, offset: number): TestCaret | undefined {
  if (findTooDeep(text) !== undefined) return undefined;
  const document = parseDocument(`${text.slice(0, offset)}${MARK}${text.slice(offset)}`, { prettyErrors: false });
  let found: TestCaret | undefined;
  visit(document, {
    Scalar(place, node, ancestors) {
      if (typeof node.value !== "string" || !node.value.includes(MARK)) return undefined;
      const [before = "", after = ""] = node.value.split(MARK);
      // A word that runs over lines began on an earlier one, and is not what is being written.
      const own = before.slice(before.lastIndexOf(" ") + 1);
      const span = { start: offset - own.length, end: offset + (/^\S*/.exec(after)?.[0].length ?? 0) };
      const path: (string | number)[] = [];
      for (const [index, ancestor] of ancestors.entries()) {
        const child: unknown = ancestors[index + 1] ?? node;
        if (isPair(ancestor) && isScalar(ancestor.key) && ancestor.key !== child) path.push(String(ancestor.key.value));
        else if ("items" in ancestor && !isMap(ancestor)) path.push(ancestor.items.indexOf(child));
      }
      const map = ancestors.findLast(isMap);
      const keys = (map?.items ?? []).flatMap(({ key }) => (isScalar(key) && key !== node ? [String(key.value)] : []));
      const role = place === "key" ? "key" : "value";
      // Without its colon, a key runs on into the key of the next line.
      const next = role === "key" ? /^ +(\S+)$/.exec(after)?.[1] : undefined;
      const key = path.findLast((part) => typeof part === "string");
      const isInMap = role === "value" && typeof key === "string";
      found = {
        ...{ role, span, before: own, present: next === undefined ? keys : [...keys, next] },
        path: isInMap ? path.slice(0, path.lastIndexOf(key)) : path,
        ...(isInMap && { key }),
      };
      return visit.BREAK;
    },
  });
  return found;
}
