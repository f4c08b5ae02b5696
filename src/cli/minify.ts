import type { PolicyLanguage } from "../policy/language";
import type { Command } from "./command";
import { createRewriteCommand } from "./rewrite";

export function createMinifyCommand(getLanguage: () => PolicyLanguage): Command {
  return createRewriteCommand(
    "minify",
    "Print a policy without white space",
    (language, text) => language.minify(text),
    getLanguage,
  );
}
