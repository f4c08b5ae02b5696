import type { Node } from "jsonc-parser";
import type { PolicyDocument } from "./document";
import { getListed, getMembers, type Member } from "./tree";

/** One condition: `operator` tests `key` against `values`. */
export interface Condition {
  readonly operator: Member;
  readonly key: Member;
}

/** A statement as written, right or wrong. */
export interface Statement {
  readonly node: Node;
  readonly index: number;
  readonly members: readonly Member[];
  /** The first member of a name. */
  get(name: string): Member | undefined;
}

export interface PolicyOutline {
  readonly members: readonly Member[];
  readonly statements: readonly Statement[];
}

const OUTLINES = new WeakMap<PolicyDocument, PolicyOutline>();

/** The policy's elements and statements, read once per document. */
export function getOutline(document: PolicyDocument): PolicyOutline {
  const known = OUTLINES.get(document);
  if (known) return known;
  const members = getMembers(document.root);
  const statements = getListed(members.find((member) => member.name === "Statement")?.value)
    .filter((node) => node.type === "object")
    .map(readStatement);
  const outline = { members, statements };
  OUTLINES.set(document, outline);
  return outline;
}

/** Whether a statement stands where a policy should, as samples on web pages are often cut out. */
export function isBareStatement({ members }: PolicyOutline): boolean {
  const has = (...names: readonly string[]) => members.some(({ name }) => names.includes(name));
  return !has("Statement") && has("Effect") && has("Action", "NotAction", "Resource", "NotResource");
}

const CONDITIONS = new WeakMap<Statement, readonly Condition[]>();

/** The conditions of a statement, read once for all who ask. */
export function getConditions(statement: Statement): readonly Condition[] {
  const known = CONDITIONS.get(statement);
  if (known) return known;
  const conditions = getMembers(statement.get("Condition")?.value).flatMap((operator) =>
    getMembers(operator.value).map((key) => ({ operator, key })),
  );
  CONDITIONS.set(statement, conditions);
  return conditions;
}

function readStatement(node: Node, index: number): Statement {
  const members = getMembers(node);
  const byName = new Map<string, Member>();
  for (const member of members) if (!byName.has(member.name)) byName.set(member.name, member);
  return { node, index, members, get: (name) => byName.get(name) };
}
