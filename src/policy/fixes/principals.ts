/** Fixes of principals: neither SCPs nor RCPs single anyone out but by a condition. */
import type { Node } from "jsonc-parser";
import { RESOURCE_CONTROL_POLICY } from "../../terms/policyTypes";
import { renderJson } from "../edits";
import type { TextEdit } from "../language";
import type { Statement } from "../statements";
import { getListed, getMembers, getSpan, getString } from "../tree";
import { addTests, type NewTest } from "./addTests";
import {
  createFix,
  type Fixer,
  type FixScope,
  getMarked,
  getStatementAt,
  removeProperty,
  removeStatement,
  replaceSpan,
} from "./fix";

export const removePrincipal: Fixer = function* (problem, scope) {
  const key = getMarked(scope, problem);
  const statement = getStatementAt(scope, problem.span.start);
  const element = String(problem.data.element);
  const removal = removeProperty(key);
  const value = statement?.get(element)?.value;
  if (!statement || !removal || !value) return;
  const isEveryone = element === "Principal" && meansEveryone(value);
  const conditions = isEveryone ? undefined : asConditions(scope, statement, element, value);
  if (conditions) yield createFix("Turn {element} into a condition", { element }, [...removal, ...conditions]);
  // An SCP never reaches a service that calls by itself.
  const whole = element === "Principal" && namesServicesAlone(value) ? removeStatement(statement) : undefined;
  if (whole) yield createFix("Remove the statement", {}, whole);
  yield createFix("Remove {element}", { element }, removal, { isSafe: isEveryone, isPreferred: !conditions && !whole });
};

export const widenPrincipal: Fixer = function* (problem, scope) {
  const value = getMarked(scope, problem);
  const statement = getStatementAt(scope, problem.span.start);
  if (!value || !statement) return;
  const widened = replaceSpan(getSpan(value), '"*"');
  if (meansEveryone(value)) return yield createFix("Change to {word}", { word: '"*"' }, widened, { isSafe: true });
  const element = "Principal";
  const conditions = asConditions(scope, statement, element, value);
  if (conditions) yield createFix("Turn {element} into a condition", { element }, [...widened, ...conditions]);
  yield createFix("Change to {word}", { word: '"*"' }, widened, { isPreferred: !conditions });
};

/** For an RCP: NotPrincipal becomes a condition beside `"Principal": "*"`. */
export const fixNotPrincipal: Fixer = function* (problem, scope) {
  if (problem.data.element !== "NotPrincipal") return;
  const statement = getStatementAt(scope, problem.span.start);
  const member = statement?.get("NotPrincipal");
  if (!statement || !member?.value || !member.key.parent) return;
  const conditions = asConditions(scope, statement, "NotPrincipal", member.value);
  if (!conditions) return;
  const hasPrincipal = statement.get("Principal") !== undefined;
  const removal = hasPrincipal
    ? removeProperty(member.key)
    : replaceSpan(
        getSpan(member.key.parent),
        renderJson("*", "Principal")(undefined, { unit: "", eol: "", colon: ": " }),
      );
  yield createFix("Turn {element} into a condition", { element: "NotPrincipal" }, [...(removal ?? []), ...conditions]);
};

/** `"*"`, `["*"]`, `{"AWS": "*"}`, whoever is named beside it. */
function meansEveryone(value: Node): boolean {
  const nodes = value.type === "object" ? getMembers(value).filter(({ name }) => name === "AWS") : [{ value }];
  return nodes.some((node) => getListed(node.value).some((item) => item.value === "*"));
}

function namesServicesAlone(value: Node): boolean {
  const members = getMembers(value);
  return members.length > 0 && members.every(({ name }) => name === "Service");
}

/** Conditions that say the same; `undefined` where none do. */
function asConditions(
  scope: FixScope,
  statement: Statement,
  element: string,
  value: Node,
): readonly TextEdit[] | undefined {
  const isNegated = element.startsWith("Not");
  const members = value.type === "object" ? getMembers(value) : [{ name: "AWS", value }];
  const tests: NewTest[] = [];
  for (const { name, value: listed } of members) {
    const texts = getListed(listed).map((node) => getString(node) ?? "");
    const areServices = name === "Service" || (name === "AWS" && texts.length > 0 && texts.every(isServiceName));
    // An SCP reaches none of the services that are named.
    if (areServices && scope.type !== RESOURCE_CONTROL_POLICY) continue;
    const own = areServices ? testServices(texts, isNegated) : name === "AWS" ? testCallers(texts, isNegated) : [];
    if (own.length === 0) return undefined;
    tests.push(...own);
  }
  // Tests of one statement must all be met: right for all who are left out, wrong for any of those who are named.
  if (tests.length === 0 || (tests.length > 1 && !isNegated)) return undefined;
  return addTests(scope, statement, tests);
}

/** Accounts, and the ARNs of users and roles. */
function testCallers(texts: readonly string[], isNegated: boolean): readonly NewTest[] {
  const not = isNegated ? "Not" : "";
  if (!texts.every((text) => /^(arn:|\d{12}$)/.test(text))) return [];
  const arns = texts.filter((text) => !ACCOUNT.test(text));
  const accounts: string[] = [];
  for (const account of texts.filter((text) => ACCOUNT.test(text)).map((text) => /\d{12}/.exec(text)?.[0] ?? text)) {
    // Beside one of its users or roles NotPrincipal wants the account named, which leaves out nobody else of it.
    const member = isNegated ? arns.find((arn) => arn.split(":")[4] === account) : undefined;
    if (member === undefined) accounts.push(account);
    else arns.push(`arn:${member.split(":")[1]}:iam::${account}:root`);
  }
  return [
    ...test(`String${not}Equals`, "aws:PrincipalAccount", accounts),
    ...test(`Arn${not}Like`, "aws:PrincipalArn", arns),
  ];
}

const ACCOUNT = /^\d{12}$|^arn:[^:]*:iam::\d{12}:root$/;

/** Services by their names; one with its Region in it is in the list of all names alone. */
function testServices(texts: readonly string[], isNegated: boolean): readonly NewTest[] {
  const not = isNegated ? "Not" : "";
  if (texts.every((text) => text === "*")) {
    const operator = isNegated ? "BoolIfExists" : "Bool";
    return test(operator, "aws:PrincipalIsAWSService", texts.length > 0 ? [String(!isNegated)] : []);
  }
  if (!texts.every(isServiceName)) return [];
  const areGlobal = texts.every((text) => /^[^.]+\.amazonaws\./.test(text));
  if (areGlobal) return test(`String${not}Equals`, "aws:PrincipalServiceName", texts);
  return isNegated ? [] : test("ForAnyValue:StringEquals", "aws:PrincipalServiceNamesList", texts);
}

function isServiceName(text: string): boolean {
  return /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text);
}

function test(operator: string, key: string, values: readonly string[]): readonly NewTest[] {
  const [only] = values;
  return only === undefined ? [] : [[operator, key, values.length === 1 ? only : values]];
}
