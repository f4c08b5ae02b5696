/**
 * The organization this window looks at. One session at a time; everything on the screen takes it from here and
 * listens for its end.
 */
import type { CredentialState } from "../../aws/types";
import type { RunJournal } from "../../changes/journal";
import type { VisibleRunLock } from "../../changes/lock";
import type { ChangeReads } from "../../changes/reads";
import type { ChangeWrites } from "../../changes/writes";
import type { CallerIdentity, OrganizationContents } from "../../organization/model";
import type { OrganizationError } from "../../organization/errors";
import type { PolicySimulator, ServiceUseReader } from "../../organization/ports";
import type { OrganizationStore } from "../../organization/store";
import type { Event } from "../../terms/event";
import type { BackgroundLoad } from "../loading/backgroundLoad";
import type { Authority } from "./authority";
import type { TrailReader } from "../../organization/trail";
import type { PolicyValidator } from "../../terms/validation";

/** What a person chose to look at; kept in a file so that the next start looks at the same. */
export type ConnectionChoice =
  | { readonly kind: "demo" }
  | { readonly kind: "environment" }
  | { readonly kind: "profile"; readonly profile: string; readonly region?: string }
  /** Without a profile it gets dummy credentials. */
  | { readonly kind: "endpoint"; readonly url: string; readonly region?: string; readonly profile?: string }
  /** An organization file, read-only and without AWS. */
  | { readonly kind: "file"; readonly path: string }
  /** A copy of an organization in the sandbox, to try things on. `id` names its folder. */
  | { readonly kind: "copy"; readonly id: string };

export interface Session {
  readonly choice: ConnectionChoice;
  /** Shown in status bar and tree header: the profile's name, `Demo organization`, the endpoint's host. */
  readonly name: string;
  /** What documents, drafts and records of changes name; a file's and a copy's is marked, since AWS's id is another's. */
  readonly organizationId: string;
  readonly caller: CallerIdentity;
  /** Absent where nothing is asked of AWS. */
  readonly credentials?: CredentialState;
  /** What read-only calls told of the caller's rights when the session was opened. */
  readonly authority: Authority;
  readonly role: "management" | "member" | "demo" | "file" | "copy";
  readonly partition: string;
  /** The endpoint, where it is not the one that AWS has for the partition. */
  readonly customEndpoint: string | undefined;
  /** Where its snapshots are kept; `undefined`: nowhere. */
  readonly snapshotPlace: string | undefined;
  /** Where it was not read from AWS: an organization file or a snapshot. Nothing of it can be changed. */
  readonly shown?: ShownContents;
  readonly store: OrganizationStore;
  /** Reads all of the organization when somebody needs that. */
  readonly loading: BackgroundLoad;
  readonly validator: PolicyValidator;
  readonly simulator: PolicySimulator;
  readonly serviceUse: ServiceUseReader;
  /** Absent where nothing is asked of AWS. */
  readonly trail?: TrailReader;
  /** What plans are run through; a file or snapshot has none. */
  readonly changes?: SessionChanges;
}

/** What a file or snapshot holds. */
export interface ShownContents {
  /** ISO 8601. */
  readonly takenAt: string;
  /** All of it; the first rows of a snapshot stand there before that has been read. Fails with an `OrganizationError`. */
  read(): Promise<OrganizationContents>;
  /** What a first reading had brought when it was interrupted. */
  readonly isUnfinished?: boolean;
}

export interface SessionChanges {
  /** Read again around each write. */
  readonly reads: ChangeReads;
  readonly writes: ChangeWrites;
  readonly journal: RunJournal;
  readonly lock: VisibleRunLock;
}

/** Whether nothing in it is real: the demo, and copies. */
export function isPlayground({ role }: Pick<Session, "role">): boolean {
  return role === "demo" || role === "copy";
}

export type ConnectionState =
  | { readonly state: "disconnected" }
  /** `isRestoring`: what was last seen of it is being looked for, and comes in a moment where there is any. */
  | { readonly state: "connecting"; readonly choice: ConnectionChoice; readonly isRestoring: boolean }
  /** Shows what was last seen, while AWS is asked again; with `error` it could not be. */
  | {
      readonly state: "restored";
      readonly choice: ConnectionChoice;
      readonly session: Session;
      readonly error?: OrganizationError;
    }
  | { readonly state: "connected"; readonly session: Session }
  | { readonly state: "failed"; readonly choice: ConnectionChoice; readonly error: OrganizationError };

export interface Connections {
  readonly onDidChange: Event<ConnectionState>;
  getState(): ConnectionState;
  /** The session of `getState()`, when connected or restored. */
  getSession(): Session | undefined;
  /** `restore` answers what was last seen of it, to be shown at once. */
  connect(choice: ConnectionChoice, restore?: () => Promise<Session | undefined>): Promise<void>;
  /** Asks AWS again for what is only restored. */
  retry(): Promise<void>;
  disconnect(): Promise<void>;
  /** Whether writes may be planned now: always in the demo, elsewhere after *Enable changes* until it lapses. */
  canChange(): boolean;
  setChangesEnabled(enabled: boolean): void;
  readonly onDidChangeCanChange: Event<boolean>;
  dispose(): void;
}
