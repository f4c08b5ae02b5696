/** Which policies of the connected organization the files of the workspace are sources of, and where they differ. */
import * as vscode from "vscode";
import { findLink, type Link, type LivePolicy } from "../../engine/deployment/links";
import type { Policy } from "../../organization/model";
import { runInTurns } from "../../organization/turns";
import { getCanonicalForm } from "../../policy/alignment/canonical";
import { Emitter, type Disposable, type Event } from "../../terms/event";
import type { PolicyType } from "../../terms/policyTypes";
import type { Session } from "../connection/session";
import type { EditorServices } from "../services";
import { LinkMemory } from "./linkMemory";
import { getMissingParts, readMissing } from "./livePolicies";
import { getFileName, watchPolicyFiles, type PolicyFile } from "./policyFiles";

/** Milliseconds in which changes are taken together: a load tells of hundreds. */
const REST = 150;

type Services = Pick<EditorServices, "connections"> & { readonly state: vscode.Memento };

export class Deployment implements Disposable {
  readonly memory: LinkMemory;
  readonly #services: Services;
  readonly #files = watchPolicyFiles();
  readonly #changes = new Emitter<void>();
  readonly #forms = new WeakMap<Policy, string>();
  readonly #disposables: readonly Disposable[];
  #store: Disposable | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** `undefined` until somebody asks. */
  #drift: ReadonlyMap<string, string> | undefined;
  #isDisposed = false;

  constructor(services: Services) {
    this.#services = services;
    this.memory = new LinkMemory(services.state);
    const changed = () => this.#change();
    this.#disposables = [
      this.memory,
      this.#files,
      this.#files.onDidChange(changed),
      this.memory.onDidChange(changed),
      services.connections.onDidChange(() => this.#follow()),
    ];
    this.#follow();
  }

  /** Another link or state of a file. */
  readonly onDidChange: Event<void> = this.#changes.event;

  /** The file's policy in the organization; `undefined` without one, or until its policies are listed. */
  getLink(session: Session, file: PolicyFile): Link | undefined {
    const live = this.#getLive(session, file.type);
    return live && this.#findLink(session, file, live);
  }

  /** As `getLink`, once what is missing to tell is read. */
  async loadLink(session: Session, file: PolicyFile): Promise<Link | undefined> {
    const { store } = session;
    await store.loadPolicies(file.type);
    await this.prepare(session, file.type);
    const link = this.getLink(session, file);
    if (link?.state !== "unknown") return link;
    await Promise.all(link.policyIds.map((id) => store.loadPolicy(id, "background")));
    await this.prepare(session, file.type);
    return this.getLink(session, file);
  }

  /**
   * As `getLink`; what is missing is read behind it, and `onDidChange` tells of it. `hasFailed`: some of that could not
   * be read.
   */
  readLink(session: Session, file: PolicyFile): { readonly link: Link | undefined; readonly hasFailed: boolean } {
    const link = this.getLink(session, file);
    return { link, hasFailed: !readMissing(session.store, getMissingParts(link, file.type)) };
  }

  /** Hundreds of policies are read in turns, so that telling which a file is takes a moment afterwards. */
  prepare({ store }: Session, type: PolicyType): Promise<void> {
    return runInTurns(
      this.#formInSteps((store.getPolicies(type) ?? []).flatMap(({ id }) => store.getPolicy(id) ?? [])),
    );
  }

  /** The saved policy files of the workspace. */
  async loadFiles(): Promise<readonly PolicyFile[]> {
    return [...(await this.#files.load()).values()];
  }

  /** The file that a policy differs from, by its path in the workspace. */
  getDriftFile(policyId: string): string | undefined {
    if (!this.#drift) {
      this.#drift = new Map();
      this.#change();
    }
    return this.#drift.get(policyId);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#store?.dispose();
    this.#changes.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Those read so far; the first call starts to read. */
  #getFiles(): readonly PolicyFile[] {
    return [...this.#files.get().values()];
  }

  #findLink(session: Session, { uri, type, form }: PolicyFile, live: readonly LivePolicy[]): Link {
    const linkedPolicyId = this.memory.get(session.organizationId, uri);
    const link = findLink({ fileName: getFileName(uri), type, form, linkedPolicyId }, live);
    if ("policyId" in link) readMissing(session.store, [{ part: "policy", policyId: link.policyId }]);
    return link;
  }

  #getLive(session: Session, type: PolicyType): readonly LivePolicy[] | undefined {
    const { store } = session;
    readMissing(store, [{ part: "policies", type }]);
    return store.getPolicies(type)?.map(({ id, name, awsManaged }) => {
      const policy = store.getPolicy(id);
      return { id, name, type, awsManaged, form: policy && this.#getForm(policy) };
    });
  }

  *#formInSteps(policies: readonly Policy[]): Generator<void, void> {
    for (const policy of policies) {
      if (this.#forms.has(policy)) continue;
      this.#getForm(policy);
      yield;
    }
  }

  #getForm(policy: Policy): string {
    const known = this.#forms.get(policy);
    if (known !== undefined) return known;
    const form = getCanonicalForm(policy.content) ?? "";
    this.#forms.set(policy, form);
    return form;
  }

  #findDrift(session: Session): ReadonlyMap<string, string> {
    const drift = new Map<string, string>();
    // Files may be many, and so may policies.
    const lives = new Map<PolicyType, readonly LivePolicy[] | undefined>();
    for (const file of this.#getFiles()) {
      const live = lives.get(file.type) ?? this.#getLive(session, file.type);
      lives.set(file.type, live);
      const link = live && this.#findLink(session, file, live);
      if (link?.state === "differs") drift.set(link.policyId, vscode.workspace.asRelativePath(file.uri));
      // One policy is its own by link or name; more would be read for a guess.
      else if (link?.state === "unknown" && link.policyIds.length === 1) this.readLink(session, file);
    }
    return drift;
  }

  #follow(): void {
    this.#drift &&= new Map();
    this.#store?.dispose();
    this.#store = this.#services.connections.getSession()?.store.onDidChange(({ parts }) => {
      if (parts.some(({ part }) => part === "policy" || part === "policies")) this.#change();
    });
    this.#change();
  }

  #change(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#tell();
    }, REST);
  }

  async #tell(): Promise<void> {
    const session = this.#services.connections.getSession();
    if (session && this.#drift) {
      const types = new Set(this.#getFiles().map(({ type }) => type));
      for (const type of types) await this.prepare(session, type);
      if (this.#isDisposed || session !== this.#services.connections.getSession()) return;
      this.#drift = this.#findDrift(session);
    }
    this.#changes.fire();
  }
}
