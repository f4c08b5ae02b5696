/** Signature Version 4, checked from the server's side (IAM User Guide, Create a signed AWS API request). */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface SignedRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** What the `Authorization` header says. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `20261124` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const HEADER =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const match = HEADER.exec(header ?? "");
  if (!match) return undefined;
  const [, accessKeyId = "", date = "", region = "", service = "", signedHeaders = "", signature = ""] = match;
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";"), signature };
}

/** How far the clocks may be apart, in milliseconds. */
const MAX_SKEW = 5 * 60 * 1000;

export type SignatureVerdict = "valid" | "wrong" | "expired";

/** `now`: milliseconds since 1970. */
export function checkSignature(
  request: SignedRequest,
  authorization: Authorization,
  secretAccessKey: string,
  now: number,
): SignatureVerdict {
  const time = getHeader(request, "x-amz-date");
  const { date, region, service } = authorization;
  if (!/^\d{8}T\d{6}Z$/.test(time) || !time.startsWith(date)) return "wrong";
  // An unsigned host or time could be replayed elsewhere or later.
  if (!["host", "x-amz-date"].every((name) => authorization.signedHeaders.includes(name))) return "wrong";
  const canonical = buildCanonicalRequest(request, authorization.signedHeaders);
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", time, scope, hash(canonical)].join("\n");
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const part of [date, region, service, "aws4_request"]) key = hmac(key, part);
  if (!timingSafeEqual(hmac(key, toSign), Buffer.from(authorization.signature, "hex"))) return "wrong";
  return Math.abs(now - parseTime(time)) > MAX_SKEW ? "expired" : "valid";
}

function buildCanonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const query = [...searchParams]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const path = pathname.split("/").map(encode).join("/");
  const headers = signedHeaders.map((name) => `${name}:${getHeader(request, name).trim().replaceAll(/ +/g, " ")}\n`);
  return [request.method, path, query, headers.join(""), signedHeaders.join(";"), hash(request.body)].join("\n");
}

function getHeader(request: SignedRequest, name: string): string {
  return [request.headers[name] ?? ""].flat().join(",");
}

/** RFC 3986: everything but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hash(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: Buffer, data: string): Buffer {
  return createHmac("sha256", key).update(data).digest();
}

/** `20261124T101500Z` → milliseconds since 1970. */
function parseTime(time: string): number {
  return Date.parse(time.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
}
