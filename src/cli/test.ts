import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { PolicyTestFile, PolicyTestReport, TestProblem } from "../engine/policyTests/model";
import { createTestOrganization, prepareOrganization } from "../engine/policyTests/prepare";
import { runPolicyTests } from "../engine/policyTests/run";
import { createPositions, type Position } from "../engine/positions";
import type { ActionLookup } from "../evaluation/evaluator";
import type { OrganizationContents } from "../organization/model";
import { type Command, type CommandIo, UsageError } from "./command";
import { openCatalogue } from "./openCatalogue";
import { readOrganization } from "./organizationFile";
import { isFolder, listFiles, readStoredPolicy } from "./policyTexts";
import { readText } from "./texts";
import { formatJson, formatJunit, formatText } from "./testReport";

/** A test file that was run. */
export interface FileReport extends PolicyTestReport {
  readonly file: string;
  /** Places of the tests' expectations, in their order. */
  readonly places: readonly Position[];
}

const FORMATS = { text: formatText, json: formatJson, junit: formatJunit };

/** `folder` holds the catalogue of actions; without one, more verdicts stay conditional. */
export function createTestCommand(folder: string): Command {
  return {
    name: "test",
    summary: "Run tests of policies, files named *.orgtest.yaml or *.orgtest.json",
    usage: "[--org FILE] [--format text|json|junit] PATH…",
    run: (args, io) => runTests(args, io, openCatalogue(folder)),
  };
}

async function runTests(args: readonly string[], io: CommandIo, actions: ActionLookup | undefined): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { org: { type: "string" }, format: { type: "string", default: "text" } },
  });
  const format = Object.entries(FORMATS).find(([name]) => name === values.format)?.[1];
  if (!format) throw new UsageError(`--format is text, json or junit: ${values.format}`);
  if (positionals.length === 0) throw new UsageError("name a file or a folder of tests");
  const organization = values.org === undefined ? undefined : await readOrganization(values.org, io);
  const reports: FileReport[] = [];
  for (const file of listTestFiles(positionals, io)) {
    reports.push(await runFile(file, io, organization, actions));
  }
  io.out(format(reports));
  return reports.every(({ results }) => results.every((result) => result.isPassed)) ? 0 : 1;
}

function listTestFiles(paths: readonly string[], io: CommandIo): readonly string[] {
  const files: string[] = [];
  for (const path of paths) {
    if (path === "-" || !isFolder(path, io)) {
      files.push(path);
      continue;
    }
    const found = listFiles(path, io, (name) => /\.orgtest\.(ya?ml|json)$/i.test(name));
    if (found.length === 0) throw new UsageError(`no tests in ${path}: name them *.orgtest.yaml or *.orgtest.json`);
    files.push(...found);
  }
  return files;
}

async function runFile(
  path: string,
  io: CommandIo,
  given: OrganizationContents | undefined,
  actions: ActionLookup | undefined,
): Promise<FileReport> {
  // A bundle of its own: only tests need a parser of YAML.
  const { parsePolicyTests } = await import("../engine/policyTests/parse");
  const text = await readText(path, io);
  const { file, problems } = parsePolicyTests(text);
  const locate = createPositions(text);
  refuse(path, problems, locate);
  // What a test file names lies relative to it.
  const nearby: CommandIo = path === "-" ? io : { ...io, cwd: dirname(resolve(io.cwd, path)) };
  const own = file.organization === undefined ? createTestOrganization() : undefined;
  const contents = given ?? own ?? (await readOrganization(file.organization, nearby));
  const prepared = prepareOrganization(contents, file, await readPolicies(file, nearby));
  refuse(path, prepared.problems, locate);
  const report = runPolicyTests(prepared.contents, file.tests, actions);
  return { file: path, ...report, places: file.tests.map((test) => locate(test.expectSpan.start)) };
}

async function readPolicies({ policies }: PolicyTestFile, io: CommandIo): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { file } of policies) texts.set(file, await readStoredPolicy(file, io));
  return texts;
}

/** A test that cannot be understood must not pass for one that was run. */
function refuse(path: string, [problem]: readonly TestProblem[], locate: (offset: number) => Position): void {
  if (!problem) return;
  const { line, column } = locate(problem.span.start);
  throw new UsageError(`${path}:${line}:${column}: ${problem.message}`);
}
