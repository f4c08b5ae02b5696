import type { Node } from "jsonc-parser";
import { type PolicyDocument, parsePolicyDocument } from "./document";
import { getItems, getMembers, getString } from "./tree";

/** A policy that stands inside something else, as answers of AWS and templates of CloudFormation hold it. */
export interface WrappedPolicy {
  /** What holds it: the name of a member, or a list. */
  readonly holder: Node;
  readonly name: string | undefined;
  /** The policy's own text. */
  readonly text: string;
}

/** `{"Policy": {"Content": "…"}}` is the deepest that AWS answers with; a template's resource is two deeper. */
const MAX_DEPTH = 4;

/** The one policy inside a document that is none itself. */
export function findWrappedPolicy({ root, text, faults, isPlain }: PolicyDocument): WrappedPolicy | undefined {
  if (!root || !isPlain || faults.length > 0 || isPolicy(root)) return undefined;
  const [only, ...others] = getItems(root);
  if (only && others.length === 0 && isPolicy(only)) {
    return { holder: root, name: undefined, text: text.slice(only.offset, only.offset + only.length) };
  }
  return findInMembers(root, text, MAX_DEPTH);
}

function findInMembers(node: Node, text: string, depth: number): WrappedPolicy | undefined {
  const members = getMembers(node);
  // A statement, right or wrong, is no wrapping.
  if (depth === 0 || members.some(({ name }) => /^(effect|(not)?action|(not)?resource)$/i.test(name))) return undefined;
  for (const { name, key, value } of members) {
    if (!value) continue;
    if (isPolicy(value)) return { holder: key, name, text: text.slice(value.offset, value.offset + value.length) };
    const inner = getString(value);
    if (inner?.trimStart().startsWith("{") && isPolicy(parsePolicyDocument(inner).root)) {
      return { holder: key, name, text: inner };
    }
    const found = findInMembers(value, text, depth - 1);
    if (found) return found;
  }
  return undefined;
}

function isPolicy(node: Node | undefined): boolean {
  const statements = getMembers(node).find(({ name }) => name === "Statement")?.value;
  return statements?.type === "array" || statements?.type === "object";
}
