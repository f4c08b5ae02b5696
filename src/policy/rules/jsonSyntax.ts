import type { FaultKind } from "../faults";
import type { Rule } from "./rule";

/** What is wrong, to follow "This is not JSON:". Comments, commas and second documents have rules of their own. */
const REASONS: Readonly<Partial<Record<FaultKind, string>>> = {
  tooDeep: "brackets are nested too deeply",
  closer: "this bracket closes nothing",
  case: "true, false and null are written in lower case",
  typographic: "texts stand between straight double quotes, not typographic ones",
  semicolon: "a comma stands between entries, not a semicolon",
  equals: "a colon stands after a name, not an equals sign",
  symbol: "a value must be in double quotes, a number, true, false, null, an object or a list",
  number: "this number is malformed",
  name: "a name in double quotes is expected",
  value: "a value is expected",
  colon: "a colon is expected",
  comma: "a comma is missing before this",
  brace: "a closing brace } is missing after this",
  bracket: "a closing bracket ] is missing after this",
  openObject: "an object is open here, so a closing brace } is expected",
  openList: "a list is open here, so a closing bracket ] is expected",
  openString: "the closing quote is missing",
  openComment: "the comment is not closed",
  escape: "this escape sequence is unknown",
  character: "control characters must be escaped in a string",
  empty: "the text is empty",
};

export const jsonSyntax: Rule = {
  code: "json-syntax",
  title: "The text is not JSON",
  severity: "error",
  reach: "json",
  messages: ["This is not JSON: {reason}."],
  why: "AWS refuses a policy that is not JSON, with one generic sentence and no place. After a broken place the rest is read as well as can be, and nothing further is said about it.",
  bad: '{"Version":"2012-10-17" "Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}',
  source: "orgs_manage_policies_scps_syntax",
  *check({ document }) {
    for (const { kind, span } of document.faults) {
      const reason = REASONS[kind];
      if (reason) yield { span, data: { reason } };
    }
  },
};
