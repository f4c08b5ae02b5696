/** The words of a policy, each with what it is: the ground of hovers, highlights, references and refactorings. */
import type { Node } from "jsonc-parser";
import type { PolicyDocument } from "../document";
import { type Condition, getConditions, getOutline, type Statement } from "../statements";
import { contains, getListed, getMembers, getSpan, getStringNodes, type Member } from "../tree";
import { computeOnce } from "../memo";

export type Token =
  /** The name of an element. */
  | {
      readonly kind: "element";
      readonly node: Node;
      readonly member: Member;
      readonly statement: Statement | undefined;
    }
  /** An entry of Action or NotAction. */
  | { readonly kind: "action"; readonly node: Node; readonly element: string; readonly statement: Statement }
  /** An entry of Resource or NotResource. */
  | { readonly kind: "resource"; readonly node: Node; readonly element: string; readonly statement: Statement }
  | { readonly kind: "operator"; readonly node: Node; readonly operator: Member; readonly statement: Statement }
  | { readonly kind: "conditionKey"; readonly node: Node; readonly condition: Condition; readonly statement: Statement }
  | {
      readonly kind: "conditionValue";
      readonly node: Node;
      readonly condition: Condition;
      readonly statement: Statement;
    }
  /** The value of any other element, such as Sid, Effect or Version. */
  | {
      readonly kind: "value";
      readonly node: Node;
      readonly element: string;
      readonly statement: Statement | undefined;
    };

/** All of them, read once per document. */
export const getTokens = computeOnce((document: PolicyDocument): readonly Token[] => {
  const { members, statements } = getOutline(document);
  return [
    ...members.flatMap((member) => readMember(member, undefined)),
    ...statements.flatMap((statement) => statement.members.flatMap((member) => readMember(member, statement))),
  ];
});

/** The word at an offset, its quotes included. */
export function findToken(document: PolicyDocument, offset: number): Token | undefined {
  return getTokens(document).find(({ node }) => contains(getSpan(node), offset));
}

function readMember(member: Member, statement: Statement | undefined): readonly Token[] {
  const key: Token = { kind: "element", node: member.key, member, statement };
  return [key, ...readValue(member, statement)];
}

function readValue(member: Member, statement: Statement | undefined): readonly Token[] {
  const { name: element, value } = member;
  if (statement) {
    switch (element) {
      case "Action":
      case "NotAction":
        return getStringNodes(value).map((node) => ({ kind: "action", node, element, statement }));
      case "Resource":
      case "NotResource":
        return getStringNodes(value).map((node) => ({ kind: "resource", node, element, statement }));
      case "Condition":
        return readConditions(member, statement);
    }
  }
  return getStringNodes(value).map((node) => ({ kind: "value", node, element, statement }));
}

function readConditions({ value }: Member, statement: Statement): readonly Token[] {
  const conditions = getConditions(statement);
  return getMembers(value).flatMap((operator): readonly Token[] => [
    { kind: "operator", node: operator.key, operator, statement },
    ...conditions
      .filter((condition) => condition.operator.key === operator.key)
      .flatMap((condition): readonly Token[] => [
        { kind: "conditionKey", node: condition.key.key, condition, statement },
        ...getListed(condition.key.value).map(
          (node): Token => ({ kind: "conditionValue", node, condition, statement }),
        ),
      ]),
  ]);
}
