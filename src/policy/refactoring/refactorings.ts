import type { Catalogue } from "../catalogue";
import type { PolicyDocument } from "../document";
import { isComplete } from "../faults";
import type { PolicyContext, Span } from "../language";
import { keepComments } from "../keptComments";
import { hasStatements, resolvePolicyType } from "../policyType";
import { findToken } from "../reading/tokens";
import { getOutline } from "../statements";
import { contains, getSpan } from "../tree";
import { decideAbsence } from "./absence";
import { collapseList, expandWildcard, invertActions, sortList } from "./actions";
import { orderElements } from "./order";
import { createRefactoring, type Refactorer, type Refactoring, type RefactoringScope } from "./refactoring";
import { exemptPrincipal } from "./exemption";
import { extractStatement, mergeStatements, splitByService } from "./statements";

const REFACTORERS: readonly Refactorer[] = [
  expandWildcard,
  collapseList,
  sortList,
  invertActions,
  exemptPrincipal,
  decideAbsence,
  splitByService,
  mergeStatements,
  extractStatement,
];

/** Those that leave alone what stands between the entries of a list, the directives of a template. */
const CAREFUL: readonly Refactorer[] = [exemptPrincipal, decideAbsence];

/** What can be done with what is selected; nothing in a text that is broken. */
export function findRefactorings(
  document: PolicyDocument,
  selection: Span,
  context: PolicyContext,
  openCatalogue: () => Catalogue,
): readonly Refactoring[] {
  const type = resolvePolicyType(document, context);
  if (!hasStatements(type) || document.faults.some((fault) => !isComplete(fault))) return [];
  const outline = getOutline(document);
  const scope: RefactoringScope = {
    document,
    type,
    context,
    outline,
    token: findToken(document, selection.start),
    statement: outline.statements.find(({ node }) => contains(getSpan(node), selection.start)),
    get catalogue() {
      return openCatalogue();
    },
  };
  if (!document.isPlain) return CAREFUL.flatMap((refactor) => [...refactor(scope)]);
  const edits = orderElements(document);
  const keep = (one: Refactoring): Refactoring =>
    context.allowComments
      ? { ...one, getEdits: () => keepComments(document, one.getEdits(), { ...one, moved: one.newPolicy ?? "" }) }
      : one;
  const ordering = createRefactoring("rewrite", "Put elements in their customary order", {}, () => edits);
  const found = REFACTORERS.flatMap((refactor) => [...refactor(scope)]);
  return [...found, ...(edits.length > 0 ? [ordering] : [])].map(keep);
}
