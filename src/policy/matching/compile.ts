import { visit } from "jsonc-parser";
import { type PolicyType, RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import { ActionSet } from "./actions";
import { compileCondition } from "./conditions";
import { type CompiledPolicy, CompiledStatement, type WrittenCondition } from "./policy";
import { compileResources } from "./resources";

const POLICY_ELEMENTS = new Set(["Version", "Id", "Statement"]);
const STATEMENT_ELEMENTS = new Set([
  ...["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"],
]);

const RESOURCE_ELEMENTS = new Set([...STATEMENT_ELEMENTS, "NotPrincipal"]);

/** Policy variables need the first (IAM User Guide, Version); the second is meant where none is given. */
const CURRENT_VERSION = "2012-10-17";
const FIRST_VERSION = "2008-10-17";

class Unusable extends Error {}

/**
 * Compiles an SCP or RCP. What AWS would not have stored, so that nobody can tell what it does, gives a policy with a
 * `problem` in place of statements; a grammar that AWS has loosened over the years is taken at its loosest.
 */
export function compilePolicy(text: string, type: PolicyType): CompiledPolicy {
  return compileFor(text, type === RESOURCE_CONTROL_POLICY ? "everyone" : "none");
}

/** Compiles a policy of an identity, which names no principal, or of a resource, whose principals are left aside. */
export function compileGrant(text: string, of: "identity" | "resource"): CompiledPolicy {
  return compileFor(text, of === "resource" ? "any" : "none");
}

/** What a statement may say of principals: an RCP is for everyone; an SCP has none (their syntax pages). */
type Principals = "none" | "everyone" | "any";

function compileFor(text: string, principals: Principals): CompiledPolicy {
  try {
    return { statements: readPolicy(parseJson(text), principals) };
  } catch (error) {
    if (error instanceof Unusable) return { statements: [], problem: error.message };
    throw error;
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unusable("it is not JSON");
  }
  const twice = findDuplicateKey(text);
  if (twice !== undefined) throw new Unusable(`it has the key ${twice} twice in one object`);
  return value;
}

/** JSON.parse keeps the last of two members; AWS refuses both. */
function findDuplicateKey(text: string): string | undefined {
  const scopes: Set<string>[] = [];
  let duplicate: string | undefined;
  visit(text, {
    onObjectBegin: () => void scopes.push(new Set()),
    onObjectEnd: () => void scopes.pop(),
    onObjectProperty: (name) => {
      const names = scopes.at(-1);
      if (names?.has(name)) duplicate ??= name;
      names?.add(name);
    },
  });
  return duplicate;
}

function readPolicy(value: unknown, principals: Principals): readonly CompiledStatement[] {
  if (!isObject(value)) throw new Unusable("it is not a JSON object");
  refuseOthers(value, POLICY_ELEMENTS);
  const { Version: version = FIRST_VERSION, Statement: statement } = value;
  if (version !== CURRENT_VERSION && version !== FIRST_VERSION) throw new Unusable("its Version is not known");
  if (statement === undefined) throw new Unusable("it has no Statement");
  const variables = version === CURRENT_VERSION;
  return asList(statement).map((item, index) => readStatement(item, index, variables, principals));
}

function readStatement(value: unknown, index: number, variables: boolean, principals: Principals): CompiledStatement {
  if (!isObject(value)) throw new Unusable(`statement ${index + 1} is not an object`);
  refuseOthers(value, principals === "any" ? RESOURCE_ELEMENTS : STATEMENT_ELEMENTS);
  const { Sid: sid, Effect: effect } = value;
  if (effect !== "Allow" && effect !== "Deny")
    throw new Unusable(`statement ${index + 1} has no Effect of Allow or Deny`);
  if (sid !== undefined && typeof sid !== "string") throw new Unusable(`the Sid of statement ${index + 1} is not text`);
  checkPrincipal(value.Principal, index, principals);
  const action = readOneOf(value, "Action", "NotAction", index);
  const resource = readOneOf(value, "Resource", "NotResource", index);
  const odd = action.values.find((pattern) => pattern !== "*" && !pattern.includes(":"));
  if (odd !== undefined) throw new Unusable(`statement ${index + 1} has the action ${odd}, which names no service`);
  const conditions = readConditions(value.Condition, index);
  return new CompiledStatement({
    index,
    sid,
    effect,
    written: {
      actions: action.values,
      exceptActions: action.isNegated,
      resources: resource.values,
      exceptResources: resource.isNegated,
      conditions,
      variables,
    },
    actions: new ActionSet(action.values),
    resources: compileResources(resource.values, variables),
    conditions: conditions.map(({ operator, key, values }) => compileCondition(operator, key, values, variables)),
  });
}

function checkPrincipal(principal: unknown, index: number, principals: Principals): void {
  if (principals === "any") return;
  const expected = principals === "everyone" ? "*" : undefined;
  if (principal !== expected)
    throw new Unusable(`the Principal of statement ${index + 1} is not one that the type allows`);
}

function readOneOf(statement: JsonObject, plain: string, negated: string, index: number) {
  const isNegated = statement[negated] !== undefined;
  if (isNegated === (statement[plain] !== undefined)) {
    throw new Unusable(`statement ${index + 1} does not have exactly one of ${plain} and ${negated}`);
  }
  const name = isNegated ? negated : plain;
  const values = asList(statement[name]);
  if (values.length === 0 || !values.every((item) => typeof item === "string")) {
    throw new Unusable(`the ${name} of statement ${index + 1} is not a text or a list of texts`);
  }
  return { values, isNegated };
}

function readConditions(block: unknown, index: number): readonly WrittenCondition[] {
  if (block === undefined) return [];
  if (!isObject(block)) throw new Unusable(`the Condition of statement ${index + 1} is not an object`);
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (!isObject(keys)) throw new Unusable(`the ${operator} of statement ${index + 1} is not an object`);
    return Object.entries(keys).map(([key, values]) => {
      return { operator, key, values: asList(values).map((item) => readValue(item, key, index)) };
    });
  });
}

/** AWS takes `true` and `5` for `"true"` and `"5"`. */
function readValue(value: unknown, key: string, index: number): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  throw new Unusable(`a value of ${key} in statement ${index + 1} is not text`);
}

function refuseOthers(value: JsonObject, known: ReadonlySet<string>): void {
  const other = Object.keys(value).find((name) => !known.has(name));
  if (other !== undefined) throw new Unusable(`it has the element ${other}, which is not known`);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
