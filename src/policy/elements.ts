import { RESOURCE_CONTROL_POLICY, type PolicyType } from "../terms/policyTypes";
import { findNearest } from "./nearest";

/** An element of a policy or statement, for completion and hover. */
export interface ElementFacts {
  readonly name: string;
  /** One sentence of Markdown. */
  readonly summary: string;
  /** What follows the colon, as a snippet. */
  readonly snippet: string;
  /** The element that says the same the other way round. */
  readonly twin?: string;
}

/** In customary order. */
export const DOCUMENT_ELEMENTS: readonly ElementFacts[] = [
  { name: "Version", summary: "The version of the policy language: always `2012-10-17`.", snippet: '"2012-10-17"' },
  {
    name: "Statement",
    summary: "One statement, or a list of them. Each allows or denies.",
    snippet: "[\n\t{\n\t\t$0\n\t}\n]",
  },
];

export const STATEMENT_ELEMENTS: readonly ElementFacts[] = [
  { name: "Sid", summary: "A name for the statement: letters and digits only, unique in the policy.", snippet: '"$1"' },
  { name: "Effect", summary: "`Deny` or `Allow`. A Deny wins over every Allow.", snippet: '"${1|Deny,Allow|}"' },
  {
    name: "Principal",
    summary: 'Who is meant. A resource control policy takes only `"*"`; conditions narrow it.',
    snippet: '"*"',
    twin: "NotPrincipal",
  },
  {
    name: "Action",
    summary: "The actions the statement speaks of, such as `s3:GetObject` or `ec2:Run*`.",
    snippet: '["$1"]',
    twin: "NotAction",
  },
  {
    name: "NotAction",
    summary: "Every action **except** these, those of services yet to come included.",
    snippet: '["$1"]',
    twin: "Action",
  },
  {
    name: "Resource",
    summary: "The resources the statement speaks of, as ARNs, or `*` for all.",
    snippet: '"${1:*}"',
    twin: "NotResource",
  },
  { name: "NotResource", summary: "Every resource **except** these.", snippet: '["$1"]', twin: "Resource" },
  {
    name: "Condition",
    summary: "When the statement holds. All operators and keys must be met; of a key's values, any one.",
    snippet: '{\n\t"$1": {\n\t\t"$2": "$3"\n\t}\n}',
  },
];

/** Elements of IAM statements that neither SCPs nor RCPs take, so that they are known without being offered. */
const OTHER_ELEMENTS: readonly ElementFacts[] = [
  { name: "NotPrincipal", summary: "Everyone **except** these. Neither SCPs nor RCPs support it.", snippet: '"$1"' },
  { name: "Id", summary: "A name for the whole policy, as resource policies have.", snippet: '"$1"' },
];

const DOCUMENT_NAMES: readonly string[] = [...DOCUMENT_ELEMENTS.map((element) => element.name), "Id"];
const STATEMENT_NAMES: readonly string[] = [...STATEMENT_ELEMENTS.map((element) => element.name), "NotPrincipal"];

export type ElementPlace = "document" | "statement";

export function getElementNames(place: ElementPlace): readonly string[] {
  return place === "document" ? DOCUMENT_NAMES : STATEMENT_NAMES;
}

/** The element that a written name means: itself, or the nearest to a misspelt one. */
export function getIntendedElement(place: ElementPlace, name: string): string | undefined {
  const names = getElementNames(place);
  return names.includes(name) ? name : findNearest(name, names);
}

export function getElementFacts(name: string): ElementFacts | undefined {
  return [...DOCUMENT_ELEMENTS, ...STATEMENT_ELEMENTS, ...OTHER_ELEMENTS].find((element) => element.name === name);
}

/** What a statement of the type may hold. */
export function getStatementElements(type: PolicyType): readonly ElementFacts[] {
  const absent = type === RESOURCE_CONTROL_POLICY ? "NotAction" : "Principal";
  return STATEMENT_ELEMENTS.filter((element) => element.name !== absent);
}
