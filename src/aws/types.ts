/** What the rest of Orgscope sees of the AWS room; types alone, so that importing it loads nothing. */
import type { PolicyWriter } from "../changes/ports";
import type { CallerReader, OrganizationReader } from "../organization/ports";

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
  /** Part of AWS's documented request rates to use, 0 < share ≤ 1; `undefined`: no pacing (a local endpoint). */
  readonly requestShare?: number;
  /** Told of every request sent; never of its contents or credentials. */
  readonly log?: (line: string) => void;
}

export interface AwsConnection {
  readonly reader: OrganizationReader;
  readonly caller: CallerReader;
  readonly writer: PolicyWriter;
  /** The endpoint requests go to, and whether it is other than AWS's own (setting, profile or environment). */
  getEndpoint(): Promise<{
    readonly url: string;
    readonly custom: boolean;
    readonly partition: string;
    readonly region: string;
  }>;
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
