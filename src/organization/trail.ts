/** What CloudTrail recorded of an organization (CloudTrail User Guide, CloudTrail record contents). */

export interface TrailEvent {
  readonly id: string;
  /** The API operation, such as `UpdatePolicy`; of AWS itself such as `CreateAccountResult`. */
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  /** Such as `organizations.amazonaws.com`. */
  readonly source: string;
  /** The ARN that signed; for what AWS did itself, `AWS Internal` or the name of a service. */
  readonly principal: string;
  /** Where it was sent from: an address, or the name of a service. */
  readonly address: string;
  /** Members have a small first letter; `details`: of what AWS did itself. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly response: Readonly<Record<string, unknown>>;
  readonly details: Readonly<Record<string, unknown>>;
  /** AWS's code, where it was refused. */
  readonly errorCode?: string;
}

/** Looks events up in the event history of the caller's account: management events of the last 90 days. */
export interface TrailReader {
  /** The newest first, by the name of the operation: events of Organizations name no resources to ask by. */
  lookUpEvents(eventName: string, signal?: AbortSignal): AsyncIterable<TrailEvent>;
}
