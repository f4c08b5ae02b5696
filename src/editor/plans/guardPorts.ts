import path from "node:path";
import type * as vscode from "vscode";
import type { GuardPorts } from "../../changes/preflight/guards";
import { readCatalogueFile } from "../../disk/catalogueFile";
import { createAccessEngine } from "../../evaluation/access/engine";
import { createActionUniverse } from "../../evaluation/access/universe";
import { createCatalogue } from "../../policy/catalogue";

/** The engines that judge plans, made on first need: reading the catalogue whole takes a tenth of a second. */
export function createGuardPortsOpener(extensionUri: vscode.Uri): () => GuardPorts {
  let ports: GuardPorts | undefined;
  return () => {
    if (ports) return ports;
    const file = path.join(extensionUri.fsPath, "dist", "catalogue.jsonl");
    const universe = createActionUniverse(createCatalogue(readCatalogueFile(file)));
    ports = {
      engine: createAccessEngine(universe),
      createEngine: (principal) => createAccessEngine(universe, principal === undefined ? {} : { principal }),
    };
    return ports;
  };
}
