/** The moments of an organization that can be looked at and compared. */
import { readFileState } from "../../disk/textFile";
import type { SnapshotArchive } from "../../organization/snapshot/archive";
import type { OrganizationContents } from "../../organization/model";
import { OrganizationError } from "../../organization/errors";
import { toContents } from "../../organization/toContents";
import type { Copies } from "../connection/copies";
import { readOrganization } from "../connection/organizationFile";
import type { Connections, Session } from "../connection/session";

export type Moment =
  | { readonly kind: "snapshot"; readonly place: string; readonly id: string }
  | { readonly kind: "file"; readonly path: string }
  /** As a copy was before anything was tried on it. */
  | { readonly kind: "copied"; readonly id: string }
  /** What the window is connected to, as far as it is known. */
  | { readonly kind: "now" };

/** Whole organizations in memory; a diff needs two. */
const KEPT = 3;

/** Reads moments, and keeps those read last. */
export class Moments {
  readonly #archive: SnapshotArchive;
  readonly #copies: Copies;
  readonly #connections: Pick<Connections, "getSession">;
  readonly #kept = new Map<string, Promise<OrganizationContents>>();

  constructor(archive: SnapshotArchive, copies: Copies, connections: Pick<Connections, "getSession">) {
    this.#archive = archive;
    this.#copies = copies;
    this.#connections = connections;
  }

  async load(moment: Moment): Promise<OrganizationContents> {
    if (moment.kind === "now") return readContentsNow(this.#connections.getSession());
    // A file may be another one by now.
    const state = moment.kind === "file" ? await readFileState(moment.path) : "";
    const key = formatMoment(moment) + state;
    const reading = this.#kept.get(key) ?? this.#read(moment);
    this.#kept.delete(key);
    this.#kept.set(key, reading);
    for (const oldest of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(oldest);
    // What failed may be put right, and is read again.
    reading.catch(() => this.#kept.delete(key));
    return reading;
  }

  #read(moment: Exclude<Moment, { readonly kind: "now" }>): Promise<OrganizationContents> {
    switch (moment.kind) {
      case "snapshot":
        return this.#archive.load(moment.place, moment.id);
      case "file":
        return readOrganization(moment.path);
      case "copied":
        return this.#copies.readBase(moment.id);
    }
  }
}

/** What is known of the organization that is connected. */
export async function readContentsNow(session: Session | undefined): Promise<OrganizationContents> {
  if (session?.shown) return session.shown.read();
  const contents = session && toContents(session.store, new Date().toISOString());
  if (contents) return contents;
  throw new OrganizationError("unavailable", "No organization is connected");
}

export function formatMoment(moment: Moment): string {
  return JSON.stringify(moment);
}

/** `undefined` for what is none of ours. */
export function parseMoment(value: unknown): Moment | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, place, id, path } = value as Readonly<Record<string, unknown>>;
  switch (kind) {
    case "now":
      return { kind };
    case "snapshot":
      return typeof place === "string" && typeof id === "string" ? { kind, place, id } : undefined;
    case "file":
      return typeof path === "string" ? { kind, path } : undefined;
    case "copied":
      return typeof id === "string" ? { kind, id } : undefined;
    default:
      return undefined;
  }
}
