import type { Catalogue } from "../catalogue";
import { joinExemptions } from "./joinExemptions";
import { getTests, isMetByAbsence } from "../conditionTests";
import { parsePolicyDocument, type PolicyDocument } from "../document";
import { applyTextEdits, diffTexts } from "../edits";
import type { PolicyContext, Problem, TextEdit } from "../language";
import { keepComments } from "../keptComments";
import { findProblems } from "../problems";
import { resolvePolicyType } from "../policyType";
import { getOutline } from "../statements";
import { getInnerSpan } from "../tree";
import { fixMalformedAction, fixRcpAction, leaveFederated, listCovered, nameServices } from "./actions";
import {
  changeOperator,
  exemptServices,
  guardSource,
  leavePresence,
  moveOperator,
  nestKey,
  removeTest,
  removeValue,
  requirePresence,
  separateValues,
} from "./conditions";
import {
  addElement,
  addVersion,
  fixConflict,
  fixRcpEffect,
  fixType,
  removeElement,
  removeEmpty,
  updateVersion,
} from "./elements";
import { type Fix, type Fixer, type FixScope, getStatementAt } from "./fix";
import { ignoreHere } from "./ignore";
import { leaveOneTest } from "./invertedNull";
import { nameKeys } from "./kmsAlias";
import { fixNotPrincipal, removePrincipal, widenPrincipal } from "./principals";
import { minifyPolicy } from "./size";
import { fixDuplicateKey, fixSyntax, mergeDocuments, removeComma, removeComment, unwrapPolicy } from "./syntax";
import { applyToEither, exemptWhoMeetsBoth, requireEach, requireEachTag, requireNetworkToo } from "./separate";
import {
  completeArn,
  exemptGlobalServices,
  fitResource,
  removeCovered,
  removeWhole,
  fixOrganizationalUnit,
  narrowResource,
  reshapeArn,
  separateArns,
  usePlainSign,
} from "./wholes";
import {
  fixDuplicateSid,
  fixInvalidSid,
  fixUnknownElement,
  useNearest,
  useNearestName,
  useNearestValue,
  useNearestVariable,
  useOtherService,
} from "./words";

/** What the one offers, then what the other does. */
function both(first: Fixer, second: Fixer): Fixer {
  return (problem, scope) => [...first(problem, scope), ...second(problem, scope)];
}

/** Without a test that exempts everyone, or all that is encrypted, a Deny would reach everyone: no fix decides that. */
const removeMetTest: Fixer = (problem, scope) =>
  problem.data.exempted === undefined && problem.data.nearest === undefined ? leavePresence(problem, scope) : [];

/** Where the claims of one provider are tested, the tokens of others are what to leave out. */
const leaveOutFederated: Fixer = (problem, scope) =>
  (problem.data.claim === undefined ? leaveFederated : requirePresence)(problem, scope);

/** A test that tells services from others, the wrong way round, needs no second one. */
const spareServices: Fixer = (problem, scope) =>
  (problem.data.nearest === undefined ? exemptServices : useNearest)(problem, scope);

/** A test that no request meets goes with its statement; one of the wrong key gets the right one. */
const fixConstantKey: Fixer = function* (problem, scope) {
  if (problem.data.nearest !== undefined) yield* useNearest(problem, scope);
  if (problem.data.always === undefined) yield* removeWhole(problem, scope);
};

/** One value less, or where it is the only one, the statement, which no request meets. */
const removeNamed: Fixer = (problem, scope) => {
  const [first, ...others] = removeValue(problem, scope);
  return first ? [first, ...others] : removeWhole(problem, scope);
};

/** A test that no request meets keeps its statement from everything: without it the statement would reach everything. */
const removeUnmetTest: Fixer = (problem, scope) => {
  const statement = getStatementAt(scope, problem.span.start);
  const test =
    statement && getTests(statement).find(({ keyNode }) => getInnerSpan(keyNode).start === problem.span.start);
  return (test && !isMetByAbsence(test) ? removeWhole : removeTest)(problem, scope);
};

/** By the code of the rule. A rule without an entry has no remedy that could be written down. */
const FIXERS: Readonly<Record<string, Fixer>> = {
  "json-syntax": fixSyntax,
  "json-comment": removeComment,
  "json-trailing-comma": removeComma,
  "second-document": mergeDocuments,
  "wrapped-policy": unwrapPolicy,
  "duplicate-key": fixDuplicateKey,
  "unknown-element": both(moveOperator, fixUnknownElement),
  "id-element": removeElement,
  "wrong-type": fixType,
  "missing-version": addVersion,
  "invalid-version": updateVersion,
  "missing-element": addElement,
  "empty-list": removeEmpty,
  "conflicting-elements": fixConflict,
  "invalid-effect": useNearest,
  "invalid-sid": fixInvalidSid,
  "duplicate-sid": fixDuplicateSid,
  "scp-principal": removePrincipal,
  "rcp-principal": widenPrincipal,
  "rcp-effect": fixRcpEffect,
  "rcp-element": both(fixNotPrincipal, listCovered),
  "rcp-action": fixRcpAction,
  "malformed-action": fixMalformedAction,
  "wildcard-service": nameServices,
  "unknown-service": useNearest,
  "unknown-action": both(useOtherService, useNearestName),
  "unmatched-wildcard": useNearestName,
  "unknown-operator": both(nestKey, useNearest),
  "unknown-condition-key": useNearest,
  "management-syntax": useNearest,
  "policy-size": minifyPolicy,
  "absent-key-pass": changeOperator,
  "rcp-federated-callers": leaveOutFederated,
  "partial-key-deny": narrowResource,
  "principal-arn": useNearest,
  "look-alike-character": usePlainSign,
  "malformed-arn": both(both(separateArns, useNearest), completeArn),
  "arn-partition": useNearest,
  "arn-service": useNearest,
  "arn-region": both(reshapeArn, useNearest),
  "arn-account": both(reshapeArn, useNearest),
  "unknown-region": both(both(separateValues, useNearest), removeValue),
  "action-resource": fitResource,
  "kms-alias": nameKeys,
  "unused-condition-key": both(both(narrowResource, useNearest), removeUnmetTest),
  "operator-type": changeOperator,
  "literal-wildcard": changeOperator,
  "combined-tag-tests": requireEachTag,
  "combined-requirements": requireEach,
  "covered-exemption": both(exemptWhoMeetsBoth, removeTest),
  "cancelled-exemption": joinExemptions,
  "exclusive-tests": both(useNearest, applyToEither),
  "inverted-null": both(useNearest, leaveOneTest),
  "private-exemption": requireNetworkToo,
  "set-operator-single-value": changeOperator,
  "missing-set-operator": changeOperator,
  "for-all-values-allow": requirePresence,
  "for-all-values-deny": requirePresence,
  "condition-value": both(both(separateValues, useNearestValue), removeValue),
  "private-address": removeValue,
  "address-host-bits": useNearest,
  "policy-variable": useNearestVariable,
  "empty-condition": removeTest,
  "always-met": both(both(useNearest, removeValue), removeMetTest),
  "absent-key-deny": exemptServices,
  "rcp-service-principals": spareServices,
  "rcp-source-guard": guardSource,
  "region-deny-global": exemptGlobalServices,
  "constant-key": fixConstantKey,
  "service-linked-role": removeNamed,
  "management-account": removeNamed,
  "matches-nothing": removeWhole,
  "overridden-allow": removeWhole,
  "redundant-statement": removeWhole,
  "redundant-action": removeCovered,
  "redundant-resource": removeCovered,
  "redundant-value": removeCovered,
  "foreign-organization": useNearest,
  "foreign-partition": useNearest,
  "unknown-account": both(useNearest, removeValue),
  "closed-account": removeValue,
  "unknown-organizational-unit": fixOrganizationalUnit,
};

/** A fix may bring the next to light; more rounds than this nobody needs. */
const MAX_ROUNDS = 10;

export function findFixes(
  document: PolicyDocument,
  problem: Problem,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): readonly Fix[] {
  const scope: FixScope = {
    document,
    type: resolvePolicyType(document, context),
    context,
    outline: getOutline(document),
    get catalogue() {
      return openCatalogue();
    },
  };
  const fixes = [...(FIXERS[problem.code]?.(problem, scope) ?? []), ...ignoreHere(problem, scope)];
  // What is minified is to have none.
  if (!context.allowComments || problem.code === "policy-size") return fixes;
  return fixes.map((fix) => ({ ...fix, edits: keepComments(document, fix.edits, fix) }));
}

/** Applies safe fixes, round by round, until none is left. */
export function fixEverything(
  document: PolicyDocument,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): readonly TextEdit[] {
  let current = document;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits: TextEdit[] = [];
    for (const problem of findProblems(current, context, openCatalogue)) {
      if (NEVER_SAFE.has(problem.code)) continue;
      const fix = findFixes(current, problem, context, openCatalogue).find(({ isSafe }) => isSafe);
      if (fix && !fix.edits.some((edit) => edits.some((other) => collides(edit, other)))) edits.push(...fix.edits);
    }
    if (edits.length === 0) break;
    current = parsePolicyDocument(applyTextEdits(current.text, edits));
  }
  return diffTexts(document.text, current.text);
}

/** Without a safe fix, while the others take long to find. */
const NEVER_SAFE: ReadonlySet<string> = new Set(["wildcard-service"]);

function collides(one: TextEdit, other: TextEdit): boolean {
  return one.span.start <= other.span.end && other.span.start <= one.span.end;
}
