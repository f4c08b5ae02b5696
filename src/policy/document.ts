import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { measureDepth } from "./depth";
import { blankSpans, findForeignComments } from "./comments";
import { findFaults, type SyntaxFault } from "./faults";
import { maskTemplate } from "./templates";

/** A policy text, parsed once. `root` is absent only for a text without any value, or one nested beyond reason. */
export interface PolicyDocument {
  readonly text: string;
  /** What was parsed: of the same length, with a template's gaps and directives masked, and else the text itself. */
  readonly masked: string;
  readonly root: Node | undefined;
  /** Where the text is not JSON, in order, one for each broken place. */
  readonly faults: readonly SyntaxFault[];
  /** Whether the tree's parts are pieces of the text: not in a template with directives, or gaps of several entries. */
  readonly isPlain: boolean;
}

/** Far beyond any policy, far below what a recursive parser can bear. */
const MAX_DEPTH = 200;

const BYTE_ORDER_MARK = "\uFEFF";

/** Parses any text, broken or not, into a tree that covers what could be read. */
export function parsePolicyDocument(text: string): PolicyDocument {
  const { depth, deepest } = measureDepth(text);
  if (depth > MAX_DEPTH) {
    return {
      text,
      masked: text,
      root: undefined,
      faults: [{ kind: "tooDeep", span: { start: deepest, end: deepest + 1 } }],
      isPlain: true,
    };
  }
  // A space in its place keeps every offset.
  const template = maskTemplate(text.startsWith(BYTE_ORDER_MARK) ? ` ${text.slice(1)}` : text);
  const comments = findForeignComments(template.json);
  const json = blankSpans(template.json, comments);
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  if (root && errors.length > 0) closeOpenNodes(root, json.length);
  const foreign = comments.map((span): SyntaxFault => ({ kind: "foreignComment", span }));
  const faults = [...findFaults(json, errors), ...foreign].sort((a, b) => a.span.start - b.span.start);
  return { text, masked: template.json, root, faults, isPlain: template.isPlain };
}

/** The parser leaves objects and arrays that nobody closed without a length: they reach to the end of the text. */
function closeOpenNodes(node: Node, end: number): void {
  if (node.length < 0 || (node.type === "property" && node.children?.[1] && node.children[1].length < 0)) {
    (node as { length: number }).length = end - node.offset;
  }
  for (const child of node.children ?? []) closeOpenNodes(child, end);
}
