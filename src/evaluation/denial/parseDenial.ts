import { type PolicyType, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";

/** What a message about denied access says. */
export interface Denial {
  /** The ARN of who asked. */
  readonly principal: string;
  /** `ec2:RunInstances` */
  readonly action: string;
  readonly resource?: string;
  /** Older messages leave out why. */
  readonly kind?: "explicitDeny" | "implicitDeny";
  /** The kind of policy, as AWS words it: `service control policy`, `identity-based policy`, … */
  readonly policyKind?: string;
  /** Where `policyKind` is one of an organization. */
  readonly policyType?: PolicyType;
  /** Messages name the policy since 2026, within one organization. */
  readonly policyArn?: string;
  readonly policyId?: string;
  /** The Sid of the statement, which a decoded message may name. */
  readonly sid?: string;
  /** For `aws sts decode-authorization-message`, which tells the context. */
  readonly encodedMessage?: string;
  /** Condition keys that the text tells. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** Whether all keys of the request are told, as in a decoded message. */
  readonly isContextComplete: boolean;
}

/**
 * Reads a pasted message: an error of the command line or an SDK, an event of CloudTrail, or the answer of
 * sts:DecodeAuthorizationMessage. `undefined` where it names no principal or action (IAM User Guide, Troubleshoot access
 * denied error messages).
 */
export function parseDenial(text: string): Denial | undefined {
  return parseDecoded(text) ?? parseMessage(text);
}

const WHO = /(?:User|Principal): ?(\S+) is not authorized to perform: ?(\S+)/i;
const ON = / on resource: ?(\S+)/i;
const EXPLICIT = /with an explicit deny in (?:an? |the )?(.+?)(?:: ?(arn:\S+)|[.,"'\n]|$| Encoded| Go to)/i;
const IMPLICIT = /because no (.+?) allows the (\S+) action/i;
const ENCODED = /Encoded authorization failure message: ?([\w+/=-]+)/i;

const TYPES: readonly (readonly [RegExp, PolicyType])[] = [
  [/service control polic/i, SERVICE_CONTROL_POLICY],
  [/resource control polic/i, RESOURCE_CONTROL_POLICY],
];

function parseMessage(text: string): Denial | undefined {
  const flat = text.replaceAll('\\"', '"').replaceAll(/\s+/g, " ");
  const [, who = "", what = ""] = WHO.exec(flat) ?? [];
  const [principal, action] = [trim(who), trim(what)];
  if (!principal.startsWith("arn:") || !/^[\w-]+:\w+$/.test(action)) return undefined;
  const resource = trim(ON.exec(flat)?.[1] ?? "");
  const [, explicit, arn] = EXPLICIT.exec(flat) ?? [];
  const implicit = IMPLICIT.exec(flat)?.[1];
  const policyKind = explicit ?? implicit;
  const encodedMessage = ENCODED.exec(flat)?.[1];
  const kind = explicit !== undefined ? "explicitDeny" : implicit !== undefined ? "implicitDeny" : undefined;
  return {
    ...{ principal, action },
    ...(resource !== "" && { resource }),
    ...(kind !== undefined && { kind }),
    ...(policyKind !== undefined && describePolicy(policyKind, arn)),
    ...(encodedMessage !== undefined && { encodedMessage }),
    context: readEvent(flat),
    isContextComplete: false,
  };
}

function describePolicy(policyKind: string, arn: string | undefined): Partial<Denial> {
  const policyType = TYPES.find(([words]) => words.test(policyKind))?.[1];
  const policyArn = arn === undefined ? undefined : trim(arn);
  const policyId = policyArn === undefined ? undefined : /\/(p-\w+)$/.exec(policyArn)?.[1];
  return {
    policyKind: policyKind.trim(),
    ...(policyType !== undefined && { policyType }),
    ...(policyArn !== undefined && { policyArn }),
    ...(policyId !== undefined && { policyId }),
  };
}

/** What a CloudTrail event tells beside the message. */
function readEvent(text: string): Denial["context"] {
  const region = /"awsRegion" ?: ?"([\w-]+)"/.exec(text)?.[1];
  const address = /"sourceIPAddress" ?: ?"([\d.]+|[\da-f:]+)"/i.exec(text)?.[1];
  return {
    ...(region !== undefined && { "aws:RequestedRegion": [region] }),
    ...(address !== undefined && { "aws:SourceIp": [address] }),
  };
}

/** Punctuation of the sentence, not of the name. */
function trim(name: string): string {
  return name.replace(/^["'`(<]+/, "").replace(/["'`)>,.;\\}]+$/, "");
}

type Json = Readonly<Record<string, unknown>>;

/** AWS STS API Reference, DecodeAuthorizationMessage; with or without the envelope of the command line. */
function parseDecoded(text: string): Denial | undefined {
  const start = text.indexOf("{");
  const outer = start < 0 ? undefined : parseJson(text.slice(start));
  const inner = typeof outer?.DecodedMessage === "string" ? parseJson(outer.DecodedMessage) : outer;
  const context = asObject(inner?.context);
  const principal = asObject(context?.principal)?.arn;
  const { action, resource } = context ?? {};
  if (typeof principal !== "string" || typeof action !== "string") return undefined;
  const [matched] = getItems(inner?.matchedStatements);
  const sid = matched?.statementId;
  return {
    ...{ principal, action },
    ...(typeof resource === "string" && { resource }),
    kind: inner?.explicitDeny === true ? "explicitDeny" : "implicitDeny",
    ...(typeof sid === "string" && sid !== "" && { sid }),
    context: readConditions(context?.conditions),
    isContextComplete: true,
  };
}

function readConditions(conditions: unknown): Denial["context"] {
  const entries = getItems(conditions).flatMap(({ key, values }) => {
    if (typeof key !== "string") return [];
    const texts = getItems(values).flatMap(({ value }) => (typeof value === "string" ? [value] : []));
    return [[key, texts] as const];
  });
  return Object.fromEntries(entries);
}

/** Lists are wrapped: `{ "items": [ … ] }`. */
function getItems(value: unknown): readonly Json[] {
  const items = asObject(value)?.items;
  return Array.isArray(items) ? items.map(asObject).filter((item) => item !== undefined) : [];
}

function parseJson(text: string): Json | undefined {
  try {
    return asObject(JSON.parse(text.trim()));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
