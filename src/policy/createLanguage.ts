import { alignPolicy } from "./alignment/align";
import { getCanonicalForm } from "./alignment/canonical";
import type { Catalogue } from "./catalogue";
import { createPolicyChecker } from "./createChecker";
import { findCompletions } from "./completion/completions";
import { expandActions } from "./expand";
import { formatJson } from "./format";
import { findFixes, fixEverything } from "./fixes/fixes";
import { findHover } from "./hover/hover";
import type { PolicyLanguage } from "./language";
import { getInlayHints, getStatementLenses } from "./reading/annotations";
import { minifyPolicy } from "./minify/minify";
import { findRefactorings } from "./refactoring/refactorings";
import { findReferences } from "./reading/references";
import { getGapValues } from "./snippets/gaps";
import { GUARDRAILS } from "./snippets/guardrails";
import { insertGuardrail } from "./snippets/insert";

/** The facts that the language stands on. A thunk is called once, on first need. */
export interface PolicyLanguageSources {
  readonly catalogue: Catalogue | (() => Catalogue);
}

export function createPolicyLanguage({ catalogue }: PolicyLanguageSources): PolicyLanguage {
  let opened = typeof catalogue === "function" ? undefined : catalogue;
  const open = () => (opened ??= typeof catalogue === "function" ? catalogue() : catalogue);

  return Object.freeze<PolicyLanguage>({
    ...createPolicyChecker(open),
    getCompletions: (document, offset, context = {}) => findCompletions(document, offset, context, open),
    getHover: (document, offset, context = {}) => findHover(document, offset, context, open),
    getStatementLenses: (document, context = {}) => getStatementLenses(document, context, open),
    getInlayHints: (document, range, context = {}) => getInlayHints(document, range, context, open),
    findReferences: (document, query) => findReferences(document, query, open),
    getFixes: (document, problem, context = {}) => findFixes(document, problem, context, open),
    fixAll: (document, context = {}) => fixEverything(document, context, open),
    getRefactorings: (document, selection, context = {}) => findRefactorings(document, selection, context, open),
    guardrails: GUARDRAILS,
    insertGuardrail: (document, offset, guardrail, context = {}) =>
      insertGuardrail(document, offset, guardrail, getGapValues(context.organization)),
    format: formatJson,
    align: alignPolicy,
    getCanonicalForm,
    minify: (text, steps = []) => minifyPolicy(text, steps),
    expandActions: (patterns, not = false) => expandActions(open(), patterns, not),
  });
}
