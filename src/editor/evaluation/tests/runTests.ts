/** Runs tests of policies, and says what came of each on its line. */
import * as vscode from "vscode";
import type { TestProblem, TestResult } from "../../../engine/policyTests/model";
import { createPositions } from "../../../engine/positions";
import type { FileCoverage } from "../../../judging/policyTests";
import { parsePolicyDocument } from "../../../policy/document";
import { getOutline } from "../../../policy/statements";
import type { EditorJudging } from "../openJudging";
import { readNamedFiles, readTests, resolveNamed } from "./testFiles";

/** So many failed cases of one test are told. */
const TOLD = 10;

/** Lines of statements, and how often each was met. */
export class PolicyCoverage extends vscode.FileCoverage {
  readonly details: readonly vscode.StatementCoverage[];

  constructor(uri: vscode.Uri, details: readonly vscode.StatementCoverage[]) {
    const covered = details.filter(({ executed }) => executed !== 0).length;
    super(uri, new vscode.TestCoverageCount(covered, details.length));
    this.details = details;
  }
}

/** `tests` by their place in the file. */
export async function runFile(
  judging: EditorJudging,
  run: vscode.TestRun,
  uri: vscode.Uri,
  tests: ReadonlyMap<number, vscode.TestItem>,
  isMeasured: boolean,
): Promise<void> {
  for (const test of tests.values()) run.started(test);
  const fail = (message: string) => {
    for (const test of tests.values()) run.errored(test, new vscode.TestMessage(message));
  };
  try {
    const { text, file, problems } = await readTests(uri);
    const locate = createLocate(uri, text);
    const [problem] = problems;
    if (problem) return fail(tellPlace(problem, text));
    const named = await readNamedFiles(uri, file);
    const ran = await judging.ask("runTests", [{ file, ...named }]);
    if ("problems" in ran) return fail(ran.problems.map((one) => tellPlace(one, text)).join("\n"));
    for (const [index, result] of ran.results.entries()) {
      const item = tests.get(index);
      if (item) report(run, item, result, locate);
    }
    if (isMeasured) {
      for (const one of ran.coverage) run.addCoverage(measure(resolveNamed(uri, one.file), one, named.policies));
    }
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

type Locate = (span: TestResult["test"]["expectSpan"]) => vscode.Location;

function report(run: vscode.TestRun, item: vscode.TestItem, result: TestResult, locate: Locate): void {
  const { test, cases, problem, isPassed } = result;
  if (isPassed) return run.passed(item);
  const place = locate(test.expectSpan);
  const create = (text: string) => {
    const message = new vscode.TestMessage(text);
    message.location = place;
    return message;
  };
  if (problem !== undefined) return run.errored(item, create(problem));
  const failed = cases.filter((one) => !one.isPassed);
  const messages = failed
    .slice(0, TOLD)
    .map(({ accountId, action, message }) => create(`${message} (${action}, ${accountId})`));
  if (failed.length > TOLD) messages.push(create(vscode.l10n.t("… and {0} more", failed.length - TOLD)));
  run.failed(item, messages);
}

function createLocate(uri: vscode.Uri, text: string): Locate {
  const toPosition = createToPosition(text);
  return ({ start, end }) => new vscode.Location(uri, new vscode.Range(toPosition(start), toPosition(end)));
}

export function createToPosition(text: string): (offset: number) => vscode.Position {
  const locate = createPositions(text);
  return (offset) => {
    const { line, column } = locate(offset);
    return new vscode.Position(line - 1, column - 1);
  };
}

function tellPlace({ message, span }: TestProblem, text: string): string {
  const { line, column } = createPositions(text)(span.start);
  return vscode.l10n.t("Line {0}, column {1}: {2}", line, column, message);
}

function measure(
  uri: vscode.Uri,
  { file, statements }: FileCoverage,
  policies: ReadonlyMap<string, string>,
): PolicyCoverage {
  const text = policies.get(file) ?? "";
  const toPosition = createToPosition(text);
  const outline = getOutline(parsePolicyDocument(text)).statements;
  const details = statements.flatMap(({ statement, matched }) => {
    const node = outline.find(({ index }) => index === statement)?.node;
    if (!node) return [];
    const range = new vscode.Range(toPosition(node.offset), toPosition(node.offset + node.length));
    return [new vscode.StatementCoverage(matched, range)];
  });
  return new PolicyCoverage(uri, details);
}
