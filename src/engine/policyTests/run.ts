import { type ActionLookup, createEvaluator, prepareQuestion } from "../../evaluation/evaluator";
import { Hierarchy } from "../../evaluation/hierarchy";
import type { EvaluationRequest, RequestPrincipal } from "../../evaluation/request";
import type { Verdict } from "../../evaluation/verdict";
import type { OrganizationContents } from "../../organization/model";
import { findPolicy, findTarget } from "../references";
import { Coverage } from "./coverage";
import type { PolicyTest, PolicyTestReport, TestCase, TestResult } from "./model";

/** Runs tests against an organization that has their policies in it. Without a catalogue, more verdicts stay conditional. */
export function runPolicyTests(
  contents: OrganizationContents,
  tests: readonly PolicyTest[],
  actions?: ActionLookup,
): PolicyTestReport {
  const evaluator = createEvaluator(contents, actions);
  const hierarchy = new Hierarchy(contents);
  const coverage = new Coverage(contents, hierarchy);
  const results = tests.map((test): TestResult => {
    const accountIds = findAccounts(contents, hierarchy, test);
    if ("problem" in accountIds) return { test, isPassed: false, cases: [], problem: accountIds.problem };
    const resource = findResourceAccount(contents, test);
    if (resource && "problem" in resource) return { test, isPassed: false, cases: [], problem: resource.problem };
    const cases = accountIds.found.flatMap((accountId) =>
      test.actions.map((action): TestCase => {
        const request = createRequest(test, accountId, action, resource?.found);
        const question = prepareQuestion(request, hierarchy, actions);
        if (question) coverage.add(question);
        const verdict = evaluator.evaluate(request);
        const failure = findFailure(test, verdict, contents);
        const message = failure ?? verdict.reason;
        return { accountId, action, verdict: verdict.verdict, isPassed: failure === undefined, message };
      }),
    );
    return { test, isPassed: cases.every((one) => one.isPassed), cases };
  });
  return { results, coverage: coverage.list() };
}

type Found<T> = { readonly found: T } | { readonly problem: string };

function findAccounts(
  contents: OrganizationContents,
  hierarchy: Hierarchy,
  { accounts, targets }: PolicyTest,
): Found<readonly string[]> {
  const ids = new Set<string>();
  for (const text of accounts) {
    const target = findTarget(contents, text);
    // An account outside the organization is asked for by its id.
    if ("problem" in target && !/^\d{12}$/.test(text)) return target;
    const id = "found" in target ? target.found : text;
    if (!/^\d{12}$/.test(id)) return { problem: `${text} is no account: say “target” for a root or an OU` };
    ids.add(id);
  }
  for (const text of targets) {
    const target = findTarget(contents, text);
    if ("problem" in target) return target;
    for (const { id, state } of contents.accounts) {
      const path = hierarchy.getPath(id);
      const isBelow = !("reason" in path) && path.includes(target.found);
      if (isBelow && state === "ACTIVE" && id !== contents.organization.masterAccountId) ids.add(id);
    }
    if (ids.size === 0) return { problem: `there is no active account below ${text}` };
  }
  const [only, ...others] = contents.accounts;
  if (ids.size === 0 && only && others.length === 0) ids.add(only.id);
  if (ids.size === 0) return { problem: "“account” or “target” is missing" };
  return { found: [...ids] };
}

function findResourceAccount(contents: OrganizationContents, test: PolicyTest): Found<string> | undefined {
  const { resourceAccount } = test;
  if (resourceAccount === undefined) return undefined;
  const target = findTarget(contents, resourceAccount);
  return "problem" in target && /^\d{12}$/.test(resourceAccount) ? { found: resourceAccount } : target;
}

function createRequest(
  { principal, resource, context, absentContext }: PolicyTest,
  accountId: string,
  action: string,
  resourceAccountId: string | undefined,
): EvaluationRequest {
  return {
    ...{ id: `${accountId} ${action}`, accountId, action, context, absentContext },
    ...(principal !== undefined && { principal: readPrincipal(principal, accountId) }),
    ...(resource !== undefined && { resource }),
    ...(resourceAccountId !== undefined && { resourceAccountId }),
  };
}

function readPrincipal(text: string, accountId: string): RequestPrincipal {
  if (text === "anonymous" || text.startsWith("arn:")) return text;
  if (text.startsWith("service:")) return { service: text.slice("service:".length) };
  const service = text.startsWith("assumed-role/") ? "sts" : "iam";
  return `arn:aws:${service}::${accountId}:${text}`;
}

/** Why a verdict is not what a test expects. */
function findFailure(test: PolicyTest, found: Verdict, contents: OrganizationContents): string | undefined {
  const { expect, sid, policy } = test;
  const { verdict, reason } = found;
  const isMet = expect === "denied" ? verdict.endsWith("Deny") : verdict === expect;
  if (!isMet) return `Expected ${expect}, but it is ${verdict}. ${reason}`;
  if (sid !== undefined && sid !== found.sid) return `Expected ${sid} to decide, but it is not so. ${reason}`;
  if (policy === undefined) return undefined;
  const wanted = findPolicy(contents, policy);
  if ("problem" in wanted) return `Expected ${policy} to decide, but ${wanted.problem}.`;
  return wanted.found.id === found.policyId ? undefined : `Expected ${policy} to decide, but it is not so. ${reason}`;
}
