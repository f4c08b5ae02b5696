/**
 * A modest part of IAM Access Analyzer's ValidatePolicy: enough to try the second opinion without AWS. Findings carry
 * AWS's codes and paths; the words are the sandbox's own. It keeps AWS's stale check of wildcards, as AWS does.
 */
import { coversAction } from "../policy/covering";
import { parsePolicyDocument } from "../policy/document";
import { getOutline, type Statement } from "../policy/statements";
import { getItems, getString, getStringNodes } from "../policy/tree";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";
import { AwsError } from "./awsError";
import type { Input } from "./input";

type Node = Statement["node"];

interface Finding {
  readonly type: "ERROR" | "SECURITY_WARNING" | "WARNING" | "SUGGESTION";
  readonly code: string;
  readonly details: string;
  readonly path: readonly object[];
  readonly node: Node | undefined;
}

const PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";

export function validatePolicy(input: Input): object {
  const { policyDocument: text, policyType: type } = input;
  if (typeof text !== "string" || (type !== SERVICE_CONTROL_POLICY && type !== RESOURCE_CONTROL_POLICY)) {
    const message = "The sandbox validates service control policies and resource control policies.";
    throw new AwsError("ValidationException", message, { status: 400 });
  }
  return { findings: Array.from(findFindings(text, type), (finding) => render(text, finding)) };
}

function* findFindings(text: string, type: string): Generator<Finding> {
  const document = parsePolicyDocument(text);
  const [fault] = document.faults;
  if (fault || document.root?.type !== "object") {
    return yield error("JSON_SYNTAX_ERROR", "Fix the JSON syntax error.", [], document.root);
  }
  const { members, statements } = getOutline(document);
  if (!members.some(({ name }) => name === "Version")) {
    yield {
      ...error("MISSING_VERSION", "Add a Version element, 2012-10-17.", [], document.root),
      type: "WARNING",
    };
  }
  const value = members.find(({ name }) => name === "Statement")?.value;
  if (!value) return yield error("MISSING_STATEMENT", "Add a Statement element.", [], document.root);
  for (const statement of statements) {
    const index = value.type === "array" ? getItems(value).indexOf(statement.node) : undefined;
    const path = [{ value: "Statement" }, ...(index === undefined ? [] : [{ index }])];
    yield* findInStatement(statement, path, type);
  }
}

const REQUIRED: readonly (readonly [code: string, names: readonly string[]])[] = [
  ["MISSING_EFFECT", ["Effect"]],
  ["MISSING_ACTION", ["Action", "NotAction"]],
  ["MISSING_RESOURCE", ["Resource", "NotResource"]],
];

function* findInStatement(statement: Statement, path: readonly object[], type: string): Generator<Finding> {
  for (const [code, names] of REQUIRED) {
    if (names.some((name) => statement.get(name))) continue;
    yield error(code, `Add a ${names.join(" or ")} element to the statement.`, path, statement.node);
  }
  const effect = statement.get("Effect")?.value;
  if (type === RESOURCE_CONTROL_POLICY && getString(effect) === "Allow") {
    yield error("RCP_SYNTAX_ERROR_ALLOW", "Change the effect to Deny.", [...path, { value: "Effect" }], effect);
  }
  for (const name of ["Principal", "NotPrincipal"]) {
    const key = type === SERVICE_CONTROL_POLICY ? statement.get(name)?.key : undefined;
    if (key) yield error("SCP_SYNTAX_ERROR_PRINCIPAL", `Remove the ${name} element.`, [...path, { key: name }], key);
  }
  const sid = statement.get("Sid")?.value;
  if (getString(sid) === "") {
    yield {
      ...error("EMPTY_SID_VALUE", "Add a value to the empty Sid.", [...path, { value: "Sid" }], sid),
      type: "SUGGESTION",
    };
  }
  for (const name of ["Action", "NotAction"]) yield* findInActions(statement, name, path, type);
}

function* findInActions(statement: Statement, name: string, path: readonly object[], type: string): Generator<Finding> {
  const value = statement.get(name)?.value;
  const nodes = getStringNodes(value);
  for (const [at, node] of nodes.entries()) {
    const action = String(node.value);
    const steps = [...path, { value: name }, ...(value?.type === "array" ? [{ index: at }] : [])];
    if (type === SERVICE_CONTROL_POLICY && /[*?].*[^*]$/.test(action.slice(action.indexOf(":") + 1))) {
      const details = "Move the wildcard to the end of the action.";
      yield error("SCP_SYNTAX_ERROR_ACTION_WILDCARD", details, steps, node);
    }
    const wider = nodes.find((other) => other !== node && coversAction(String(other.value), action));
    if (wider && (nodes.indexOf(wider) < at || !coversAction(action, String(wider.value)))) {
      const details = `The action ${action} is redundant: ${String(wider.value)} includes it.`;
      yield { ...error("REDUNDANT_ACTION", details, steps, node), type: "SUGGESTION" };
    }
  }
}

function error(code: string, details: string, path: readonly object[], node: Node | undefined): Finding {
  return { type: "ERROR", code, details, path, node };
}

function render(text: string, { type, code, details, path, node }: Finding): object {
  const start = node?.offset ?? 0;
  const end = start + (node?.length ?? 0);
  return {
    findingType: type,
    issueCode: code,
    findingDetails: details,
    learnMoreLink: `${PAGE}#access-analyzer-reference-policy-checks-${type.toLowerCase().replaceAll("_", "-")}-${code.toLowerCase().replaceAll("_", "-")}`,
    locations: [{ path, span: { start: getPosition(text, start), end: getPosition(text, end) } }],
  };
}

/** Lines from 1, columns and offsets from 0 (Access Analyzer API Reference, Position). */
function getPosition(text: string, offset: number): object {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - (before.lastIndexOf("\n") + 1), offset };
}
