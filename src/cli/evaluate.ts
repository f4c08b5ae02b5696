import { parseArgs } from "node:util";
import { createEvaluator } from "../evaluation/evaluator";
import { parseRequests } from "../evaluation/parseRequests";
import type { Verdict } from "../evaluation/verdict";
import { toOneLine } from "../terms/oneLine";
import { type Command, type CommandIo, UsageError } from "./command";
import { openCatalogue } from "./openCatalogue";
import { readOrganization } from "./organizationFile";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";
import { readText } from "./texts";

/** `folder` holds the catalogue of actions; without one, more verdicts depend on the resource. */
export function createEvaluateCommand(folder: string): Command {
  return {
    name: "evaluate",
    summary: "Tell what the SCPs and RCPs of an organization say to requests",
    usage: "--org FILE --requests FILE [--format text|json]",
    run: (args, io) => evaluate(args, io, folder),
  };
}

async function evaluate(args: readonly string[], io: CommandIo, folder: string): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { org: { type: "string" }, requests: { type: "string" }, ...FORMAT_OPTION },
  });
  const { org, requests } = values;
  const format = readOutputFormat(values);
  if (requests === undefined) throw new UsageError("--requests FILE is missing");
  if (org === "-" && requests === "-") throw new UsageError("only one of --org and --requests can be standard input");
  const contents = await readOrganization(org, io);
  const questions = parseRequests(await readText(requests, io));
  if ("problem" in questions) throw new UsageError(`${requests}: ${questions.problem}`);
  const evaluator = createEvaluator(contents, openCatalogue(folder));
  const verdicts = questions.requests.map((request) => evaluator.evaluate(request));
  io.out(format === "json" ? `${JSON.stringify(verdicts, null, 2)}\n` : verdicts.map(formatLine).join(""));
  return 0;
}

/** A request that brings policies has a second verdict, on all of them together. */
function formatLine({ id, verdict, reason, access }: Verdict): string {
  const fields = [id, verdict, reason, ...(access ? [access.verdict, access.reason] : [])];
  return `${fields.map(toOneLine).join("\t")}\n`;
}
