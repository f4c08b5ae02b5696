/** Runs a file of policy tests, as the command line does. */
import type { PolicyTestFile, StatementCoverage, TestProblem, TestResult } from "../engine/policyTests/model";
import { createTestOrganization, prepareOrganization } from "../engine/policyTests/prepare";
import { runPolicyTests } from "../engine/policyTests/run";
import { createTargetPaths, findPolicy } from "../engine/references";
import type { ActionLookup } from "../evaluation/evaluator";
import { parseOrganizationFile } from "../organization/file";
import type { OrganizationContents } from "../organization/model";

export interface TestRun {
  readonly file: PolicyTestFile;
  /** Of the organization's file, where the tests name one. */
  readonly organization?: string;
  /** Texts of the policy files, by the name that the test file gives them. */
  readonly policies: ReadonlyMap<string, string>;
}

export type TestRunResult =
  | { readonly problems: readonly TestProblem[] }
  | { readonly results: readonly TestResult[]; readonly coverage: readonly FileCoverage[] };

/** How often the statements of a policy file were met. */
export interface FileCoverage {
  /** As the test file names it. */
  readonly file: string;
  readonly statements: readonly Pick<StatementCoverage, "statement" | "matched">[];
}

export function runTestFile({ file, organization, policies }: TestRun, actions: ActionLookup): TestRunResult {
  const read =
    organization === undefined ? { contents: createTestOrganization() } : parseOrganizationFile(organization);
  if ("problem" in read) return { problems: [{ message: read.problem, span: { start: 0, end: 0 } }] };
  const prepared = prepareOrganization(read.contents, file, policies);
  if (prepared.problems.length > 0) return { problems: prepared.problems };
  const { results, coverage } = runPolicyTests(prepared.contents, file.tests, actions);
  return { results, coverage: sortCoverage(coverage, file, read.contents) };
}

/** A policy that replaces another goes by that one's id; one that is new, by its file's name. */
function sortCoverage(
  coverage: readonly StatementCoverage[],
  { policies }: PolicyTestFile,
  contents: OrganizationContents,
): readonly FileCoverage[] {
  return policies.map(({ file, replaces }) => {
    const replaced = replaces === undefined ? undefined : findPolicy(contents, replaces);
    const isOwn = ({ policyId, policyName }: StatementCoverage) =>
      replaced && "found" in replaced ? policyId === replaced.found.id : policyName === file;
    return { file, statements: coverage.filter(isOwn).map(({ statement, matched }) => ({ statement, matched })) };
  });
}

export interface TestNames {
  /** `Root/Production/Web Services` */
  readonly accounts: readonly string[];
  readonly targets: readonly string[];
  readonly policies: readonly string[];
}

export function listTestNames(organization: string): TestNames {
  const read = parseOrganizationFile(organization);
  if ("problem" in read) return { accounts: [], targets: [], policies: [] };
  const { roots, organizationalUnits, accounts, policies } = read.contents;
  const getPath = createTargetPaths(read.contents);
  const toPath = ({ id }: { readonly id: string }) => getPath(id);
  return {
    accounts: accounts.map(toPath),
    targets: [...roots, ...organizationalUnits].map(toPath),
    policies: policies.map(({ name }) => name),
  };
}
