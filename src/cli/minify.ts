import type { PolicyLanguage } from "../policy/language";
import { MINIFY_STEPS, type MinifyStep } from "../policy/minify/minify";
import { type Command, UsageError } from "./command";
import { createRewriteCommand } from "./rewrite";

export function createMinifyCommand(getLanguage: () => PolicyLanguage): Command {
  return createRewriteCommand(
    {
      name: "minify",
      summary: "Print a policy without white space, and without what --drop names",
      usage: `[--drop ${MINIFY_STEPS.join(",")}]`,
      options: { drop: { type: "string", default: "" } },
      rewrite: (language, text, { drop }) => language.minify(text, readSteps(String(drop))),
    },
    getLanguage,
  );
}

function readSteps(text: string): readonly MinifyStep[] {
  return text
    .split(",")
    .filter(Boolean)
    .map((word) => {
      const step = MINIFY_STEPS.find((candidate) => candidate === word.trim());
      if (!step) throw new UsageError(`--drop takes ${MINIFY_STEPS.join(", ")}: ${word}`);
      return step;
    });
}
