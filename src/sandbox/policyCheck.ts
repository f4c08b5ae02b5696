/**
 * What AWS refuses as MalformedPolicyDocumentException, as far as it is documented or was seen: JSON syntax and
 * structure, never whether an action or a condition key exists. Where the documentation is silent, it accepts.
 */
import { findRefused } from "../policy/managementSyntax";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";

type JsonObject = Readonly<Record<string, unknown>>;

export function isWellFormed(type: PolicyType, content: string): boolean {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    return false;
  }
  if (!isObject(document)) return false;
  if (type === SERVICE_CONTROL_POLICY) return isAuthorizationPolicy(document, isScpStatement);
  if (type === RESOURCE_CONTROL_POLICY) return isAuthorizationPolicy(document, isRcpStatement);
  return findRefused(type, document) === undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasOnly(object: JsonObject, keys: readonly string[]): boolean {
  return Object.keys(object).every((key) => keys.includes(key));
}

function isAuthorizationPolicy(document: JsonObject, isStatement: (statement: JsonObject) => boolean): boolean {
  if (!hasOnly(document, ["Version", "Id", "Statement"])) return false;
  if (document.Version !== undefined && document.Version !== "2012-10-17") return false;
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.length > 0 && statements.every((statement) => isObject(statement) && isStatement(statement));
}

const COMMON_ELEMENTS = ["Sid", "Effect", "Resource", "NotResource", "Condition"];

function isScpStatement(statement: JsonObject): boolean {
  return (
    hasOnly(statement, [...COMMON_ELEMENTS, "Action", "NotAction"]) &&
    (statement.Effect === "Allow" || statement.Effect === "Deny") &&
    hasOneOf(statement, "Action", "NotAction") &&
    areTexts(statement.Action ?? statement.NotAction, (action) => action === "*" || ACTION.test(action)) &&
    isStatementBody(statement)
  );
}

/** User Guide, RCP syntax: Deny only, for every principal, the actions of named services. */
function isRcpStatement(statement: JsonObject): boolean {
  return (
    hasOnly(statement, [...COMMON_ELEMENTS, "Principal", "Action"]) &&
    statement.Effect === "Deny" &&
    statement.Principal === "*" &&
    areTexts(statement.Action, (action) => ACTION.test(action)) &&
    isStatementBody(statement)
  );
}

const ACTION = /^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/;
const SID = /^[A-Za-z0-9]*$/;

function isStatementBody(statement: JsonObject): boolean {
  const { Sid: sid, Condition: condition } = statement;
  return (
    (sid === undefined || (typeof sid === "string" && SID.test(sid))) &&
    hasOneOf(statement, "Resource", "NotResource") &&
    areTexts(statement.Resource ?? statement.NotResource, (resource) => resource.length > 0) &&
    (condition === undefined || isCondition(condition))
  );
}

function hasOneOf(statement: JsonObject, a: string, b: string): boolean {
  return (statement[a] === undefined) !== (statement[b] === undefined);
}

function areTexts(value: unknown, isValid: (text: string) => boolean): boolean {
  const list = Array.isArray(value) ? value : [value];
  return list.length > 0 && list.every((entry) => typeof entry === "string" && isValid(entry));
}

function isCondition(condition: unknown): boolean {
  return (
    isObject(condition) &&
    Object.values(condition).every(
      (keys) => isObject(keys) && Object.values(keys).every((values) => [values].flat().every(isScalar)),
    )
  );
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
