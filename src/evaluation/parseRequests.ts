import type { EvaluationRequest, RequestPolicies, RequestPrincipal } from "./request";

type ParsedRequests = { readonly requests: readonly EvaluationRequest[] } | { readonly problem: string };

/** Reads a JSON list of requests, or a single one. Keys that are not known are left aside. */
export function parseRequests(text: string): ParsedRequests {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    return { problem: `The requests are not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  try {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return { requests: items.map(readRequest) };
  } catch (error) {
    if (error instanceof Misfit) return { problem: error.message };
    throw error;
  }
}

/** The first thing that does not fit; never leaves this file. */
class Misfit extends Error {}

function readRequest(value: unknown, index: number): EvaluationRequest {
  const place = `Request ${index + 1}`;
  if (!isObject(value)) throw new Misfit(`${place} is not an object.`);
  const {
    id,
    accountId,
    principal,
    action,
    resource,
    resourceAccountId,
    context = {},
    absentContext = false,
    policies,
  } = value;
  if (typeof id !== "string" && typeof id !== "number") throw new Misfit(`${place} has no “id”.`);
  if (!isAccountId(accountId)) throw new Misfit(`${place}: “accountId” is not twelve digits.`);
  if (typeof action !== "string") throw new Misfit(`${place} has no “action”.`);
  if (resource !== undefined && !isResource(resource))
    throw new Misfit(`${place}: “resource” is neither an ARN nor *.`);
  if (resourceAccountId !== undefined && !isAccountId(resourceAccountId)) {
    throw new Misfit(`${place}: “resourceAccountId” is not twelve digits.`);
  }
  if (principal !== undefined && !isPrincipal(principal)) {
    throw new Misfit(`${place}: “principal” is not an ARN of an identity, { "service": … } or "anonymous".`);
  }
  if (typeof absentContext !== "boolean") throw new Misfit(`${place}: “absentContext” is not true or false.`);
  return {
    id: String(id),
    accountId,
    action,
    ...(principal !== undefined && { principal }),
    ...(resource !== undefined && { resource }),
    ...(resourceAccountId !== undefined && { resourceAccountId }),
    context: readContext(context, place),
    absentContext,
    ...(policies !== undefined && { policies: readPolicies(policies, place) }),
  };
}

/** Policies are given as texts or as the JSON itself. */
function readPolicies(policies: unknown, place: string): RequestPolicies {
  if (!isObject(policies)) throw new Misfit(`${place}: “policies” is not an object.`);
  const { identity, boundary, session, resource, ...others } = policies;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new Misfit(`${place}: “policies” knows no “${other}”.`);
  const read = (policy: unknown) => {
    if (typeof policy === "string") return policy;
    if (isObject(policy)) return JSON.stringify(policy);
    throw new Misfit(`${place}: a policy is neither text nor an object.`);
  };
  const list = (value: unknown) => (Array.isArray(value) ? value : [value]).map(read);
  return {
    ...(identity !== undefined && { identity: list(identity) }),
    ...(boundary !== undefined && { boundary: read(boundary) }),
    ...(session !== undefined && { session: list(session) }),
    ...(resource !== undefined && { resource: read(resource) }),
  };
}

function readContext(context: unknown, place: string): EvaluationRequest["context"] {
  if (!isObject(context)) throw new Misfit(`${place}: “context” is not an object.`);
  const entries = Object.entries(context).map(([key, value]) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = items.map((item) => {
      if (typeof item === "string") return item;
      if (typeof item === "boolean" || typeof item === "number") return String(item);
      throw new Misfit(`${place}: the value of ${key} is neither text nor a list of texts.`);
    });
    return [key, texts] as const;
  });
  return Object.fromEntries(entries);
}

function isPrincipal(value: unknown): value is RequestPrincipal {
  if (typeof value === "string") return value === "anonymous" || /^arn:[^:]+:(iam|sts)::\d{12}:.+$/.test(value);
  return isObject(value) && typeof value.service === "string";
}

function isResource(value: unknown): value is string {
  return typeof value === "string" && (value === "*" || /^arn:([^:]*:){4}.+$/s.test(value));
}

function isAccountId(value: unknown): value is string {
  return typeof value === "string" && /^\d{12}$/.test(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
