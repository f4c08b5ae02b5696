import { type AccessEngine, createAccessEngine } from "../evaluation/access/engine";
import type { AccessMatrix } from "../evaluation/access/matrix";
import { type ActionUniverse, createActionUniverse } from "../evaluation/access/universe";
import { type ActionUse, findActions, findActionUse } from "./actionUse";
import type { MeasuredPolicy } from "../evaluation/blastRadius";
import { type DenialExplanation, explainDenial } from "../evaluation/denial/explainDenial";
import { type Denial, parseDenial } from "../evaluation/denial/parseDenial";
import { createAccessTable, type ServiceOutcome } from "../evaluation/effectiveView";
import { createEvaluator } from "../evaluation/evaluator";
import { type Pack, packPolicies, type PackInput } from "../evaluation/pack/packPolicies";
import type { EvaluationRequest } from "../evaluation/request";
import { prepareSimulation, type SimulationCase } from "../evaluation/simulation";
import type { Verdict } from "../evaluation/verdict";
import { judgePlan } from "../engine/impact";
import { type ImpactSummary, toImpactSummary } from "../engine/impactSummary";
import { getNamesFromContents } from "../engine/organizationNames";
import type { Plan } from "../changes/plan";
import type { PlanFinding } from "../changes/preflight/catalogue";
import type { PlanFacts } from "../changes/preflight/facts";
import type { OrganizationContents } from "../organization/model";
import type { Catalogue } from "../policy/catalogue";
import type { OrganizationNames } from "../policy/organizationNames";
import type { PolicyType } from "../terms/policyTypes";
import type { PolicyMeasure, PolicyReport, TargetView } from "./answers";
import { comparePolicyTexts, compareTwoTargets, type MeaningDifference } from "./differences";
import { listTestNames, runTestFile, type TestNames, type TestRun, type TestRunResult } from "./policyTests";
import { measure, report } from "./policies";
import { viewTarget } from "./targets";

/** Answers what policies do to the organization that it was given last. Every answer is plain data. */
export interface Judge {
  /** JSON of `OrganizationContents`. */
  setOrganization(text: string): void;
  measurePolicy(policy: MeasuredPolicy): PolicyMeasure;
  reportPolicy(policy: MeasuredPolicy): PolicyReport;
  /** Actions whose names have the text in them, those that begin with it first. */
  findActions(text: string, limit: number): readonly string[];
  viewTarget(targetId: string): TargetView;
  tabulate(targetIds: readonly string[]): AccessTable;
  /** The facts without the organization, which is the one it was given. */
  judgePlan(plan: Plan, facts: Omit<PlanFacts, "contents">): PlanJudgement;
  judgeRequest(request: EvaluationRequest): Verdict;
  /** What AWS would be asked to judge the same; or why it cannot be, as a sentence. */
  prepareSimulation(request: EvaluationRequest): SimulationCase | { readonly obstacle: string };
  /** Which accounts can do an action, and which policies speak of it. */
  findActionUse(action: string): ActionUse;
  /** From a pasted message; `undefined` where it is none of denied access. */
  explainDenial(message: string): ExplainedDenial | undefined;
  comparePolicies(type: PolicyType, before: string, after: string): MeaningDifference;
  compareTargets(beforeId: string, afterId: string): MeaningDifference;
  /** Names that tests of an organization's file may use; none where it cannot be read. */
  listTestNames(organization: string): TestNames;
  runTests(run: TestRun): TestRunResult;
  /** `maxSize` in characters. */
  packPolicies(type: PolicyType, policies: readonly PackInput[], maxSize: number): Pack | { readonly problem: string };
}

export interface AccessTable {
  readonly services: readonly { readonly prefix: string; readonly name: string }[];
  /** Outcomes in the order of `services`. */
  readonly rows: readonly { readonly targetId: string; readonly outcomes: readonly ServiceOutcome[] }[];
}

/** What a plan does to accounts and actions, and what speaks against it. */
export interface PlanJudgement {
  readonly findings: readonly PlanFinding[];
  readonly impact: ImpactSummary;
}

interface Opened {
  readonly catalogue: Catalogue;
  readonly universe: ActionUniverse;
  readonly engine: AccessEngine;
}

export interface ExplainedDenial {
  readonly denial: Denial;
  readonly explanation: DenialExplanation;
}

/** `openCatalogue` is called once; reading it whole takes a tenth of a second. */
export function createJudge(openCatalogue: () => Catalogue): Judge {
  let opened: Opened | undefined;
  let contents: OrganizationContents | undefined;
  let matrix: AccessMatrix | undefined;
  let names: OrganizationNames | undefined;

  function open(): Opened {
    if (opened) return opened;
    const catalogue = openCatalogue();
    const universe = createActionUniverse(catalogue);
    opened = { catalogue, universe, engine: createAccessEngine(universe) };
    return opened;
  }

  function getContents(): OrganizationContents {
    if (!contents) throw new Error("No organization was given.");
    return contents;
  }

  function getMatrix(): AccessMatrix {
    return (matrix ??= open().engine.judge(getContents()));
  }

  function getNames(): OrganizationNames {
    return (names ??= getNamesFromContents(getContents()));
  }

  return {
    setOrganization(text) {
      contents = JSON.parse(text) as OrganizationContents;
      matrix = undefined;
      names = undefined;
    },
    measurePolicy: (policy) => measure(getMatrix(), policy),
    reportPolicy: (policy) => report(open().engine, getMatrix(), policy, getNames()),
    findActions: (text, limit) => findActions(open().universe.names, text, limit),
    viewTarget: (targetId) => viewTarget(getMatrix(), targetId, getNames()),
    tabulate: (targetIds) => ({
      services: open().universe.services.map(({ prefix, name }) => ({ prefix, name })),
      rows: createAccessTable(getMatrix(), targetIds),
    }),
    judgePlan(plan, facts) {
      const before = getMatrix();
      const { findings, impact } = judgePlan(plan, { ...facts, contents: getContents() }, open().engine, before);
      return { findings, impact: toImpactSummary(impact) };
    },
    judgeRequest: (request) => createEvaluator(getContents(), open().catalogue).evaluate(request),
    prepareSimulation: (request) => prepareSimulation(getContents(), request, open().catalogue),
    findActionUse: (action) => findActionUse(getMatrix(), action),
    explainDenial(message) {
      const denial = parseDenial(message);
      return denial && { denial, explanation: explainDenial(getContents(), denial, open().catalogue) };
    },
    comparePolicies: (type, before, after) =>
      comparePolicyTexts(open().universe, type, before, after, contents && getNames()),
    compareTargets: (beforeId, afterId) => compareTwoTargets(getMatrix(), beforeId, afterId, getNames()),
    listTestNames,
    runTests: (run) => runTestFile(run, open().catalogue),
    packPolicies: (type, policies, maxSize) => packPolicies(open().universe, type, policies, maxSize),
  };
}
