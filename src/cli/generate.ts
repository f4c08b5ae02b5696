import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { formatOrganizationFile } from "../organization/file";
import { UsageError, type Command, type CommandIo } from "./command";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";

export const GENERATE_COMMAND: Command = {
  name: "generate",
  summary: "Make up an organization of any size, the same for the same seed",
  usage: "--accounts N [--seed S] [--format text|json] -o FILE",
  run: generate,
};

async function generate(args: readonly string[], io: CommandIo): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      accounts: { type: "string" },
      seed: { type: "string", default: "1" },
      output: { type: "string", short: "o" },
      ...FORMAT_OPTION,
    },
  });
  const accounts = Number(values.accounts);
  const seed = Number(values.seed);
  if (!Number.isInteger(accounts) || accounts < 10 || accounts > 50_000) {
    throw new UsageError("--accounts needs a number from 10 to 50000");
  }
  if (!Number.isInteger(seed)) throw new UsageError(`--seed needs a whole number: ${values.seed}`);
  const format = readOutputFormat(values);
  if (values.output === undefined) throw new UsageError("-o FILE is missing");
  const { generateOrganization } = await import("../sandbox/main");
  const text = formatOrganizationFile(generateOrganization({ accounts, seed }));
  if (values.output === "-") {
    io.out(text);
    return 0;
  }
  await writeFile(resolve(io.cwd, values.output), text);
  if (format === "json") io.out(`${JSON.stringify({ file: values.output, accounts, seed })}\n`);
  return 0;
}
