import type { PolicyChecker } from "../policy/createChecker";
import type { PolicyDocument } from "../policy/document";
import type { PolicyContext, Problem, Severity } from "../policy/language";
import type { OrganizationNames } from "../policy/organizationNames";
import type { RuleSettings } from "../policy/ruleSettings";
import { getPolicyType } from "../policy/policyType";
import type { PolicyType } from "../terms/policyTypes";
import { createPositions, type Position } from "./positions";

/** What the person said about the texts to lint. */
export interface LintOptions {
  /** The type of every text, whatever its name says. */
  readonly type?: PolicyType;
  /** `YYYY-MM-DD`. */
  readonly asOf?: string;
  /** What people decided about rules for this text. */
  readonly rules?: RuleSettings;
  /** The organization that the texts are written for. */
  readonly organization?: OrganizationNames;
  /** Offset of a character whose bytes were not UTF-8. */
  readonly brokenAt?: number;
}

/** A finding where a person looks for it. */
export interface LintFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
}

/** What a file's name and content say about a policy, for editor and command line alike. */
export function getPolicyContext(fileName: string, document: PolicyDocument, options: LintOptions = {}): PolicyContext {
  const type = options.type ?? getPolicyType(fileName, document);
  return {
    ...(type !== undefined && { type }),
    ...(options.asOf !== undefined && { asOf: options.asOf }),
    ...(options.rules && { rules: options.rules }),
    ...(options.organization && { organization: options.organization }),
    allowComments: fileName.toLowerCase().endsWith(".jsonc"),
  };
}

/** Lints one text under its file's name. */
export function lintText(
  language: PolicyChecker,
  fileName: string,
  text: string,
  options: LintOptions = {},
): readonly LintFinding[] {
  const document = language.parse(text);
  const locate = createPositions(text);
  const problems = language.getProblems(document, getPolicyContext(fileName, document, options));
  return withBroken(problems, options.brokenAt).map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    message: language.renderMessage(problem),
    start: locate(problem.span.start),
    end: locate(problem.span.end),
  }));
}

/** Problems in the order of their places. */
function withBroken(problems: readonly Problem[], brokenAt: number | undefined): readonly Problem[] {
  if (brokenAt === undefined) return problems;
  const broken: Problem = {
    code: "json-syntax",
    severity: "error",
    span: { start: brokenAt, end: brokenAt + 1 },
    data: { reason: "these bytes are not UTF-8" },
  };
  const at = problems.findIndex(({ span }) => span.start > brokenAt);
  return at < 0 ? [...problems, broken] : problems.toSpliced(at, 0, broken);
}
