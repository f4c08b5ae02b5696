import type { Node } from "jsonc-parser";
import type { PolicyType } from "../../terms/policyTypes";
import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import { removeChildren } from "../edits";
import type { Phrase, PolicyContext, Problem, Span, TextEdit } from "../language";
import type { PolicyOutline, Statement } from "../statements";
import { contains, findNode, getSpan } from "../tree";

/** A remedy for one problem. */
export interface Fix {
  readonly title: Phrase;
  readonly edits: readonly TextEdit[];
  /** The one obvious remedy, which the editor's Auto Fix takes. */
  readonly isPreferred: boolean;
  /** Nothing is to be decided, so that Fix all applies it unasked. */
  readonly isSafe: boolean;
  /** The new texts are snippets with gaps to fill in. */
  readonly isSnippet?: true;
}

/** What fixes are made from. */
export interface FixScope {
  readonly document: PolicyDocument;
  readonly type: PolicyType;
  readonly context: PolicyContext;
  readonly outline: PolicyOutline;
  /** Opened on first use. */
  readonly catalogue: Catalogue;
}

/** The remedies for a problem of one code. Built from the problem's data and place, never from its message. */
export type Fixer = (problem: Problem, scope: FixScope) => Iterable<Fix>;

interface FixKind {
  readonly isSafe?: boolean;
  readonly isPreferred?: boolean;
}

/** Preferred unless said otherwise, and never safe unless said so. */
export function createFix(
  template: string,
  data: Phrase["data"],
  edits: readonly TextEdit[],
  { isSafe = false, isPreferred = true }: FixKind = {},
): Fix {
  return { title: { template, data }, edits, isPreferred, isSafe };
}

export function replaceSpan(span: Span, newText: string): readonly TextEdit[] {
  return [{ span, newText }];
}

/** The text inside the quotes of a JSON string. */
export function escapeInner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

export function getStatementAt({ outline }: FixScope, offset: number): Statement | undefined {
  return outline.statements.find(({ node }) => contains(getSpan(node), offset));
}

/** The node that a problem marks. */
export function getMarked({ document }: FixScope, { span }: Problem): Node | undefined {
  return findNode(document.root, span.start);
}

/** The object's member that a node is key or value of. */
export function getProperty(node: Node | undefined): Node | undefined {
  return node?.type === "property" ? node : node?.parent?.type === "property" ? node.parent : undefined;
}

/** Removes a member from its object. */
export function removeProperty(node: Node | undefined): readonly TextEdit[] | undefined {
  const property = getProperty(node);
  return property?.parent && removeChildren(property.parent, [property]);
}

/**
 * Removes an entry of a list; an element that would be left with none goes with its statement, since an empty list
 * matches nothing. `undefined` where that would leave no statement.
 */
export function removeEntry(scope: FixScope, node: Node | undefined): readonly TextEdit[] | undefined {
  const list = node?.parent;
  if (!node || !list) return undefined;
  if (list.type === "array" && (list.children?.length ?? 0) > 1) return removeChildren(list, [node]);
  return removeStatement(getStatementAt(scope, node.offset));
}

export function removeStatement(statement: Statement | undefined): readonly TextEdit[] | undefined {
  const list = statement?.node.parent;
  if (!statement || list?.type !== "array" || (list.children?.length ?? 0) < 2) return undefined;
  return removeChildren(list, [statement.node]);
}
