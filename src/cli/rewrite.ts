import { parseArgs } from "node:util";
import type { PolicyLanguage } from "../policy/language";
import { type Command, type CommandIo, UsageError } from "./command";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";
import { readPolicyText } from "./policyTexts";

type Rewrite = (language: PolicyLanguage, text: string) => string;

/** A command that prints one policy in another form: the work of `format` and `minify`. */
export function createRewriteCommand(
  name: string,
  summary: string,
  rewrite: Rewrite,
  getLanguage: () => PolicyLanguage,
): Command {
  return {
    name,
    summary,
    usage: "[--format text|json] FILE",
    run: (args, io) => print(args, io, rewrite, getLanguage()),
  };
}

async function print(
  args: readonly string[],
  io: CommandIo,
  rewrite: Rewrite,
  language: PolicyLanguage,
): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: FORMAT_OPTION });
  const format = readOutputFormat(values);
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new UsageError("name one file, or - for standard input");
  const { file, text } = await readPolicyText(path, io);
  const fault = language
    .getProblems(language.parse(text), { allowComments: true })
    .find(({ code }) => SYNTAX.includes(code));
  if (fault) throw new UsageError(`${file}: ${language.renderMessage(fault)}`);
  const rewritten = rewrite(language, text).trimEnd();
  io.out(format === "json" ? `${JSON.stringify({ file, text: rewritten }, null, 2)}\n` : `${rewritten}\n`);
  return 0;
}

/** Findings that leave nothing to be rewritten. */
const SYNTAX: readonly string[] = ["json-syntax", "second-document"];
