/** What was done here, as CloudTrail's event history tells it (CloudTrail API Reference, LookupEvents). */
import { randomUUID } from "node:crypto";
import { AwsError } from "./awsError";
import type { Input } from "./input";
import type { OperationRequest } from "./operations/operation";
import { cutPage } from "./paging";
import { getCallerArn } from "./sts";
import { toSeconds } from "./wire";

/** The member of an organization file under which it is kept. */
export const TRAIL = "sandboxTrail";

/** An event as an organization file keeps it. */
export interface TrailRecord {
  readonly id: string;
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  readonly accountId: string;
  /** `undefined`: AWS itself, which says more in `details`. */
  readonly arn?: string;
  readonly request?: Input;
  readonly response?: Input;
  readonly details?: Input;
  readonly errorCode?: string;
}

/** So many are kept; the oldest go first. */
const KEPT = 500;
const DAYS = 90;
const PAGE_SIZE = 50;

export class Trail {
  #records: readonly TrailRecord[];

  constructor(kept: unknown) {
    this.#records = Array.isArray(kept) ? kept.filter(isRecord) : [];
  }

  get records(): readonly TrailRecord[] {
    return this.#records;
  }

  /** Of a write, with what AWS answered or the code of its refusal. */
  addCall({ operation, input, now, callerAccountId }: OperationRequest, result: object | AwsError): void {
    const isRefused = result instanceof AwsError;
    this.#add({
      name: operation,
      at: now,
      accountId: callerAccountId,
      arn: getCallerArn(callerAccountId),
      request: toTrailCase(input),
      ...(isRefused ? { errorCode: result.name } : { response: toTrailCase(result) }),
    });
  }

  /** That AWS has created an account, or has failed to. */
  addCreation(status: object, { now, callerAccountId }: OperationRequest): void {
    const details = { createAccountStatus: toTrailCase(status) };
    this.#add({ name: "CreateAccountResult", at: now, accountId: callerAccountId, details });
  }

  lookUp(request: OperationRequest): object {
    const { LookupAttributes: attributes = [], MaxResults = PAGE_SIZE } = request.input;
    if (!Array.isArray(attributes) || attributes.length > 1) throw new AwsError("InvalidLookupAttributesException", "");
    const [{ AttributeKey: key, AttributeValue: value } = {} as Input] = attributes as readonly Input[];
    const since = new Date(Date.parse(request.now) - DAYS * 86_400_000).toISOString();
    // The newest first: a later event comes before, and moves no page.
    const found = new Map(
      this.#records.flatMap((record, index) =>
        record.at >= since && matches(record, key, value) ? [[toKey(index), record] as const] : [],
      ),
    );
    const input = { ...request.input, MaxResults };
    const { items, NextToken } = cutPage(
      { ...request, input },
      [...found.keys()].sort(),
      (id) => describe(found.get(id) as TrailRecord),
      PAGE_SIZE,
    );
    return { Events: items, NextToken };
  }

  #add(record: Omit<TrailRecord, "id">): void {
    this.#records = [...this.#records, { id: randomUUID(), ...record }].slice(-KEPT);
  }
}

function toKey(index: number): string {
  return String(1e9 - index).padStart(10, "0");
}

function matches(record: TrailRecord, key: unknown, value: unknown): boolean {
  switch (key) {
    case undefined:
      return true;
    case "EventName":
      return record.name === value;
    case "EventSource":
      return getSource(record) === value;
    case "EventId":
      return record.id === value;
    case "ReadOnly":
      return value === "false";
    default:
      // Events of Organizations name no resources.
      return false;
  }
}

function describe(record: TrailRecord): object {
  const { id, name, at, accountId, arn, request, response, details, errorCode } = record;
  const event = {
    eventVersion: "1.08",
    userIdentity: arn
      ? {
          type: arn.includes(":assumed-role/") ? "AssumedRole" : "IAMUser",
          arn,
          accountId,
          userName: arn.slice(arn.lastIndexOf("/") + 1),
        }
      : { accountId, invokedBy: "AWS Internal" },
    eventTime: `${at.slice(0, 19)}Z`,
    eventSource: getSource(record),
    eventName: name,
    awsRegion: "us-east-1",
    sourceIPAddress: arn ? "127.0.0.1" : "AWS Internal",
    requestParameters: request ?? null,
    responseElements: response ?? null,
    ...(errorCode !== undefined && { errorCode }),
    ...(details && { serviceEventDetails: details }),
    eventID: id,
    readOnly: false,
    eventType: arn ? "AwsApiCall" : "AwsServiceEvent",
    recipientAccountId: accountId,
    eventCategory: "Management",
  };
  return {
    EventId: id,
    EventName: name,
    ReadOnly: "false",
    EventTime: Math.floor(toSeconds(at)),
    EventSource: getSource(record),
    Username: event.userIdentity.userName,
    Resources: [],
    CloudTrailEvent: JSON.stringify(event),
  };
}

function getSource({ name }: TrailRecord): string {
  return name === "PutAccountName" ? "account.amazonaws.com" : "organizations.amazonaws.com";
}

/** CloudTrail writes members with a small first letter. */
function toTrailCase(value: object): Input {
  const convert = (member: unknown): unknown => {
    if (Array.isArray(member)) return member.map(convert);
    return typeof member === "object" && member !== null ? toTrailCase(member) : member;
  };
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.map(([key, member]) => [key.slice(0, 1).toLowerCase() + key.slice(1), convert(member)]),
  );
}

function isRecord(value: unknown): value is TrailRecord {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, at, accountId } = value as Partial<Record<string, unknown>>;
  return [id, name, at, accountId].every((member) => typeof member === "string");
}
