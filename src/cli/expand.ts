import { parseArgs } from "node:util";
import type { PolicyLanguage } from "../policy/language";
import { toOneLine } from "../terms/oneLine";
import { type Command, type CommandIo, UsageError } from "./command";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";

export function createExpandCommand(getLanguage: () => PolicyLanguage): Command {
  return {
    name: "expand",
    summary: "List the actions that patterns such as s3:Get* match, or with --not all others",
    usage: "[--not] [--format text|json] PATTERN…",
    run: (args, io) => expand(args, io, getLanguage),
  };
}

async function expand(args: readonly string[], io: CommandIo, getLanguage: () => PolicyLanguage): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { not: { type: "boolean", default: false }, ...FORMAT_OPTION },
  });
  if (positionals.length === 0) throw new UsageError("name a pattern such as s3:Get*");
  const format = readOutputFormat(values);
  const malformed = positionals.find((pattern) => pattern !== "*" && !/^[^:\s]+:[^:\s]+$/.test(pattern));
  if (malformed !== undefined) throw new UsageError(`a pattern is written service:Name, such as s3:Get*: ${malformed}`);
  const language = getLanguage();
  for (const pattern of positionals) {
    const service = pattern.split(":", 1)[0] ?? "";
    if (pattern !== "*" && language.expandActions([`${service}:*`]).length === 0) {
      throw new UsageError(`no service has the prefix ${service}: ${pattern}`);
    }
  }
  const actions = language.expandActions(positionals, values.not);
  if (actions.length === 0) io.err(`orgscope expand: no action matches ${toOneLine(positionals.join(" "))}\n`);
  if (format === "json") io.out(`${JSON.stringify(actions, null, 2)}\n`);
  else io.out(actions.map((action) => `${action}\n`).join(""));
  return 0;
}
