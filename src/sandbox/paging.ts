import { createHash } from "node:crypto";
import { ORGANIZATION_QUOTAS } from "../terms/quotas";
import { invalidInput } from "./awsError";
import type { Input } from "./input";
import { findAfter } from "./sortedIds";

export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken?: string;
}

/** What a token remembers: the list it belongs to and the last id given out. Nothing that an insertion can shift. */
function encodeToken(scope: string, last: string): string {
  const payload = Buffer.from(last).toString("base64url");
  return `${payload}.${sign(scope, last)}`;
}

function decodeToken(scope: string, token: string): string {
  const [payload = "", signature] = token.split(".");
  const last = Buffer.from(payload, "base64url").toString();
  if (signature !== sign(scope, last)) throw invalidInput("INVALID_NEXT_TOKEN");
  return last;
}

function sign(scope: string, last: string): string {
  return createHash("sha256").update(`${scope}\n${last}`).digest("base64url").slice(0, 22);
}

function readPageSize(input: Input, largest: number): number {
  const size = input.MaxResults ?? largest;
  if (typeof size !== "number" || size < 1) throw invalidInput("MIN_VALUE_EXCEEDED");
  if (size > largest) throw invalidInput("MAX_VALUE_EXCEEDED");
  return size;
}

/** Which list a token belongs to: the operation and its arguments. A token of another list is refused. */
function getScope(operation: string, input: Input): string {
  const { NextToken: _token, MaxResults: _size, ...rest } = input;
  return `${operation}${JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}

/** Cuts one page out of sorted ids. `emptyPage`: without items, yet leading on, as AWS may answer at any time. */
export function cutPage<T>(
  request: { readonly operation: string; readonly input: Input; readonly emptyPage: boolean },
  ids: readonly string[],
  describe: (id: string) => T,
  largest = ORGANIZATION_QUOTAS.pageSize,
): Page<T> {
  const { operation, input, emptyPage } = request;
  const size = readPageSize(input, largest);
  const scope = getScope(operation, input);
  const token = input.NextToken;
  if (token !== undefined && token !== null && typeof token !== "string") throw invalidInput("INVALID_NEXT_TOKEN");
  const after = token ? decodeToken(scope, token) : "";
  if (emptyPage) return { items: [], NextToken: encodeToken(scope, after) };
  const start = findAfter(ids, after);
  const page = ids.slice(start, start + size);
  const items = page.map(describe);
  const last = page.at(-1);
  return last !== undefined && start + size < ids.length ? { items, NextToken: encodeToken(scope, last) } : { items };
}
