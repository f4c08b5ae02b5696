/** Fixes of conditions. */
import { fitsKey, isAlwaysPresent } from "../conditionKeys";
import { type ConditionTest, getTests, getValueText, isMetByAbsence } from "../conditionTests";
import type { PolicyDocument } from "../document";
import {
  insertChildren,
  type Json,
  removeChildren,
  type Render,
  renderJson,
  renderNode,
  renderObject,
  replaceNode,
} from "../edits";
import type { Problem, TextEdit } from "../language";
import { parseAddressRange } from "../matching/addresses";
import { parseOperator } from "../operators";
import { type Condition, getConditions } from "../statements";
import { getInnerSpan, getItems, getMembers, getSpan, getString, type Member } from "../tree";
import {
  createFix,
  type Fixer,
  type FixScope,
  getMarked,
  getProperty,
  getStatementAt,
  removeProperty,
  replaceSpan,
} from "./fix";
import { splitValues } from "../knownValues";
import { replaceEntry } from "./actions";
import { addTests, type NewTest } from "./addTests";

/** The key is tested by another operator; other keys of the same operator stay where they are. */
export const changeOperator: Fixer = function* (problem, scope) {
  const word = problem.data.nearest ?? problem.data.correct;
  const condition = getCondition(problem, scope);
  const edits = word !== undefined && condition ? moveKey(scope.document, condition, String(word)) : undefined;
  if (edits) yield createFix("Change to {word}", { word: String(word) }, edits);
};

/** A key around an operator changes places with it; a key with a value alone is put into an operator. */
export const nestKey: Fixer = function* (problem, scope) {
  const { key, example } = problem.data;
  const property = getProperty(getMarked(scope, problem));
  const condition = property?.parent;
  const value = property?.children?.[1];
  if (key === undefined || !property || !condition || !value) return;
  const operators = value.type === "object" ? getMembers(value) : [{ name: String(example), value }];
  const taken = new Set(getMembers(condition).map(({ name }) => name));
  if (operators.some(({ name, value: tested }) => !parseOperator(name) || taken.has(name) || !tested)) return;
  const { text } = scope.document;
  const renders = operators.map(
    ({ name, value: tested }): Render =>
      (indent, layout) => {
        const written = tested ? renderNode(text, tested)(undefined, layout) : "";
        const inner = () => `${JSON.stringify(key)}${layout.colon}${written}`;
        return JSON.stringify(name) + layout.colon + renderObject([inner], false)(indent, layout);
      },
  );
  const at = (condition.children ?? []).indexOf(property);
  const edits = [
    replaceNode(text, property, (indent, layout) => renders.map((render) => render(indent, layout)).join(", ")),
  ];
  if (at >= 0) yield createFix("Put {key} into the operator", { key }, edits);
};

/** An operator that stands beside Condition moves into it. */
export const moveOperator: Fixer = function* (problem, scope) {
  const statement = getStatementAt(scope, problem.span.start);
  const property = getProperty(getMarked(scope, problem));
  const { operator } = problem.data;
  if (operator === undefined || !statement || !property) return;
  const { text } = scope.document;
  const condition = statement.get("Condition")?.value;
  if (!condition) {
    const wrapped: Render = (indent, layout) =>
      `"Condition"${layout.colon}${renderObject([renderNode(text, property)], false)(indent, layout)}`;
    yield createFix("Move {operator} into Condition", { operator }, [replaceNode(text, property, wrapped)]);
  } else if (condition.type === "object" && !getMembers(condition).some(({ name }) => name === operator)) {
    const inserted = insertChildren(text, condition, Infinity, [renderNode(text, property)]);
    const edits = [...removeChildren(statement.node, [property]), inserted];
    yield createFix("Move {operator} into Condition", { operator }, edits);
  }
};

/** Several values in one text become entries of a list. */
export const separateValues: Fixer = function* (problem, scope) {
  const { count } = problem.data;
  const node = getMarked(scope, problem);
  if (count === undefined || !node) return;
  const edits = replaceEntry(scope.document.text, node, splitValues(String(node.value)));
  yield createFix("Make each an entry ({count})", { count }, edits);
};

/** The condition in which a problem marks the operator, the key or a value. */
function getCondition({ span, data }: Problem, scope: FixScope): Condition | undefined {
  const statement = getStatementAt(scope, span.start);
  const conditions = statement ? getConditions(statement) : [];
  return conditions.find(({ operator, key }) => {
    const isOperator = getInnerSpan(operator.key).start === span.start;
    if (isOperator) return data.key === undefined || fitsKey(String(data.key), key.name);
    const whole = getSpan(key.key.parent ?? key.key);
    return whole.start <= span.start && span.end <= whole.end;
  });
}

/** The same test under another operator, beside what stands there already; nothing where it has no room. */
export function moveKey(
  { text }: PolicyDocument,
  { operator, key }: Condition,
  name: string,
  value?: Json,
): readonly TextEdit[] | undefined {
  const [block, property] = [operator.key.parent, key.key.parent];
  const all = block?.parent;
  if (!block || !all || !operator.value || !property) return undefined;
  const target = getMembers(all).find((member) => member.name === name);
  const isAlone = getMembers(operator.value).length === 1;
  const written = value === undefined ? renderNode(text, property) : renderJson(value, key.name);
  if (isAlone && !target) {
    const edits = replaceSpan(getInnerSpan(operator.key), name);
    return value === undefined ? edits : [...edits, replaceNode(text, property, written)];
  }
  const removal = isAlone ? removeChildren(all, [block]) : removeChildren(operator.value, [property]);
  if (!target) {
    const render: Render = (indent, layout) =>
      JSON.stringify(name) + layout.colon + renderObject([written], false)(indent, layout);
    return [...removal, insertChildren(text, all, Infinity, [render])];
  }
  const isTaken = getMembers(target.value).some((other) => other.name.toLowerCase() === key.name.toLowerCase());
  if (isTaken || target.value?.type !== "object") return undefined;
  return [...removal, insertChildren(text, target.value, Infinity, [written])];
}

/** Takes the test of the key away, and the elements that are left empty by that. */
export const removeTest: Fixer = function* (problem, scope) {
  const condition = getCondition(problem, scope);
  const statement = getStatementAt(scope, problem.span.start);
  if (!condition || !statement) return yield* removeEmptyCondition(problem, scope);
  const edits = removeKey(condition, statement.get("Condition"));
  if (edits) yield createFix("Remove the test of {key}", { key: condition.key.name }, edits, { isPreferred: false });
};

/** A test that every value meets goes; where it still says that the key is there, that is what is left of it. */
export const leavePresence: Fixer = function* (problem, scope) {
  const statement = getStatementAt(scope, problem.span.start);
  const condition = getCondition(problem, scope);
  const test = statement && getTests(statement).find(({ keyNode }) => keyNode === condition?.key.key);
  if (!condition || !test) return;
  // Beside every address of one kind there are those of the other.
  if (test.operator.facts.family === "Ip" && countWholeKinds(test) < 2) return;
  if (isMetByAbsence(test) || isAlwaysPresent(test.key)) return yield* removeTest(problem, scope);
  const edits = moveKey(scope.document, condition, "Null", "false");
  if (edits) yield createFix("Ask only that {key} is there", { key: test.key }, edits, { isPreferred: false });
};

/** Kinds of addresses, old and new, all of which a test names. */
function countWholeKinds({ values }: ConditionTest): number {
  const ranges = values.map((node) => parseAddressRange(getValueText(node)));
  return new Set(ranges.flatMap((range) => (range?.bits === 0 ? range.address.length : []))).size;
}

/** Takes a test out of its Condition, and what is left empty by that. */
export function removeKey({ operator, key }: Condition, whole: Member | undefined): readonly TextEdit[] | undefined {
  if (getMembers(operator.value).length > 1) return removeProperty(key.key);
  return getMembers(whole?.value).length > 1 ? removeProperty(operator.key) : removeProperty(whole?.key);
}

/** A Condition, or an operator, with nothing in it. */
const removeEmptyCondition: Fixer = function* (problem, scope) {
  const marked = getProperty(getMarked(scope, problem));
  const name = getString(marked?.children?.[0]);
  const condition = getStatementAt(scope, problem.span.start)?.get("Condition");
  const isLast = getMembers(condition?.value).length <= 1;
  const edits = removeProperty(isLast ? condition?.key : marked);
  if (edits && name) yield createFix("Remove {element}", { element: isLast ? "Condition" : name }, edits);
};

/** Takes one of a key's values away; the last one stays, since a test needs a value. */
export const removeValue: Fixer = function* (problem, scope) {
  const node = getMarked(scope, problem);
  const list = node?.parent;
  const value = getString(node);
  if (!node || list?.type !== "array" || getItems(list).length < 2 || value === undefined) return;
  yield createFix("Remove {value}", { value }, removeChildren(list, [node]), { isPreferred: false });
};

/** Adds tests that carve a case out. */
function carveOut(...tests: readonly NewTest[]): Fixer {
  return function* (problem, scope) {
    const statement = getStatementAt(scope, problem.span.start);
    const edits = statement && addTests(scope, statement, tests);
    if (edits) yield createFix("Add a test of {key}", { key: tests[0]?.[1] ?? "" }, edits);
  };
}

/** Lets through what a service does on behalf of someone, or by itself. */
export const exemptServices: Fixer = (problem, scope) =>
  carveOut(["BoolIfExists", String(problem.data.carveOut ?? "aws:PrincipalIsAWSService"), "false"])(problem, scope);

export const guardSource: Fixer = (problem, scope) => {
  const source = ["Null", "aws:SourceAccount", "false"] as const;
  const isForServices = problem.data.source !== undefined;
  return (isForServices ? carveOut(source) : carveOut(["Bool", "aws:PrincipalIsAWSService", "true"], source))(
    problem,
    scope,
  );
};

export const requirePresence: Fixer = (problem, scope) =>
  carveOut(["Null", String(problem.data.claim ?? problem.data.key), "false"])(problem, scope);
