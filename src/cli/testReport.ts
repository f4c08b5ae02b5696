import type { TestResult } from "../engine/policyTests/model";
import { getIdKind } from "../terms/ids";
import { toOneLine } from "../terms/oneLine";
import type { FileReport } from "./test";

/** A line for each test, what failed below it, and what no test met. */
export function formatText(reports: readonly FileReport[]): string {
  const lines = reports.flatMap(({ file, results, places }) => [
    file,
    ...results.flatMap((result, index) => {
      const place = places[index];
      const where = place ? ` (${file}:${place.line}:${place.column})` : "";
      return [
        `  ${result.isPassed ? "✓" : "✗"} ${result.test.name}${result.isPassed ? "" : where}`,
        ...listFailures(result).map((failure) => `      ${failure}`),
      ];
    }),
  ]);
  const results = reports.flatMap((report) => report.results);
  const failed = results.filter((result) => !result.isPassed).length;
  const told = [...lines, "", ...listUnmet(reports), `${results.length - failed} passed, ${failed} failed`, ""];
  return told.map(toOneLine).join("\n");
}

function listFailures({ problem, cases }: TestResult): readonly string[] {
  if (problem !== undefined) return [`It cannot be run: ${problem}.`];
  return cases
    .filter((found) => !found.isPassed)
    .map(({ accountId, action, message }) => `${action} in ${accountId}: ${message}`);
}

function listUnmet(reports: readonly FileReport[]): readonly string[] {
  const coverage = [...gatherCoverage(reports)];
  const unmet = coverage.filter(([, matched]) => matched === 0);
  const head = `Statements met by tests: ${coverage.length - unmet.length} of ${coverage.length}`;
  return [head, ...unmet.map(([name]) => `  not met: ${name}`)];
}

/** Files may share an organization: a statement is met if any of them meets it. */
function gatherCoverage(reports: readonly FileReport[]): ReadonlyMap<string, number> {
  const matched = new Map<string, number>();
  for (const { policyId, policyName, sid, statement, matched: times } of reports.flatMap((report) => report.coverage)) {
    const isPublished = getIdKind(policyId) === "policy";
    const name = `${sid ?? `statement ${statement + 1}`} of ${policyName}${isPublished ? ` (${policyId})` : ""}`;
    matched.set(name, (matched.get(name) ?? 0) + times);
  }
  return matched;
}

export function formatJson(reports: readonly FileReport[]): string {
  const files = reports.map(({ file, results, places, coverage }) => ({
    file,
    tests: results.map(({ test, isPassed, cases, problem }, index) => ({
      ...{ name: test.name, passed: isPassed, ...places[index], expect: test.expect },
      ...(problem !== undefined && { problem }),
      cases: cases.map(({ accountId, action, verdict, isPassed: passed, message }) => {
        return { accountId, action, verdict, passed, message };
      }),
    })),
    coverage,
  }));
  return `${JSON.stringify(files, null, 2)}\n`;
}

/** As CI services read it: a suite for each file, a case for each test. */
export function formatJunit(reports: readonly FileReport[]): string {
  const suites = reports.map(({ file, results, places }) => {
    const failed = results.filter((result) => !result.isPassed).length;
    const cases = results.map((result, index) => {
      const { name } = result.test;
      const head = `    <testcase name="${escape(name)}" classname="${escape(file)}" file="${escape(file)}" line="${places[index]?.line ?? 1}"`;
      if (result.isPassed) return `${head}/>\n`;
      const failures = listFailures(result);
      const body = `<failure message="${escape(failures[0] ?? "")}">${escape(failures.join("\n"))}</failure>`;
      return `${head}>\n      ${body}\n    </testcase>\n`;
    });
    return `  <testsuite name="${escape(file)}" tests="${results.length}" failures="${failed}">\n${cases.join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="orgscope">\n${suites.join("")}</testsuites>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** For attributes and text; what XML 1.0 cannot hold at all is left out. */
function escape(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{10ffff}]/gu, "").replace(/[&<>"\n]/g, (one) => ENTITIES[one] ?? one);
}
