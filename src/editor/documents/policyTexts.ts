/**
 * The texts behind policy documents: a draft where there is one, else what is published. The file system, the
 * CodeLens and publishing all ask here.
 */
import { OrganizationError } from "../../organization/errors";
import type { Policy } from "../../organization/model";
import { getPolicyQuota } from "../../terms/quotas";
import { Emitter, type Disposable, type Event } from "../../terms/event";
import type { Connections, Session } from "../connection/session";
import type { Draft, Drafts } from "./drafts";
import { getPolicyKey, type PolicyAddress } from "./policyUri";
import { getPublication, present, type Publication } from "./storedForm";
import { mayBeRead } from "../views/loadPart";

export interface PolicyText {
  readonly text: string;
  /** The stored text that `text` was made from, to the byte. */
  readonly base: string;
  readonly isDraft: boolean;
  /** Written by AWS, or out of a file; nobody can change it. */
  readonly isReadonly: boolean;
  /** Rises whenever `text` changes; a stand-in for the modification time that AWS does not tell. */
  readonly version: number;
}

/** Milliseconds in which the last connection of the window is taken up again. */
const RESTORING = 2_000;

interface Shown {
  readonly address: PolicyAddress;
  readonly base: string;
}

export class PolicyTexts implements Disposable {
  readonly #connections: Connections;
  readonly #drafts: Drafts;
  readonly #now: () => number;
  readonly #changed = new Emitter<PolicyAddress>();
  readonly #setAside = new Emitter<{ readonly draft: Draft; readonly file: string }>();
  /** Where the organizations that this window looked at were, by id. */
  readonly #places = new Map<string, string | undefined>();
  readonly #versions = new Map<string, number>();
  /** What documents were last given to show, by policy. */
  readonly #shown = new Map<string, Shown>();
  /** Versions of the drafts as this window read or wrote them last; 0 for none. */
  readonly #known = new Map<string, number>();
  /** Policies with typed text that is not saved; what they were made from must not move under them. */
  readonly #unsaved = new Set<string>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #subscription: Disposable;
  #store: Disposable | undefined;
  /** Whether this window has looked at any organization yet, or waited in vain for that. */
  #hasBegun: boolean;

  constructor(connections: Connections, drafts: Drafts, now: () => number) {
    this.#connections = connections;
    this.#drafts = drafts;
    this.#now = now;
    this.#hasBegun = connections.getState().state !== "disconnected";
    this.#subscription = connections.onDidChange(() => {
      this.#hasBegun = true;
      this.#follow();
    });
    this.#follow();
  }

  /** The text of a policy, its draft or what is published is another than before. */
  readonly onDidChange: Event<PolicyAddress> = this.#changed.event;

  /** Another window's draft was in the way of this one's, and is kept in a file of its own. */
  readonly onDidSetAside: Event<{ readonly draft: Draft; readonly file: string }> = this.#setAside.event;

  /** What a document shows; remembered as what its edits are made from. */
  async open(address: PolicyAddress): Promise<PolicyText> {
    const text = await this.read(address);
    const key = getPolicyKey(address);
    if (!this.#unsaved.has(key)) this.#shown.set(key, { address, base: text.base });
    return text;
  }

  async read(address: PolicyAddress): Promise<PolicyText> {
    const kept = await this.#drafts.load(address);
    this.#known.set(getPolicyKey(address), kept?.version ?? 0);
    const version = this.#getVersion(address, kept);
    const draft = this.#toDraft(kept);
    if (draft) return { text: draft.text, base: draft.base, isDraft: true, isReadonly: false, version };
    const { store, role } = await this.loadSession(address);
    const { content, awsManaged } = await store.loadPolicy(address.policyId);
    const isReadonly = awsManaged || role === "file";
    return { text: this.present(content), base: content, isDraft: false, isReadonly, version };
  }

  /** The draft of a policy, when it says something else than the text it was made from. */
  async loadDraft(address: PolicyAddress): Promise<Draft | undefined> {
    return this.#toDraft(await this.#drafts.load(address));
  }

  /** What is published, from the organization of the address alone. */
  async loadPublished(address: PolicyAddress): Promise<Policy> {
    return (await this.loadSession(address)).store.loadPolicy(address.policyId);
  }

  /** A stored text as a document shows it. */
  present(stored: string): string {
    return present(stored);
  }

  /** What `text` becomes when it is published in place of `base`. */
  getPublication({ type }: PolicyAddress, text: string, base: string): Publication {
    return getPublication(text, base, getPolicyQuota(type)?.maxSize);
  }

  /** What is stored once an open document's text is published; `undefined` until what it was made from is known. */
  getStored(address: PolicyAddress, text: string): string | undefined {
    const base = this.#shown.get(getPolicyKey(address))?.base;
    return base === undefined ? undefined : this.getPublication(address, text, base).text;
  }

  /** Keeps `text` on this machine. Sends nothing. */
  write(address: PolicyAddress, text: string): Promise<void> {
    return this.#inTurn(address, () => this.#write(address, text));
  }

  /**
   * A document began to differ from its file. Notes what it was made from, so that a restart in between cannot hide
   * that the policy has changed since.
   */
  noteUnsaved(address: PolicyAddress): Promise<void> {
    const key = getPolicyKey(address);
    if (this.#unsaved.has(key)) return Promise.resolve();
    this.#unsaved.add(key);
    return this.#inTurn(address, async () => {
      const base = this.#shown.get(key)?.base;
      if (base === undefined || (await this.loadDraft(address))) return;
      const version = this.#getVersion(address, undefined);
      await this.#save({ ...address, text: this.present(base), base, version });
    });
  }

  /** A document shows its file again, or is closed. */
  noteSettled(address: PolicyAddress, closed: boolean): Promise<void> {
    const key = getPolicyKey(address);
    if (closed) this.#shown.delete(key);
    if (!this.#unsaved.delete(key)) return Promise.resolve();
    return this.#inTurn(address, async () => {
      if (!this.#unsaved.has(key) && !(await this.loadDraft(address))) await this.#drafts.remove(address);
    });
  }

  /** Drops the draft: the document shows what is published. */
  async discardDraft(address: PolicyAddress): Promise<void> {
    await this.#inTurn(address, () => this.#drafts.remove(address));
    this.#raise(address);
  }

  /**
   * A draft was sent and is `published`. What was typed in the meantime, saved or not, is now a change of that text;
   * else the document shows it.
   */
  async settleDraft(sent: Draft, published: string): Promise<void> {
    const key = getPolicyKey(sent);
    let isNewer = false;
    await this.#inTurn(sent, async () => {
      const draft = await this.loadDraft(sent);
      const isUnsaved = this.#unsaved.has(key);
      isNewer = isUnsaved || (draft !== undefined && draft.version !== sent.version);
      this.#shown.set(key, { address: sent, base: published });
      if (!isNewer) return this.#drafts.remove(sent);
      const kept = draft && draft.version !== sent.version ? draft : { ...sent, text: this.present(published) };
      await this.#save({ ...kept, base: published });
    });
    if (isNewer) this.#changed.fire(sent);
    else this.#raise(sent);
  }

  /** Keeps the draft, now as one made from `base`. */
  async rebaseDraft(address: PolicyAddress, base: string): Promise<void> {
    await this.#inTurn(address, async () => {
      const draft = await this.loadDraft(address);
      if (!draft) return;
      await this.#save({ ...draft, base });
      this.#shown.set(getPolicyKey(address), { address, base });
    });
    this.#changed.fire(address);
  }

  /** The session of the address's organization; waits for one that is being connected. */
  async loadSession({ organizationId }: PolicyAddress): Promise<Session> {
    await this.waitForConnection();
    const session = this.#connections.getSession();
    if (session?.organizationId === organizationId) return session;
    throw new OrganizationError(
      "unavailable",
      session
        ? `This policy belongs to organization ${organizationId}, and this window is connected to ${session.name} (${session.organizationId}). Connect to ${organizationId} to open it.`
        : `This policy belongs to organization ${organizationId}, and this window is not connected. Connect to it to open the policy.`,
    );
  }

  /** Waits for a connection under way; at the start of a window also for one about to be restored. */
  async waitForConnection(): Promise<void> {
    const { state } = this.#connections.getState();
    if (state !== "connecting" && this.#hasBegun) return;
    await new Promise<void>((resolve) => {
      const timer = state === "connecting" ? undefined : setTimeout(finish, RESTORING);
      const subscription = this.#connections.onDidChange((next) => {
        if (next.state !== "connecting") finish();
        else clearTimeout(timer);
      });
      function finish(): void {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      }
    });
    this.#hasBegun = true;
  }

  dispose(): void {
    this.#store?.dispose();
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#setAside.dispose();
  }

  async #write(address: PolicyAddress, text: string): Promise<void> {
    const key = getPolicyKey(address);
    const kept = await this.#drafts.load(address);
    const theirs = this.#findTheirs(key, kept);
    if (theirs && theirs.text !== text) {
      this.#setAside.fire({ draft: theirs, file: await this.#drafts.setAside(theirs) });
    }
    const mine = theirs ? undefined : kept?.base;
    const base = mine ?? this.#shown.get(key)?.base ?? (await this.loadPublished(address)).content;
    const version = Math.max(this.#now(), this.#getVersion(address, kept) + 1);
    if (text === this.present(base)) await this.#drafts.remove(address);
    else await this.#save({ ...address, text, base, version });
    this.#versions.set(key, version);
    this.#changed.fire(address);
  }

  /** A draft that another window has written since this one read or wrote it. */
  #findTheirs(key: string, kept: Draft | undefined): Draft | undefined {
    const known = this.#known.get(key);
    return kept && known !== undefined && kept.version !== known ? this.#toDraft(kept) : undefined;
  }

  async #save(draft: Draft): Promise<void> {
    this.#known.set(getPolicyKey(draft), draft.version);
    await this.#drafts.save(draft);
  }

  /** One after the other for each policy: what is kept must be what was typed last. */
  #inTurn(address: PolicyAddress, run: () => Promise<void>): Promise<void> {
    const key = getPolicyKey(address);
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(run);
    this.#turns.set(
      key,
      turn.catch(() => undefined),
    );
    return turn;
  }

  #toDraft(kept: Draft | undefined): Draft | undefined {
    return kept && kept.text !== this.present(kept.base) ? kept : undefined;
  }

  #follow(): void {
    this.#store?.dispose();
    const session = this.#connections.getSession();
    this.#store = session?.store.onDidChange(({ parts }) => {
      for (const part of parts) {
        if (part.part === "policy" && mayBeRead(session.store, [part])) void this.#check(session, part.policyId);
      }
    });
    // What was shown may be what was last seen of it.
    if (this.#connections.getState().state !== "connected") return;
    if (session) this.#followPlace(session);
    for (const { address } of this.#shown.values()) {
      if (session && address.organizationId === session.organizationId) void this.#check(session, address.policyId);
    }
  }

  /** Another organization of the same id has other drafts. */
  #followPlace({ organizationId, snapshotPlace }: Session): void {
    const isMoved = this.#places.has(organizationId) && this.#places.get(organizationId) !== snapshotPlace;
    this.#places.set(organizationId, snapshotPlace);
    if (!isMoved) return;
    for (const { address } of this.#shown.values()) if (address.organizationId === organizationId) this.#raise(address);
  }

  /** A policy was read anew, or must be: tells the documents that show it. */
  async #check(session: Session, policyId: string): Promise<void> {
    const key = getPolicyKey({ organizationId: session.organizationId, policyId });
    const shown = this.#shown.get(key);
    if (!shown) return;
    try {
      const { content } = await session.store.loadPolicy(policyId);
      const now = this.#shown.get(key);
      if (!now || now.base === content || this.#connections.getSession() !== session) return;
      if (this.#unsaved.has(key) || (await this.loadDraft(shown.address))) this.#changed.fire(shown.address);
      else this.#raise(shown.address);
    } catch {
      // The tree shows why it cannot be read; the document keeps what it has.
    }
  }

  #raise(address: PolicyAddress): void {
    const key = getPolicyKey(address);
    this.#versions.set(key, (this.#versions.get(key) ?? 1) + 1);
    this.#changed.fire(address);
  }

  /**
   * The same over a restart, and never newer than what a document with unsaved text was made from: VS Code would
   * refuse to save it, and a save must only ever keep the draft.
   */
  #getVersion(address: PolicyAddress, kept: Draft | undefined): number {
    const key = getPolicyKey(address);
    const version = this.#versions.get(key) ?? kept?.version ?? 1;
    this.#versions.set(key, version);
    return version;
  }
}
