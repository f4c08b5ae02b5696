/** Statements as texts without white space, taken apart so far that they can be compared and put together. */
import type { Node } from "jsonc-parser";
import { decodeString } from "../decodeString";
import { parsePolicyDocument, type PolicyDocument } from "../document";
import { isComplete } from "../faults";
import { minifyJson } from "../format";
import { foldCase } from "../foldCase";
import { hasPlaceholder } from "../placeholder";
import { getListed, getMembers, getSpan, getStringNodes, type Member } from "../tree";

/** Elements by name, in their order. */
export type StatementText = ReadonlyMap<string, ElementText>;

/** A list of strings, or any other value as written. */
export type ElementText =
  | ({ readonly kind: "strings" } & Values)
  /** Operators, their keys, and each key's values as written. */
  | { readonly kind: "conditions"; readonly operators: ReadonlyMap<string, ReadonlyMap<string, Values>> }
  | { readonly kind: "other"; readonly text: string };

export interface Values {
  readonly values: readonly string[];
  /** One has brackets around it. */
  readonly isList: boolean;
}

export interface PolicyText {
  /** Members other than Statement, minified, in their order. */
  readonly members: readonly string[];
  readonly statements: readonly StatementText[];
  /** One has brackets around it. */
  readonly isList: boolean;
}

const LISTS = new Set(["Action", "NotAction", "Resource", "NotResource"]);

/** `undefined` for what is no policy in order: broken, with a key twice, or with a template's gaps. */
export function readPolicyText(text: string): PolicyText | undefined {
  const document = parsePolicyDocument(text);
  const { root, faults } = document;
  if (root?.type !== "object" || faults.some((fault) => !isComplete(fault)) || hasPlaceholderAround(text)) {
    return undefined;
  }
  if (isMasked(document, root)) return undefined;
  const members = getMembers(root);
  const value = members.find(({ name }) => name === "Statement")?.value;
  const nodes = value?.type === "array" ? (value.children ?? []) : value ? [value] : [];
  const statements = nodes.map((node) => readStatementText(document, node));
  if (!value || hasTwice(members) || !statements.every((statement) => statement !== undefined)) return undefined;
  return {
    members: members.filter(({ name }) => name !== "Statement").map(({ key }) => readNode(text, key.parent ?? key)),
    statements,
    isList: value.type === "array",
  };
}

export function renderPolicyText({ members, statements, isList }: PolicyText, isUnwrapped: boolean): string {
  const values = statements.map((statement) => renderStatement(statement, isUnwrapped));
  return `{${[...members, `"Statement":${renderValues({ values, isList }, isUnwrapped)}`].join(",")}}`;
}

/** One stands without brackets where it did, or where they are to go. */
function renderValues({ values, isList }: Values, isUnwrapped: boolean): string {
  const [only = ""] = values;
  return values.length === 1 && (isUnwrapped || !isList) ? only : `[${values.join(",")}]`;
}

/** Everything but the named elements, the same for statements that mean the same apart from them. */
export function getRest(statement: StatementText, ...without: readonly string[]): string {
  const elements = [...statement].filter(([name]) => !without.includes(name));
  return JSON.stringify(elements.map(([name, element]) => [name, getCanonical(element)]).sort(compareTexts));
}

function getCanonical(element: ElementText): unknown {
  switch (element.kind) {
    case "strings":
      return [...new Set(element.values)].sort();
    case "conditions":
      return Array.from(element.operators, ([operator, keys]) =>
        Array.from(keys, ([key, { values }]) => [operator, foldCase(key), [...new Set(values.map(decode))].sort()]),
      )
        .flat()
        .sort(compareTexts);
    case "other":
      return element.text;
  }
}

function compareTexts(one: readonly unknown[], other: readonly unknown[]): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

/** The same for values that are only written in another way. */
function decode(written: string): string {
  const value = decodeString(written);
  return value === undefined ? written : JSON.stringify(value);
}

/** Each value once, in the way in which it was written first. */
export function dropEqualValues(values: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const written of values) {
    const value = decode(written);
    if (!first.has(value)) first.set(value, written);
  }
  return [...first.values()];
}

/** Only what is listed positively adds up; two NotActions exclude what both exclude. */
export const ADDABLE: readonly string[] = ["Action", "Resource"];

/** One statement for two that differ in one list alone; `undefined` where they differ in more. */
export function mergeTwo(one: StatementText, other: StatementText): StatementText | undefined {
  for (const name of ADDABLE) {
    const [into, from] = [one.get(name), other.get(name)];
    if (into?.kind !== "strings" || from?.kind !== "strings") continue;
    if (getRest(one, "Sid", name) !== getRest(other, "Sid", name)) continue;
    const known = new Set(into.values);
    const values = [...into.values, ...from.values.filter((value) => !known.has(value))];
    return new Map([...one, [name, { ...into, values }]]);
  }
  return undefined;
}

/** A gap may stand for more than one value, or for part of one. */
function hasPlaceholderAround(text: string): boolean {
  return hasPlaceholder(text.replace(/\$\{[^{}]*\}/g, ""));
}

/** Whether a template's gaps are part of it, which the tree knows no more of than where they stand. */
function isMasked({ text, masked }: PolicyDocument, node: Node): boolean {
  const { start, end } = getSpan(node);
  return text !== masked && text.slice(start, end) !== masked.slice(start, end);
}

/** `undefined` for what is not written in order. */
export function readStatementText(document: PolicyDocument, node: Node): StatementText | undefined {
  const members = getMembers(node);
  if (node.type !== "object" || hasTwice(members) || isMasked(document, node)) return undefined;
  const { text } = document;
  const elements = members.map(({ name, value }) => [name, value && readElement(text, name, value)] as const);
  if (elements.some(([, element]) => element === undefined)) return undefined;
  return new Map(elements.flatMap(([name, element]) => (element ? [[name, element] as const] : [])));
}

function readElement(text: string, name: string, value: Node): ElementText | undefined {
  const strings = getStringNodes(value).map((item) => String(item.value));
  const isList = value.type === "string" || value.children?.length === strings.length;
  if (LISTS.has(name) && isList && strings.length > 0)
    return { kind: "strings", values: strings, isList: value.type === "array" };
  if (name === "Condition" && value.type === "object") return readConditions(text, value);
  // A statement is as invalid with a Sid that is no text as it is valid without one.
  return name === "Sid" && value.type !== "string" ? undefined : { kind: "other", text: readNode(text, value) };
}

function readConditions(text: string, value: Node): ElementText | undefined {
  const operators = getMembers(value);
  const isOdd = (members: readonly Member[]) =>
    hasTwice(members) || members.some((member) => member.value === undefined || member.value.type === "null");
  if (isOdd(operators)) return undefined;
  const read = operators.map(({ name, value: block }) => {
    const keys = getMembers(block);
    if (block?.type !== "object" || isOdd(keys) || keys.some((member) => hasNested(member.value))) return undefined;
    const values = keys.map(({ name: key, value: own }) => {
      return [
        key,
        { values: getListed(own).map((item) => readNode(text, item)), isList: own?.type === "array" },
      ] as const;
    });
    return [name, new Map(values)] as const;
  });
  const known = read.filter((entry) => entry !== undefined);
  return known.length === read.length ? { kind: "conditions", operators: new Map(known) } : undefined;
}

/** Brackets in brackets are invalid, and would be a list in order without the outer ones. */
function hasNested(value: Node | undefined): boolean {
  return getListed(value).some(({ type }) => type !== "string" && type !== "number" && type !== "boolean");
}

/** Keys of conditions that differ in case alone are the same key too. */
function hasTwice(members: readonly Member[]): boolean {
  return new Set(members.map(({ name }) => name.toLowerCase())).size < members.length;
}

function readNode(text: string, node: Node): string {
  return minifyJson(text.slice(node.offset, node.offset + node.length));
}

function renderStatement(statement: StatementText, isUnwrapped: boolean): string {
  const elements = Array.from(statement, ([name, element]) => {
    const key = JSON.stringify(name);
    switch (element.kind) {
      case "strings":
        return `${key}:${renderValues({ ...element, values: element.values.map((value) => JSON.stringify(value)) }, isUnwrapped)}`;
      case "other":
        return `${key}:${element.text}`;
      case "conditions": {
        const operators = Array.from(element.operators, ([operator, keys]) => {
          const members = Array.from(
            keys,
            ([own, values]) => `${JSON.stringify(own)}:${renderValues(values, isUnwrapped)}`,
          );
          return `${JSON.stringify(operator)}:{${members.join(",")}}`;
        });
        return `${key}:{${operators.join(",")}}`;
      }
    }
  });
  return `{${elements.join(",")}}`;
}
