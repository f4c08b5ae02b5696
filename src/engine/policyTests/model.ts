/** Tests of policies, as `*.orgtest.yaml` and `*.orgtest.json` files hold them; docs/policy-tests.md tells the format. */
import type { VerdictKind } from "../../evaluation/verdict";
import type { Span } from "../../policy/language";

/** What a test may expect: a verdict, or either kind of denial. */
export const EXPECTATIONS = [
  ...(["allowed", "denied", "explicitDeny", "implicitDeny", "conditional", "unknown", "notSubject"] as const),
];
export type Expectation = (typeof EXPECTATIONS)[number];

const SUBJECT_KEYS = [
  ...["account", "target", "principal", "action", "resource", "resourceAccount", "context", "absentContext"],
];

/** The keys of each mapping, as docs/policy-tests.md lists them. */
export const TEST_FILE_KEYS = {
  file: ["organization", "policies", "defaults", "tests", "$schema"],
  policy: ["file", "replaces", "attachTo"],
  defaults: SUBJECT_KEYS,
  test: ["name", ...SUBJECT_KEYS, "expect", "sid", "policy"],
};

export interface PolicyTest {
  readonly name: string;
  /** Where it stands in the file. */
  readonly span: Span;
  /** Of its `expect`, where a failure is shown. */
  readonly expectSpan: Span;
  /** Accounts, each by id, name or path; those of all targets below. */
  readonly accounts: readonly string[];
  /** Roots and OUs: every active account below but the management account. */
  readonly targets: readonly string[];
  /** An ARN, `anonymous`, `service:NAME`, or the end of an ARN in the account: `role/Engineer`, `root`. */
  readonly principal?: string;
  readonly actions: readonly string[];
  readonly resource?: string;
  /** The account of the resource, by id, name or path. */
  readonly resourceAccount?: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly absentContext: boolean;
  readonly expect: Expectation;
  /** The statement that decides. */
  readonly sid?: string;
  /** The policy that decides, by id or name. */
  readonly policy?: string;
}

/** A policy file that takes part. */
export interface TestedPolicy {
  /** Relative to the test file. */
  readonly file: string;
  readonly span: Span;
  /** The policy, by id or name, whose text it stands for. */
  readonly replaces?: string;
  /** Targets by id, name or path; the root where it replaces nothing. */
  readonly attachTo: readonly string[];
}

export interface PolicyTestFile {
  /** An organization file, relative to the test file. */
  readonly organization?: string;
  readonly policies: readonly TestedPolicy[];
  readonly tests: readonly PolicyTest[];
}

export interface TestProblem {
  readonly message: string;
  readonly span: Span;
}

/** One account and action of a test. */
export interface TestCase {
  readonly accountId: string;
  readonly action: string;
  readonly verdict: VerdictKind;
  readonly isPassed: boolean;
  /** Why not; the reason of the verdict otherwise. */
  readonly message: string;
}

export interface TestResult {
  readonly test: PolicyTest;
  readonly isPassed: boolean;
  readonly cases: readonly TestCase[];
  /** Why it could not be run at all. */
  readonly problem?: string;
}

/** How often a statement was met. */
export interface StatementCoverage {
  readonly policyId: string;
  readonly policyName: string;
  /** Its place in the policy, from 0. */
  readonly statement: number;
  readonly sid?: string;
  /** Cases in which it matched. */
  readonly matched: number;
  /** Cases of an action it speaks of, in which resource or conditions did not match. */
  readonly missed: number;
}

export interface PolicyTestReport {
  readonly results: readonly TestResult[];
  /** Of the SCPs and RCPs that are attached anywhere, and are not AWS's own. */
  readonly coverage: readonly StatementCoverage[];
}
