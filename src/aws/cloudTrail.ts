import { type CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import type { TrailEvent, TrailReader } from "../organization/trail";
import { getItems } from "./pages";
import type { Send } from "./sender";

export function createTrailReader(getClient: () => Promise<CloudTrailClient>, send: Send): TrailReader {
  return {
    lookUpEvents: (AttributeValue, signal) =>
      getItems(
        "LookupEvents",
        (NextToken) => {
          const LookupAttributes = [{ AttributeKey: "EventName", AttributeValue } as const];
          const command = new LookupEventsCommand({ LookupAttributes, NextToken });
          return send(
            "LookupEvents",
            async (abortSignal) => (await getClient()).send(command, { ...(abortSignal && { abortSignal }) }),
            { ...(signal && { signal }) },
          );
        },
        ({ Events = [] }) => Events.flatMap(({ CloudTrailEvent }) => toTrailEvent(CloudTrailEvent) ?? []),
      ),
  };
}

/** `undefined` for what is not as the User Guide says. */
function toTrailEvent(text: string | undefined): TrailEvent | undefined {
  const event = parse(text);
  const { eventID, eventName, eventTime, eventSource, sourceIPAddress, errorCode } = event;
  if (typeof eventName !== "string" || typeof eventTime !== "string") return undefined;
  const { arn, invokedBy } = toRecord(event.userIdentity);
  return {
    id: String(eventID),
    name: eventName,
    at: eventTime,
    source: String(eventSource),
    principal: [arn, invokedBy].find((name) => typeof name === "string") ?? "",
    address: typeof sourceIPAddress === "string" ? sourceIPAddress : "",
    request: toRecord(event.requestParameters),
    response: toRecord(event.responseElements),
    details: toRecord(event.serviceEventDetails),
    ...(typeof errorCode === "string" && { errorCode }),
  };
}

function parse(text = ""): Readonly<Record<string, unknown>> {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
