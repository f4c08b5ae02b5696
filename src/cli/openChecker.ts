import { join } from "node:path";
import { readCatalogueFile } from "../disk/catalogueFile";
import { type Catalogue, createCatalogue } from "../policy/catalogue";
import { createPolicyChecker, type PolicyChecker } from "../policy/createChecker";

/** What finds problems, with the catalogue that lies in a folder; that opens on first use, once. */
export function openChecker(folder: string): PolicyChecker {
  let catalogue: Catalogue | undefined;
  return createPolicyChecker(() => (catalogue ??= createCatalogue(readCatalogueFile(join(folder, "catalogue.jsonl")))));
}
