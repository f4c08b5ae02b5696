import type { PolicyLanguage } from "../policy/language";
import type { Command } from "./command";
import { createRewriteCommand } from "./rewrite";

export function createFormatCommand(getLanguage: () => PolicyLanguage): Command {
  return createRewriteCommand(
    "format",
    "Print a policy with two spaces a level",
    (language, text) => language.format(text),
    getLanguage,
  );
}
