/** Findings of IAM Access Analyzer, placed in our own tree and without those that a rule of ours tells already. */
import type { Node } from "jsonc-parser";
import type { FindingLocation, FindingPosition, FindingType, PathStep, ValidationFinding } from "../terms/validation";
import data from "./data/accessAnalyzer.json";
import type { PolicyDocument } from "./document";
import type { Problem, Severity, Span } from "./language";
import { getInnerSpan, getMembers, getSpan } from "./tree";

/** A finding of AWS where a person looks for it, in AWS's words. */
export interface RemoteProblem {
  /** Such as `MISSING_VERSION`. */
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  readonly link: string;
}

const SEVERITIES: Readonly<Record<FindingType, Severity>> = {
  ERROR: "error",
  SECURITY_WARNING: "warning",
  WARNING: "warning",
  SUGGESTION: "info",
};

/** AWS's checks lag behind AWS's grammar here and there (the policy check reference against the SCP syntax page). */
const DIFFERENTLY: Readonly<Partial<Record<string, string>>> = data.severities;
const SAME_AS: Readonly<Partial<Record<string, readonly string[]>>> = data.sameAs;

/** What AWS finds beyond the problems that are known, one for each place, in the order of the text. */
export function mergeFindings(
  document: PolicyDocument,
  findings: readonly ValidationFinding[],
  known: readonly Problem[],
): readonly RemoteProblem[] {
  const problems = findings.flatMap((finding): readonly RemoteProblem[] => {
    const locations = finding.locations.length > 0 ? finding.locations : [{ path: [], span: undefined }];
    return locations.flatMap((location) => {
      const place = locate(document, location);
      if (known.some((problem) => saysTheSame(problem, finding, place.whole))) return [];
      return {
        code: finding.issueCode,
        severity: getSeverity(finding),
        span: place.marked,
        message: finding.details,
        link: finding.learnMoreLink,
      };
    });
  });
  return problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function getSeverity({ issueCode, type }: ValidationFinding): Severity {
  return DIFFERENTLY[issueCode] === "info" ? "info" : SEVERITIES[type];
}

/** A rule may mark the entry where AWS marks the list, or the other way round. */
function saysTheSame({ code, span }: Problem, { issueCode }: ValidationFinding, whole: Span): boolean {
  return (SAME_AS[issueCode]?.includes(code) ?? false) && span.start <= whole.end && whole.start <= span.end;
}

interface Place {
  readonly whole: Span;
  /** Of an object or a list only the bracket. */
  readonly marked: Span;
}

/** By the path; the positions serve where it leads nowhere. */
function locate({ root, text }: PolicyDocument, { path, span }: FindingLocation): Place {
  const found = path.length > 0 ? followPath(root, path) : undefined;
  if (found) return found;
  const first = root?.offset ?? 0;
  const [start, end] = [getOffset(text, span?.start), getOffset(text, span?.end)];
  // Of what concerns the whole policy only the first bracket is marked.
  const isPart = start !== undefined && end !== undefined && start < end && start !== first;
  const marked = isPart ? { start, end } : { start: first, end: Math.min(first + 1, text.length) };
  return { whole: marked, marked };
}

/**
 * The offset in our own units; `undefined` where line and column tell another place: AWS may count characters or bytes
 * where we count UTF-16 units, and line ends otherwise.
 */
function getOffset(text: string, position: FindingPosition | undefined): number | undefined {
  if (!position || position.offset > text.length) return undefined;
  const { line, column, offset } = position;
  const lines = text.slice(0, offset).split("\n");
  return lines.length === line && lines.at(-1)?.length === column ? offset : undefined;
}

function followPath(root: Node | undefined, path: readonly PathStep[]): Place | undefined {
  let node = root;
  for (const step of path) {
    if (!node) return undefined;
    switch (step.kind) {
      case "index":
        // A single value counts as a list of one.
        node = node.type === "array" ? node.children?.[step.index] : step.index === 0 ? node : undefined;
        break;
      case "value":
        node = getMembers(node).find(({ name }) => name === step.value)?.value;
        break;
      case "key":
        node = getMembers(node).find(({ name }) => name === step.key)?.key;
        break;
      case "substring": {
        const inner = getInnerSpan(node);
        const value = String(node.value);
        // What is escaped, or counts as one character and as two units, moves what stands behind it.
        const isPlain =
          node.type === "string" && inner.end - inner.start === value.length && !/[\ud800-\udfff]/.test(value);
        const end = inner.start + step.start + step.length;
        const marked = isPlain && end <= inner.end ? { start: inner.start + step.start, end } : inner;
        return { whole: marked, marked };
      }
    }
  }
  if (!node) return undefined;
  const whole = node.type === "string" ? getInnerSpan(node) : getSpan(node);
  const isBracket = node.type === "object" || node.type === "array";
  return { whole, marked: isBracket ? { start: whole.start, end: whole.start + 1 } : whole };
}
