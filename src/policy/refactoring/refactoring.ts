import type { PolicyType } from "../../terms/policyTypes";
import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import type { Phrase, PolicyContext, TextEdit } from "../language";
import type { Token } from "../reading/tokens";
import type { PolicyOutline, Statement } from "../statements";

/** Another way to write the same, or a change that a person asks for by its name. */
export interface Refactoring {
  readonly kind: "rewrite" | "inline" | "extract";
  readonly title: Phrase;
  /** Worked out when it is chosen; none where it turns out that nothing changes. */
  getEdits(): readonly TextEdit[];
  /** The new texts are snippets with gaps to fill in. */
  readonly isSnippet?: true;
  /** In place of the title, why it is not to be had here, though somebody may look for it. */
  readonly refusal?: Phrase;
  /** A policy that is made beside this one. */
  readonly newPolicy?: string;
}

/** Where the caret stands, and what surrounds it. */
export interface RefactoringScope {
  readonly document: PolicyDocument;
  readonly type: PolicyType;
  readonly context: PolicyContext;
  readonly outline: PolicyOutline;
  /** The word at the caret. */
  readonly token: Token | undefined;
  /** The statement at the caret. */
  readonly statement: Statement | undefined;
  /** Opened on first use. */
  readonly catalogue: Catalogue;
}

export type Refactorer = (scope: RefactoringScope) => Iterable<Refactoring>;

export function createRefactoring(
  kind: Refactoring["kind"],
  template: string,
  data: Phrase["data"],
  getEdits: () => readonly TextEdit[],
): Refactoring {
  return { kind, title: { template, data }, getEdits };
}
