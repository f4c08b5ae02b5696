import type { Node } from "jsonc-parser";
import { fitsType, getTestFacts, getTests } from "./conditionTests";
import type { Catalogue } from "./catalogue";
import type { Span } from "./language";
import { hasLookAlike } from "./lookAlikes";
import type { Statement } from "./statements";
import { getInnerSpan, getStringNodes } from "./tree";
import { computeOnce } from "./memo";

/** A part of an ARN as written, and where. */
export interface ArnPart {
  readonly text: string;
  readonly span: Span;
}

/** A text where an ARN is expected: an entry of Resource or NotResource, or a condition's value. */
export interface WrittenArn {
  readonly node: Node;
  readonly text: string;
  readonly place: "resource" | "condition";
  /** Of a condition, in lower case. */
  readonly key?: string;
  /** `arn`, partition, service, Region, account, resource; fewer where the text stops short. */
  readonly parts: readonly ArnPart[];
}

const COLONS = 5;

/** Everything in a statement that should be an ARN, read once for all rules. */
export const getArns = computeOnce((statement: Statement, catalogue: Catalogue): readonly WrittenArn[] => [
  ...findArns(statement, catalogue),
]);

function* findArns(statement: Statement, catalogue: Catalogue): Generator<WrittenArn> {
  // Of one with a sign that only looks right that is what is said.
  const getTexts = (value: Node | undefined) =>
    getStringNodes(value).filter((node) => !hasLookAlike(String(node.value)));
  for (const element of ["Resource", "NotResource"]) {
    for (const node of getTexts(statement.get(element)?.value)) yield readArn(node, "resource");
  }
  for (const test of getTests(statement)) {
    const { family, name } = test.operator.facts;
    // Under an operator of another type than the key's the operator is the mistake.
    if (!fitsType(test, catalogue)) continue;
    const isExpected = family === "Arn" || (family === "String" && getTestFacts(test, catalogue)?.type === "ARN");
    for (const node of isExpected ? getTexts(test.valueNode) : []) {
      // A pattern of texts may stand for several parts at once; all that is plain is where it cannot begin an ARN. Keys of
      // services that are not called ARNs may hold names and ids too, such as secretsmanager:SecretId; those of IAM do not.
      const isPattern = name.endsWith("Like") && family === "String";
      if (isPattern && (!/arn$|^iam:/.test(test.name) || mayBeginArn(String(node.value)))) continue;
      yield { ...readArn(node, "condition"), key: test.name };
    }
  }
}

function mayBeginArn(pattern: string): boolean {
  const [literal = ""] = pattern.split(/[*?]|\$\{/);
  return literal.startsWith("arn:") || "arn:".startsWith(literal);
}

export function readArn(node: Node, place: WrittenArn["place"]): WrittenArn {
  const text = String(node.value);
  const inner = getInnerSpan(node);
  // An escape in the string shifts what follows it; then the whole string is marked.
  const isPlain = inner.end - inner.start === text.length;
  const parts: ArnPart[] = [];
  for (let start = 0; parts.length <= COLONS; ) {
    const colon = parts.length < COLONS ? findColon(text, start) : -1;
    const end = colon < 0 ? text.length : colon;
    const span = isPlain ? { start: inner.start + start, end: inner.start + end } : inner;
    parts.push({ text: text.slice(start, end), span });
    if (colon < 0) break;
    start = colon + 1;
  }
  return { node, text, place, parts };
}

/** The next colon outside of `${…}`. */
function findColon(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === ":") return at;
    if (text.startsWith("${", at)) {
      const close = text.indexOf("}", at);
      if (close < 0) return -1;
      at = close;
    }
  }
  return -1;
}
