import type { Node } from "jsonc-parser";
import type { PolicyDocument } from "./document";
import { getListed, getMembers, type Member } from "./tree";
import { computeOnce } from "./memo";

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

/** The policy's elements and statements, read once per document. */
export const getOutline = computeOnce((document: PolicyDocument): PolicyOutline => {
  const members = getMembers(document.root);
  const statements = getListed(members.find((member) => member.name === "Statement")?.value)
    .filter((node) => node.type === "object")
    .map(readStatement);
  return { members, statements };
});

/** Whether a statement stands where a policy should, as samples on web pages are often cut out. */
export function isBareStatement({ members }: PolicyOutline): boolean {
  const has = (...names: readonly string[]) => members.some(({ name }) => names.includes(name));
  return !has("Statement") && has("Effect") && has("Action", "NotAction", "Resource", "NotResource");
}

/** The conditions of a statement, read once for all who ask. */
export const getConditions = computeOnce((statement: Statement): readonly Condition[] =>
  getMembers(statement.get("Condition")?.value).flatMap((operator) =>
    getMembers(operator.value).map((key) => ({ operator, key })),
  ),
);

function readStatement(node: Node, index: number): Statement {
  const members = getMembers(node);
  const byName = new Map<string, Member>();
  for (const member of members) if (!byName.has(member.name)) byName.set(member.name, member);
  return { node, index, members, get: (name) => byName.get(name) };
}
