/** The AWS Query protocol: a form goes in, XML comes out. STS and IAM speak it. */
import { type AwsError, invalidInput } from "./awsError";
import type { Input } from "./input";

const NAMESPACES = {
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
} as const;

export type QueryService = keyof typeof NAMESPACES;

/** `List.member.1.Name=x` → `{ List: [{ Name: "x" }] }`; an empty list goes as `List=`. */
export function parseForm(form: URLSearchParams): Input {
  const root = createHolder();
  for (const [name, value] of form) setAt(root, name.split("."), value);
  return root;
}

type Holder = Record<string, unknown>;

/** Inherits nothing, so that no name of a form reaches what all objects share. */
function createHolder(): Holder {
  return Object.create(null) as Holder;
}

/** Members of a list: more is no request. */
const MAX_MEMBERS = 10_000;

function setAt(holder: Holder, [name = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) holder[name] = value;
  else if (rest[0] === "member") {
    const list = Array.isArray(holder[name]) ? (holder[name] as unknown[]) : [];
    holder[name] = list;
    const [, number = "1", ...inner] = rest;
    const at = Number(number) - 1;
    if (!Number.isInteger(at) || at < 0 || at >= MAX_MEMBERS) throw invalidInput("INVALID_LIST_MEMBER");
    if (inner.length === 0) list[at] = value;
    else
      setAt(
        getHolder(list[at], (made) => (list[at] = made)),
        inner,
        value,
      );
  } else
    setAt(
      getHolder(holder[name], (made) => (holder[name] = made)),
      rest,
      value,
    );
}

/** What is there already, unless a text of the same name stands there. */
function getHolder(there: unknown, put: (made: Holder) => void): Holder {
  if (typeof there === "object" && there !== null && !Array.isArray(there)) return there as Holder;
  const made = createHolder();
  put(made);
  return made;
}

export function renderQueryResult(service: QueryService, operation: string, result: object, requestId: string): string {
  return `<${operation}Response xmlns="${NAMESPACES[service]}"><${operation}Result>${renderMembers(result)}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`;
}

export function renderQueryError(service: QueryService, error: AwsError, requestId: string): string {
  return `<ErrorResponse xmlns="${NAMESPACES[service]}"><Error><Type>Sender</Type><Code>${escape(error.name)}</Code><Message>${escape(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function renderMembers(members: object): string {
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${renderValue(value)}</${name}>`)
    .join("");
}

function renderValue(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${renderValue(item)}</member>`).join("");
  return typeof value === "object" && value !== null ? renderMembers(value) : escape(String(value));
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
