import { applyTextEdits } from "../policy/edits";
import type { PolicyLanguage } from "../policy/language";
import { orderElements } from "../policy/refactoring/order";
import type { Command } from "./command";
import { createRewriteCommand } from "./rewrite";

export function createFormatCommand(getLanguage: () => PolicyLanguage): Command {
  return createRewriteCommand(
    {
      name: "format",
      summary: "Print a policy with two spaces a level, with --order its elements in customary order",
      usage: "[--order]",
      options: { order: { type: "boolean", default: false } },
      rewrite: (language, text, { order }) =>
        language.format(order === true ? applyTextEdits(text, orderElements(language.parse(text))) : text),
    },
    getLanguage,
  );
}
