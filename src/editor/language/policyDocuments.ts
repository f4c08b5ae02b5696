import type * as vscode from "vscode";
import { getPolicyContext } from "../../engine/lint";
import { runInTurns } from "../../organization/turns";
import type { PolicyDocument } from "../../policy/document";
import type { PolicyContext, PolicyLanguage, Problem } from "../../policy/language";
import type { Event } from "../../terms/event";
import type { PolicyType } from "../../terms/policyTypes";
import type { DeclaredTypes } from "./declaredTypes";
import type { KnownOrganization } from "./knownOrganization";
import type { PolicyTargets } from "./policyTargets";
import type { EditorRuleSettings } from "./ruleSettings";

/** What is known of documents where the organization's own are kept. */
export interface PolicySources {
  /** The type of a policy that an organization holds; `undefined` for files. */
  getPolicyType(uri: vscode.Uri): PolicyType | undefined;
  /** What is stored once this text of a policy of an organization is published; `undefined` where that is not known. */
  getStored(uri: vscode.Uri, text: string): string | undefined;
  readonly declaredTypes: DeclaredTypes;
}

interface DocumentServices extends PolicySources {
  readonly language: PolicyLanguage;
  readonly organization: KnownOrganization;
  readonly rules: EditorRuleSettings;
  readonly targets: PolicyTargets;
}

/** A document of the editor as the language sees it. */
export interface ParsedPolicy {
  readonly policy: PolicyDocument;
  readonly context: PolicyContext;
}

/** Parses each version of a document once, for all who ask. */
export class PolicyDocuments {
  readonly #services: DocumentServices;
  readonly #problems = new WeakMap<
    PolicyDocument,
    { readonly context: PolicyContext; readonly problems: Promise<readonly Problem[]> }
  >();
  readonly #parsed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly parsed: ParsedPolicy }>();

  constructor(services: DocumentServices) {
    this.#services = services;
  }

  get language(): PolicyLanguage {
    return this.#services.language;
  }

  /** Other names are known of the organization, or of another one. */
  get onDidChangeNames(): Event<void> {
    return this.#services.organization.onDidChange;
  }

  /** The text as parsed once, and what is known of it, of the workspace and of the organization now. */
  parse(document: vscode.TextDocument): ParsedPolicy {
    const { policy, context } = this.#parseOnce(document);
    return { policy, context: this.#complete(document.uri, context) };
  }

  /** What Orgscope finds in an open policy; looked for once, in turns, while text and context stay what they are. */
  getProblems(document: vscode.TextDocument): Promise<readonly Problem[]> {
    const { policy, context } = this.parse(document);
    const known = this.#problems.get(policy);
    if (known && isSameContext(known.context, context)) return known.problems;
    const problems = runInTurns(this.language.findProblemsInSteps(policy, context));
    this.#problems.set(policy, { context, problems });
    return problems;
  }

  /** Whether a file that is not named like a policy is one by Terraform's or another tool's word. */
  isDeclared(uri: vscode.Uri): boolean {
    return this.#services.declaredTypes.get(uri) !== undefined;
  }

  /** The same of a file that is not open. */
  getContext(uri: vscode.Uri, policy: PolicyDocument): PolicyContext {
    return this.#complete(uri, getPolicyContext(uri.path, policy));
  }

  #complete(uri: vscode.Uri, context: PolicyContext): PolicyContext {
    const organization = this.#services.organization.getNames();
    const rules = this.#services.rules.get(uri);
    const type = this.#services.declaredTypes.get(uri);
    const targets = this.#services.targets.get(uri);
    return {
      ...context,
      ...(organization && { organization }),
      ...(rules && { rules }),
      ...(type && { type }),
      ...(targets && { targets }),
    };
  }

  #parseOnce(document: vscode.TextDocument): ParsedPolicy {
    const known = this.#parsed.get(document);
    if (known?.version === document.version) return known.parsed;
    const text = document.getText();
    const policy = this.language.parse(text);
    const stored = this.#services.getStored(document.uri, text);
    const type = this.#services.getPolicyType(document.uri);
    const context = {
      ...getPolicyContext(document.uri.path, policy, type === undefined ? {} : { type }),
      ...(stored !== undefined && { stored }),
    };
    const parsed = { policy, context };
    this.#parsed.set(document, { version: document.version, parsed });
    return parsed;
  }
}

function isSameContext(one: PolicyContext, other: PolicyContext): boolean {
  return CONTEXT_PARTS.every((part) => one[part] === other[part]);
}

/** All of a context: a part that is left out here would leave old problems standing. */
const CONTEXT_PARTS = Object.keys({
  type: true,
  asOf: true,
  allowComments: true,
  stored: true,
  organization: true,
  rules: true,
  targets: true,
  kept: true,
} satisfies Record<keyof PolicyContext, true>) as readonly (keyof PolicyContext)[];
