import type { PolicyLanguage } from "../../policy/language";
import type { Draft } from "./drafts";

/** The errors of a draft, each with its line: `Line 3: …`. Its size is that of `stored`, which it becomes. */
export function findErrors(language: PolicyLanguage, draft: Draft, stored: string): readonly string[] {
  const document = language.parse(draft.text);
  return language
    .getProblems(document, { type: draft.type, stored })
    .filter(({ severity }) => severity === "error")
    .map((problem) => `Line ${getLine(draft.text, problem.span.start)}: ${language.renderMessage(problem)}`);
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function getLine(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
