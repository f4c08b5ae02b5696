/** What the rest of Orgscope sees of the AWS room; types alone, so that importing it loads nothing. */
import type { ChangeReads } from "../changes/reads";
import type { ChangeWrites } from "../changes/writes";
import type { CallerReader, OrganizationReader, PolicySimulator, ServiceUseReader } from "../organization/ports";
import type { TrailReader } from "../organization/trail";
import type { PolicyValidator } from "../terms/validation";

/** Where the credentials come from. `static` is for the sandbox and for dummy credentials of local endpoints. */
export type CredentialSource =
  | { readonly kind: "profile"; readonly profile: string }
  | { readonly kind: "environment" }
  | { readonly kind: "static"; readonly accessKeyId: string; readonly secretAccessKey: string };

export interface ConnectOptions {
  readonly credentials: CredentialSource;
  /** Decides the partition; Organizations has one endpoint in each. By default the profile's, else `us-east-1`. */
  readonly region?: string;
  /** Another endpoint than AWS's own. */
  readonly endpoint?: string;
  /** Asked for the code of an MFA device, by its serial number or ARN, when the profile's role wants one; failing calls it off. */
  readonly mfaCodeProvider?: (serial: string) => Promise<string>;
  /**
   * Go through the proxy that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name (the command line). In the editor leave it out:
   * VS Code patches node's own http and https, which an agent of ours would bypass.
   */
  readonly proxyFromEnvironment?: boolean;
  /** Part of AWS's documented request rates to use, 0 < share ≤ 1; `undefined`: no pacing. */
  readonly requestShare?: number;
  /** Keep to the rates only from the first throttling on: for local endpoints, most of which have none. */
  readonly pacedOnceThrottled?: boolean;
  /** Told of every request sent; never of its contents or credentials. */
  readonly log?: (line: string) => void;
}

/** The credentials in use. */
export interface CredentialState {
  /** When they expire, ISO 8601; `undefined` before the first request, and for those that do not say. */
  getExpiration(): string | undefined;
  /** The next request asks their source anew, which may have others by now. */
  renew(): void;
}

/** What became of the requests of one operation. */
export interface RequestCount {
  readonly operation: string;
  /** Requests sent, repeated ones included. */
  readonly sent: number;
  /** Those that AWS refused as too many. */
  readonly throttled: number;
  /** Those that failed for another reason. */
  readonly failed: number;
  /** Milliseconds that all of them together waited for their turn. */
  readonly waited: number;
  /** Requests that wait now. */
  readonly waiting: number;
  /** Requests a second that may go now; absent without a limit. */
  readonly rate?: number;
  /** The part of the chosen share that AWS's throttling has left, 1 for all of it. */
  readonly slowedTo?: number;
}

export interface AwsConnection {
  readonly reader: OrganizationReader;
  readonly caller: CallerReader;
  readonly validator: PolicyValidator;
  readonly simulator: PolicySimulator;
  readonly serviceUse: ServiceUseReader;
  readonly trail: TrailReader;
  /** What a run reads again right around each write, and the writes. */
  readonly changeReads: ChangeReads;
  readonly changeWrites: ChangeWrites;
  /** The endpoint requests go to, and whether it is other than AWS's own (setting, profile or environment). */
  getEndpoint(): Promise<{
    readonly url: string;
    readonly custom: boolean;
    readonly partition: string;
    readonly region: string;
  }>;
  readonly credentials: CredentialState;
  /** The ledger of requests, by operation, in the order of their first use. */
  getRequestCounts(): readonly RequestCount[];
  /** Holds back what nobody waits for at the screen, until it is let go again. */
  holdBackground(isHeld: boolean): void;
  dispose(): void;
}

/** A section of the shared AWS config files. */
export interface Profile {
  readonly name: string;
  readonly kind: "sso" | "assumeRole" | "process" | "keys" | "webIdentity" | "other";
  readonly region?: string;
  readonly accountId?: string;
  readonly roleName?: string;
  readonly endpointUrl?: string;
}
