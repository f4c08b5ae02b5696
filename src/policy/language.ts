/**
 * The policy language as one facade: create it once with its catalogue, get a frozen object of functions.
 * A text is parsed once per version into an immutable, error-tolerant document that every feature takes.
 * Everything speaks offsets (UTF-16 code units, as in JavaScript strings); the editor converts to positions.
 */
import type { PolicyType } from "../terms/policyTypes";
import type { PolicyDocument } from "./document";
import type { Fix } from "./fixes/fix";
import type { MinifyStep } from "./minify/minify";
import type { InlayHint, StatementLens } from "./reading/annotations";
import type { ReferenceQuery } from "./reading/references";
import type { Refactoring } from "./refactoring/refactoring";
import type { OrganizationNames } from "./organizationNames";
import type { RuleSettings } from "./ruleSettings";
import type { Guardrail } from "./snippets/guardrail";

/** Half-open range of offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Severity = "error" | "warning" | "info" | "hint";

/** A finding. `code` names its rule; `data` fills the rule's message template and drives its fixes. */
export interface Problem {
  readonly code: string;
  readonly span: Span;
  readonly severity: Severity;
  readonly data: Readonly<Record<string, string | number>>;
}

export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** An English template with `{name}` where `data.name` goes; the editor translates it. */
export interface Phrase {
  readonly template: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export type CompletionKind =
  | "key"
  | "value"
  | "service"
  | "action"
  | "wildcard"
  | "operator"
  | "conditionKey"
  /** A name of the organization: an account, an OU, a role. */
  | "name"
  | "variable"
  | "guardrail";

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** One short line beside the label. */
  readonly detail?: string;
  /** Markdown, made when the item is looked at. */
  readonly getDocumentation?: () => string;
  /** What replaces `span`; a snippet when `snippet` is true. */
  readonly edit: TextEdit;
  /** Further edits elsewhere, such as the comma that the line before lacks. */
  readonly additionalEdits?: readonly TextEdit[];
  readonly snippet: boolean;
  /** Text that typing is matched against; the label by default. */
  readonly filterText?: string;
  readonly sortText: string;
  /** Ask for suggestions again after this one (a service prefix ends with a colon). */
  readonly continues?: boolean;
  /**
   * First go on to the empty text behind a key that was there, `"│": ""`, which is filled in next: so many characters on
   * each line, its end included.
   */
  readonly goesOn?: readonly number[];
}

export interface CompletionList {
  readonly items: readonly CompletionItem[];
  /** Another key may bring other items: ask again with each. */
  readonly isIncomplete: boolean;
}

export interface Hover {
  readonly span: Span;
  /** Markdown, without command links. */
  readonly markdown: string;
}

/** A root, OU or account that a policy is attached to. */
export interface AttachedTarget {
  readonly id: string;
  readonly name: string;
  /** Policies of the type that are attached there, this one included. */
  readonly attached: number;
  /** AWS's own policy that allows everything is attached there too. */
  readonly hasFullAccess: boolean;
}

/** What is known of a document besides its text. */
export interface PolicyContext {
  /** `undefined`: tell by the text (an RCP has principals), else SCP. */
  readonly type?: PolicyType;
  /** The day whose quotas and grammar hold, `YYYY-MM-DD`; by default the newest known. */
  readonly asOf?: string;
  /** The text is a `.jsonc` file: comments and trailing commas are its author's business. */
  readonly allowComments?: boolean;
  /** What is stored, or would be once published, where that is not the text as it is shown; its size is what counts. */
  readonly stored?: string;
  /** What people decided about rules. */
  readonly rules?: RuleSettings;
  /** Where a policy of an organization is attached, as far as that is known. */
  readonly targets?: readonly AttachedTarget[];
  /** Patterns of principals that no change may shut out: candidates for exemptions. */
  readonly kept?: readonly string[];
  /** The organization that the policy is written for, as far as it is known; absent without one. */
  readonly organization?: OrganizationNames;
}

export interface PolicyLanguage {
  /** Never throws, whatever the text. */
  parse(text: string): PolicyDocument;
  getProblems(document: PolicyDocument, context?: PolicyContext): readonly Problem[];
  /** The same with pauses. */
  findProblemsInSteps(document: PolicyDocument, context?: PolicyContext): Generator<void, readonly Problem[]>;
  getCompletions(document: PolicyDocument, offset: number, context?: PolicyContext): CompletionList;
  getHover(document: PolicyDocument, offset: number, context?: PolicyContext): Hover | undefined;
  /** The rule's English template that fits the problem's data, with `{name}` where `data.name` goes. */
  getMessageTemplate(problem: Problem): string;
  /** The rule's English message, filled in. */
  renderMessage(problem: Problem): string;
  getStatementLenses(document: PolicyDocument, context?: PolicyContext): readonly StatementLens[];
  getInlayHints(document: PolicyDocument, range: Span, context?: PolicyContext): readonly InlayHint[];
  findReferences(document: PolicyDocument, query: ReferenceQuery): readonly Span[];
  /** The remedies for a problem of this document, the best first. */
  getFixes(document: PolicyDocument, problem: Problem, context?: PolicyContext): readonly Fix[];
  /** Applies every fix that leaves nothing to decide, as one edit; none where there is nothing to do. */
  fixAll(document: PolicyDocument, context?: PolicyContext): readonly TextEdit[];
  getRefactorings(document: PolicyDocument, selection: Span, context?: PolicyContext): readonly Refactoring[];
  /** The library of guardrails, theme by theme. */
  readonly guardrails: readonly Guardrail[];
  /**
   * Puts a guardrail into a policy near an offset, or a whole policy into an empty text; the new text is a snippet.
   * `undefined` where the text is broken, or no policy with statements.
   */
  insertGuardrail(
    document: PolicyDocument,
    offset: number,
    guardrail: Guardrail,
    context?: PolicyContext,
  ): TextEdit | undefined;
  /** Pretty-printed as VS Code prints JSON, two spaces; the text itself when it cannot be parsed. */
  format(text: string): string;
  /**
   * Pretty-printed with members, statements and lists in the order of another text, so that a diff of the two shows
   * what differs and nothing that was only moved; the text itself when it cannot be parsed.
   */
  align(text: string, reference: string): string;
  /** Equal for texts that say the same in another order or layout; `undefined` for a text that cannot be parsed. */
  getCanonicalForm(text: string): string | undefined;
  /** White space outside strings removed, and what the steps drop; the text itself when it cannot be parsed. */
  minify(text: string, steps?: readonly MinifyStep[]): string;
  /** The actions that the patterns match, sorted; with `not`, all others. */
  expandActions(patterns: readonly string[], not?: boolean): readonly string[];
}
