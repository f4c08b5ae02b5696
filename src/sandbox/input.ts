import { getIdKind, type IdKind } from "../terms/ids";
import { getPolicyTypeFacts, POLICY_TYPES, type PolicyType } from "../terms/policyTypes";
import { invalidInput, type InvalidInputReason } from "./awsError";

/** The JSON body of a request. */
export type Input = Readonly<Record<string, unknown>>;

interface TextRule {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

export function readOptionalText(input: Input, name: string, rule: TextRule = {}): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalidInput("INVALID_PATTERN");
  if (value.length < (rule.min ?? 0)) throw invalidInput("MIN_LENGTH_EXCEEDED");
  if (value.length > (rule.max ?? Number.POSITIVE_INFINITY)) throw invalidInput("MAX_LENGTH_EXCEEDED");
  if (rule.pattern && !rule.pattern.test(value)) throw invalidInput("INVALID_PATTERN");
  return value;
}

export function readText(input: Input, name: string, rule: TextRule = {}): string {
  const value = readOptionalText(input, name, rule);
  if (value === undefined) throw invalidInput("INPUT_REQUIRED");
  return value;
}

/** AWS refuses free text that looks like script injection (reason INVALID_PATTERN of InvalidInputException). */
const NO_SCRIPT = /^(?![\s\S]*<\s*script)/i;

export function readOptionalName(input: Input, name = "Name", max = 128): string | undefined {
  return readOptionalText(input, name, { min: 1, max, pattern: NO_SCRIPT });
}

export function readName(input: Input, name = "Name", max = 128): string {
  return readText(input, name, { min: 1, max, pattern: NO_SCRIPT });
}

export function readOptionalDescription(input: Input): string | undefined {
  return readOptionalText(input, "Description", { max: 512, pattern: NO_SCRIPT });
}

/** An id of one of `kinds`, by shape. */
export function readId(
  input: Input,
  name: string,
  kinds: readonly IdKind[],
  reason: InvalidInputReason = "INVALID_PATTERN",
): string {
  const id = readText(input, name);
  const kind = getIdKind(id);
  if (!kind || !kinds.includes(kind)) throw invalidInput(reason);
  return id;
}

export const PARENT_KINDS: readonly IdKind[] = ["root", "organizationalUnit"];
export const TARGET_KINDS: readonly IdKind[] = ["root", "organizationalUnit", "account"];

export function readPolicyType(input: Input, name: string): PolicyType {
  const type = readText(input, name);
  if (!POLICY_TYPES.some((facts) => facts.id === type)) throw invalidInput("INVALID_ENUM_POLICY_TYPE");
  return type;
}

/** One of the types that DescribeEffectivePolicy answers for. */
export function readEffectivePolicyType(input: Input): PolicyType {
  const type = readPolicyType(input, "PolicyType");
  if (!getPolicyTypeFacts(type).effective) throw invalidInput("INVALID_ENUM_POLICY_TYPE");
  return type;
}

export function readOneOf<T extends string>(value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw invalidInput("INVALID_ENUM");
  return found;
}

/** A nested structure; empty where absent. */
export function readObject(input: Input, name: string): Input {
  const value = input[name];
  return typeof value === "object" && value !== null ? (value as Input) : {};
}

export function readList(input: Input, name: string): readonly unknown[] {
  const value = input[name];
  // The Query protocol writes an empty list as an empty text.
  if (value === undefined || value === null || value === "") return [];
  if (!Array.isArray(value)) throw invalidInput("INVALID_LIST_MEMBER");
  return value;
}
