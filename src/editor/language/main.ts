/** The door to the policy language, a bundle of its own that loads with the first policy. */
import type * as vscode from "vscode";
import path from "node:path";
import { readCatalogueFile } from "../../disk/catalogueFile";
import { nextTurn, runInTurns } from "../../organization/turns";
import { type Catalogue, createCatalogue } from "../../policy/catalogue";
import { createPolicyLanguage } from "../../policy/createLanguage";
import type { PolicyLanguage } from "../../policy/language";
import type { EditorServices } from "../services";
import { createKnownContents } from "../evaluation/knownContents";
import { registerEvaluation, registerTests } from "../evaluation/register";
import { GeneratedTexts } from "./generatedTexts";
import { createKnownOrganization } from "./knownOrganization";
import { PolicyDocuments, type PolicySources } from "./policyDocuments";
import { createPolicyTargets } from "./policyTargets";
import { registerLanguage } from "./registerLanguage";
import { createRuleSettings } from "./ruleSettings";

/**
 * Milliseconds after the first policy was opened, in which it is drawn and checked. Then all services are read in turns:
 * the first wildcard that somebody types looks through all of them.
 */
const CALM = 1000;

/** What opening the language needs of the parts that are there at once. */
export interface LanguagePorts extends EditorServices, PolicySources {}

export interface OpenedLanguage extends vscode.Disposable {
  readonly language: PolicyLanguage;
}

/** Registers all that helps with policies, in turns; the catalogue of actions opens when something first asks for it. */
export async function openLanguage(ports: LanguagePorts): Promise<OpenedLanguage> {
  const { context, log, connections } = ports;
  const file = path.join(context.extensionUri.fsPath, "dist", "catalogue.jsonl");
  let catalogue: Catalogue | undefined;
  const openCatalogue = () => (catalogue ??= createCatalogue(readCatalogueFile(file)));
  const language = createPolicyLanguage({ catalogue: openCatalogue });
  const organization = createKnownOrganization(connections);
  const rules = createRuleSettings(log);
  const targets = createPolicyTargets(connections);
  const documents = new PolicyDocuments({ ...ports, language, organization, rules, targets });
  const texts = new GeneratedTexts();
  const contents = createKnownContents(connections);
  // Before the language: of lenses on one line, those registered later stand first.
  const evaluation = registerEvaluation({ ...ports, contents, documents, texts });
  await nextTurn();
  const reading = registerLanguage(ports, documents, texts, [organization, rules, ports.declaredTypes, targets]);
  await nextTurn();
  const tests = registerTests(ports);
  const warming = setTimeout(() => void runInTurns(openCatalogue().readInSteps()), CALM);
  const parts = [evaluation, reading, tests, organization, rules, targets, contents, texts];
  return {
    language,
    dispose() {
      clearTimeout(warming);
      for (const part of parts) part.dispose();
    },
  };
}
