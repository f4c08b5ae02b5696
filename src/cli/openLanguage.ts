import { join } from "node:path";
import { readCatalogueFile } from "../disk/catalogueFile";
import { createCatalogue } from "../policy/catalogue";
import { createPolicyLanguage } from "../policy/createLanguage";
import type { PolicyLanguage } from "../policy/language";

/** The policy language with the catalogue that lies in a folder; both open on first use, once. */
export function openLanguage(folder: string): () => PolicyLanguage {
  let language: PolicyLanguage | undefined;
  return () =>
    (language ??= createPolicyLanguage({
      catalogue: () => createCatalogue(readCatalogueFile(join(folder, "catalogue.jsonl"))),
    }));
}
