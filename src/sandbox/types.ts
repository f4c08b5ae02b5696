/** What the rest of Orgscope sees of the sandbox; types alone, so that importing it loads nothing. */
import type { OrganizationContents } from "../organization/model";
import type { ServicesUsed, Simulate } from "./iam";

/** What to break, for tests of how failures are met. The first rule that matches a request applies. */
export interface Fault {
  /** API operation, such as `AttachPolicy`; every one by default. */
  readonly operation?: string;
  /** Members that the request has, such as `TargetId`; any by default. */
  readonly input?: Readonly<Record<string, string>>;
  /** How often it strikes before it is used up; for ever by default. */
  readonly times?: number;
  readonly effect:
    | {
        readonly kind: "error";
        readonly name: string;
        readonly reason?: string;
        readonly message?: string;
        readonly status?: number;
      }
    | { readonly kind: "delay"; readonly milliseconds: number }
    | { readonly kind: "reset" }
    /** Carries the request out, then cuts the connection. */
    | { readonly kind: "loseResponse" }
    | { readonly kind: "emptyPage" }
    /** Breaks the answer off in the middle. */
    | { readonly kind: "truncate" };
}

export interface SandboxOptions {
  /** What it starts with; `undefined`: a standalone account without an organization. */
  readonly contents?: OrganizationContents;
  /** The account of `--empty`. */
  readonly accountId?: string;
  /** Whose credentials are given out; by default the management account's. */
  readonly callerAccountId?: string;
  /** 0 picks a free port. */
  readonly port?: number;
  /** Enforce AWS's documented request rates. */
  readonly rates?: boolean;
  readonly anyCredentials?: boolean;
  readonly faults?: readonly Fault[];
  /** Called after each write with the new state; requests wait for what it returns. */
  readonly onDidWrite?: (contents: OrganizationContents) => void | Promise<void>;
  /** Answers SimulateCustomPolicy; without it the sandbox simulates nothing. */
  readonly simulate?: Simulate;
  /** What GenerateOrganizationsAccessReport tells; by default no account used anything. */
  readonly servicesUsed?: ServicesUsed;
}

export interface Sandbox {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  getContents(): OrganizationContents | undefined;
  /** Replaces the faults. */
  setFaults(faults: readonly Fault[]): void;
  /** Requests served so far, by operation. */
  getRequestCounts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}
