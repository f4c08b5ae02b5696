import type {
  Account,
  AlternateContact,
  DelegatedService,
  EffectivePolicy,
  Handshake,
  Organization,
  OrganizationalUnit,
  Policy,
  PolicySummary,
  PolicyTarget,
  Root,
  Tags,
} from "./model";
import type { Children, StorePart } from "./store";

/** What each part of the store answers with. */
interface AnswerByPart {
  readonly organization: Organization;
  readonly roots: readonly Root[];
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly children: Children;
  readonly accounts: readonly Account[];
  readonly policies: readonly PolicySummary[];
  readonly policy: Policy;
  readonly targets: readonly PolicyTarget[];
  readonly attached: readonly PolicySummary[];
  readonly effective: EffectivePolicy;
  readonly tags: Tags;
  readonly handshakes: readonly Handshake[];
  readonly receivedHandshakes: readonly Handshake[];
  readonly delegatedServices: readonly DelegatedService[];
  readonly alternateContacts: readonly AlternateContact[];
}

export type Answer<P extends StorePart> = AnswerByPart[P["part"]];

/** One string for each part: `attached/ou-a1b2-11112222/TAG_POLICY`. */
export function getPartKey(part: StorePart): string {
  const type = part.part === "attached" || part.part === "effective" ? part.type : "";
  return [part.part, getId(part), type].filter(Boolean).join("/");
}

/**
 * Something for each part. Asked for every row of a tree: ids that are there already make keys that need not be put
 * together.
 */
export class PartMap<V> {
  readonly #values = new Map<string, Map<string, V>>();

  constructor(entries: Iterable<readonly [StorePart, V]> = []) {
    for (const [part, value] of entries) this.set(part, value);
  }

  get(part: StorePart): V | undefined {
    return this.#values.get(getKind(part))?.get(getId(part));
  }

  has(part: StorePart): boolean {
    return this.#values.get(getKind(part))?.has(getId(part)) ?? false;
  }

  set(part: StorePart, value: V): void {
    const kind = getKind(part);
    const values = this.#values.get(kind);
    if (values) values.set(getId(part), value);
    else this.#values.set(kind, new Map([[getId(part), value]]));
  }

  values(): readonly V[] {
    return [...this.#values.values()].flatMap((values) => [...values.values()]);
  }

  clear(): void {
    this.#values.clear();
  }

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }
}

/** What many parts have in common. */
function getKind(part: StorePart): string {
  if (part.part === "attached") return part.type;
  return part.part === "effective" ? `effective/${part.type}` : part.part;
}

function getId(part: StorePart): string {
  switch (part.part) {
    case "organization":
    case "roots":
    case "accounts":
    case "handshakes":
    case "receivedHandshakes":
      return "";
    case "organizationalUnits":
    case "children":
      return part.parentId;
    case "policies":
      return part.type;
    case "policy":
    case "targets":
      return part.policyId;
    case "attached":
      return part.targetId;
    case "effective":
    case "delegatedServices":
    case "alternateContacts":
      return part.accountId;
    case "tags":
      return part.resourceId;
  }
}
