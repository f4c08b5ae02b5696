import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readCatalogueFile } from "../disk/catalogueFile";
import { type ActionLookup, createEvaluator } from "../evaluation/evaluator";
import { parseRequests } from "../evaluation/parseRequests";
import type { Verdict } from "../evaluation/verdict";
import { parseOrganizationFile } from "../organization/file";
import { createCatalogue } from "../policy/catalogue";
import { type Command, type CommandIo, UsageError } from "./command";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";
import { readPolicyText } from "./policyTexts";

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
  if (org === undefined) throw new UsageError("--org FILE is missing");
  if (requests === undefined) throw new UsageError("--requests FILE is missing");
  if (org === "-" && requests === "-") throw new UsageError("only one of --org and --requests can be standard input");
  const organization = parseOrganizationFile((await readPolicyText(org, io)).text);
  if ("problem" in organization) throw new UsageError(`${org}: ${organization.problem}`);
  const questions = parseRequests((await readPolicyText(requests, io)).text);
  if ("problem" in questions) throw new UsageError(`${requests}: ${questions.problem}`);
  const evaluator = createEvaluator(organization.contents, openActions(folder));
  const verdicts = questions.requests.map((request) => evaluator.evaluate(request));
  io.out(format === "json" ? `${JSON.stringify(verdicts, null, 2)}\n` : verdicts.map(formatLine).join(""));
  return 0;
}

function openActions(folder: string): ActionLookup | undefined {
  const path = join(folder, "catalogue.jsonl");
  return existsSync(path) ? createCatalogue(readCatalogueFile(path)) : undefined;
}

function formatLine({ id, verdict, reason }: Verdict): string {
  return `${id}\t${verdict}\t${reason}\n`;
}
