import { parseArgs } from "node:util";
import type { PolicyLanguage } from "../policy/language";
import { type Command, type CommandIo, UsageError } from "./command";
import { readPolicyText } from "./policyTexts";

type Rewrite = (language: PolicyLanguage, text: string) => string;

/** A command that prints one policy in another form: the work of `format` and `minify`. */
export function createRewriteCommand(
  name: string,
  summary: string,
  rewrite: Rewrite,
  getLanguage: () => PolicyLanguage,
): Command {
  return { name, summary, usage: "FILE", run: (args, io) => print(args, io, rewrite, getLanguage()) };
}

async function print(
  args: readonly string[],
  io: CommandIo,
  rewrite: Rewrite,
  language: PolicyLanguage,
): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new UsageError("name one file, or - for standard input");
  const { file, text } = await readPolicyText(path, io);
  const fault = language
    .getProblems(language.parse(text), { allowComments: true })
    .find(({ code }) => SYNTAX.includes(code));
  if (fault) throw new UsageError(`${file}: ${language.renderMessage(fault)}`);
  io.out(`${rewrite(language, text).trimEnd()}\n`);
  return 0;
}

/** Findings that leave nothing to be rewritten. */
const SYNTAX: readonly string[] = ["json-syntax", "second-document"];
