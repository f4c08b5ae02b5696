import { existsSync } from "node:fs";
import { join } from "node:path";
import { readCatalogueFile } from "../disk/catalogueFile";
import { type ActionUniverse, createActionUniverse } from "../evaluation/access/universe";
import { type Catalogue, createCatalogue } from "../policy/catalogue";
import { UsageError } from "./command";

/** The catalogue that lies in a folder; `undefined` where none does. */
export function openCatalogue(folder: string): Catalogue | undefined {
  const path = join(folder, "catalogue.jsonl");
  return existsSync(path) ? createCatalogue(readCatalogueFile(path)) : undefined;
}

/** All actions of the catalogue, for commands that count them and cannot do without; opened on first use, once. */
export function openUniverse(folder: string): () => ActionUniverse {
  let universe: ActionUniverse | undefined;
  return () => {
    const catalogue = universe ? undefined : openCatalogue(folder);
    if (catalogue) universe = createActionUniverse(catalogue);
    if (!universe) throw new UsageError(`the catalogue of actions is missing: ${join(folder, "catalogue.jsonl")}`);
    return universe;
  };
}
