import type { PolicyLanguage } from "../../policy/language";
import type { Draft } from "./drafts";

/** The errors of a draft, each with its line: `Line 3: …`. Its size is that without white space, which it may shed. */
export function findErrors(language: PolicyLanguage, draft: Draft): readonly string[] {
  const document = language.parse(draft.text);
  return language
    .getProblems(document, { type: draft.type, storedMinified: true })
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
