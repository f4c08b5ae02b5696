import { parseArgs, type ParseArgsConfig } from "node:util";
import type { PolicyLanguage } from "../policy/language";
import { type Command, type CommandIo, UsageError } from "./command";
import { FORMAT_OPTION, readOutputFormat } from "./outputFormat";
import { POLICY_LIMIT, readText } from "./texts";

/** Prints one policy in another form: the work of `format` and `minify`. */
interface Rewriting {
  readonly name: string;
  readonly summary: string;
  /** An option of the command's own, for its usage line: `[--order]`. */
  readonly usage: string;
  readonly options: ParseArgsConfig["options"];
  /** `values`: what was said to the options. Fails with {@link UsageError} for what they do not take. */
  rewrite(language: PolicyLanguage, text: string, values: Readonly<Record<string, unknown>>): string;
}

export function createRewriteCommand(rewriting: Rewriting, getLanguage: () => PolicyLanguage): Command {
  return {
    name: rewriting.name,
    summary: rewriting.summary,
    usage: `${rewriting.usage} [--format text|json] FILE`,
    run: (args, io) => print(args, io, rewriting, getLanguage()),
  };
}

async function print(
  args: readonly string[],
  io: CommandIo,
  rewriting: Rewriting,
  language: PolicyLanguage,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...rewriting.options, ...FORMAT_OPTION },
  });
  const format = readOutputFormat(values);
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new UsageError("name one file, or - for standard input");
  const text = await readText(path, io, POLICY_LIMIT);
  const fault = language
    .getProblems(language.parse(text), { allowComments: true })
    .find(({ code }) => SYNTAX.includes(code));
  if (fault) throw new UsageError(`${path}: ${language.renderMessage(fault)}`);
  const rewritten = rewriting.rewrite(language, text, values).trimEnd();
  io.out(format === "json" ? `${JSON.stringify({ file: path, text: rewritten }, null, 2)}\n` : `${rewritten}\n`);
  return 0;
}

/** Findings that leave nothing to be rewritten. */
const SYNTAX: readonly string[] = ["json-syntax", "second-document"];
