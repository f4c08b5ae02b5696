import type * as vscode from "vscode";
import path from "node:path";
import { readCatalogueFile } from "../disk/catalogueFile";
import { createCatalogue } from "../policy/catalogue";
import { createPolicyLanguage } from "../policy/createLanguage";
import type { PolicyLanguage } from "../policy/language";

/** The policy language, made on the first call; it opens its catalogue of actions when it first needs it. */
export function createLanguageOpener(extensionUri: vscode.Uri): () => PolicyLanguage {
  const file = path.join(extensionUri.fsPath, "dist", "catalogue.jsonl");
  let language: PolicyLanguage | undefined;
  return () => (language ??= createPolicyLanguage({ catalogue: () => createCatalogue(readCatalogueFile(file)) }));
}
