/** The AWS Query protocol: a form goes in, XML comes out. STS and IAM speak it. */
import type { AwsError } from "./awsError";
import type { Input } from "./input";

const NAMESPACES = {
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
} as const;

export type QueryService = keyof typeof NAMESPACES;

/** `List.member.1.Name=x` → `{ List: [{ Name: "x" }] }`; an empty list goes as `List=`. */
export function parseForm(form: URLSearchParams): Input {
  const root: Record<string, unknown> = {};
  for (const [name, value] of form) setAt(root, name.split("."), value);
  return root;
}

function setAt(holder: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) holder[name] = value;
  else if (rest[0] === "member") {
    const list = Array.isArray(holder[name]) ? (holder[name] as unknown[]) : [];
    holder[name] = list;
    const [, number = "1", ...inner] = rest;
    const at = Number(number) - 1;
    if (inner.length === 0) list[at] = value;
    else {
      list[at] ??= {};
      setAt(list[at] as Record<string, unknown>, inner, value);
    }
  } else {
    holder[name] ??= {};
    setAt(holder[name] as Record<string, unknown>, rest, value);
  }
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
