import { createCatalogue } from "../../../src/policy/catalogue";
import { createPolicyLanguage } from "../../../src/policy/createLanguage";
import { readCatalogueFile } from "../../../src/disk/catalogueFile";
import type { PolicyContext } from "../../../src/policy/language";

/** The catalogue as it ships, opened once for all tests. */
export const catalogue = createCatalogue(readCatalogueFile("dist/catalogue.jsonl"));

export const language = createPolicyLanguage({ catalogue });

/** Each problem as `code: marked text`, in the order of the text. */
export function lint(text: string, context?: PolicyContext): readonly string[] {
  return language
    .getProblems(language.parse(text), context)
    .map(({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`);
}
