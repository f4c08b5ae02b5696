import type { Catalogue } from "./catalogue";
import { parsePolicyDocument } from "./document";
import type { PolicyLanguage } from "./language";
import { findProblems, findProblemsInSteps, getMessageTemplate, renderMessage } from "./problems";

/** What finding problems takes of the language: all that is loaded where policies are only checked. */
export type PolicyChecker = Pick<
  PolicyLanguage,
  "parse" | "getProblems" | "findProblemsInSteps" | "getMessageTemplate" | "renderMessage"
>;

export function createPolicyChecker(openCatalogue: () => Catalogue): PolicyChecker {
  return Object.freeze<PolicyChecker>({
    parse: parsePolicyDocument,
    getProblems: (document, context = {}) => findProblems(document, context, openCatalogue),
    findProblemsInSteps: (document, context = {}) => findProblemsInSteps(document, context, openCatalogue),
    getMessageTemplate,
    renderMessage,
  });
}
