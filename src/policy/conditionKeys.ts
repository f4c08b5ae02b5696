import type { Catalogue, ConditionKeyFacts, Service } from "./catalogue";
import data from "./data/globalKeys.json";
import presence from "./data/keyPresence.json";
import { memoize } from "./memo";
import { findNearest } from "./nearest";

/** A condition key that every service may carry. */
export interface GlobalKeyFacts {
  /** As AWS writes it; `${TagKey}` stands for a name that the author chooses. */
  readonly name: string;
  readonly type: string;
  readonly multivalued: boolean;
  readonly summary: string;
}

export const GLOBAL_KEYS: readonly GlobalKeyFacts[] = data.keys;

/** Where the author chooses a name: `aws:RequestTag/${TagKey}`, `s3:ExistingObjectTag/<key>`, `ssm:resourceTag/tag-key`. */
const GAP = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/g;

/** Keys by their name in lower case; those with a gap have to be tried one by one. */
const BY_NAME: ReadonlyMap<string, GlobalKeyFacts> = new Map(GLOBAL_KEYS.map((key) => [key.name.toLowerCase(), key]));
const WITH_GAP = GLOBAL_KEYS.filter(({ name }) => getKeyParts(name).length > 1);

const PLAIN_NAMES = GLOBAL_KEYS.map(({ name }) => name);
/** `aws:PrincipalTag` and its likes, behind which the name of a tag follows. */
const TAG_NAMES = WITH_GAP.map(({ name }) => name.slice(0, name.indexOf("/")));

/** The facts of a key as written in a policy; names ignore case, and a tag's name may be anything. */
export function getGlobalKey(written: string): GlobalKeyFacts | undefined {
  return BY_NAME.get(written.toLowerCase()) ?? WITH_GAP.find((key) => fitsKey(key.name, written));
}

/** The global key that a misspelt one most likely means: `aws:PrincipleTag/Team` is `aws:PrincipalTag/Team`. */
export function findNearestGlobalKey(written: string): string | undefined {
  const slash = written.indexOf("/");
  const nearest = findNearest(slash < 0 ? written : written.slice(0, slash), slash < 0 ? PLAIN_NAMES : TAG_NAMES);
  return nearest && (slash < 0 ? nearest : nearest + written.slice(slash));
}

export function getServiceKey(catalogue: Catalogue, written: string): ConditionKeyFacts | undefined {
  const service = catalogue.getService(written.slice(0, Math.max(written.indexOf(":"), 0)));
  if (!service) return undefined;
  const { byName, withGap } = indexKeys(service);
  return byName.get(written.toLowerCase()) ?? withGap.find((key) => fitsKey(key.name, written));
}

/** A service's keys as the global ones above. */
interface KeyIndex {
  readonly byName: ReadonlyMap<string, ConditionKeyFacts>;
  readonly withGap: readonly ConditionKeyFacts[];
}

const INDEXES = new WeakMap<Service, KeyIndex>();

function indexKeys(service: Service): KeyIndex {
  const known = INDEXES.get(service);
  if (known) return known;
  const keys = service.conditionKeys;
  const index = {
    byName: new Map(keys.map((key) => [key.name.toLowerCase(), key])),
    withGap: keys.filter(({ name }) => getKeyParts(name).length > 1),
  };
  INDEXES.set(service, index);
  return index;
}

/** What a key carries, whether it is a global one or a service's. */
export interface ConditionKey {
  readonly name: string;
  /** `String`, `ARN`, `Bool`, `Numeric`, `Date`, `IPAddress` or `Binary`. */
  readonly type: string;
  readonly multivalued: boolean;
  readonly summary: string;
}

/** The facts of a key as written in a policy; `undefined` for one that the catalogue does not know. */
export function getConditionKey(catalogue: Catalogue, written: string): ConditionKey | undefined {
  const global = getGlobalKey(written);
  if (global) return global;
  const own = getServiceKey(catalogue, written);
  return own && readServiceKey(own);
}

/** The catalogue writes `ArrayOfString` for a key with several values. */
export function readServiceKey(key: ConditionKeyFacts): ConditionKey {
  const { name, type } = key;
  const multivalued = type.startsWith("ArrayOf");
  return {
    name,
    type: multivalued ? type.slice("ArrayOf".length) : type,
    multivalued,
    // Descriptions are read when somebody asks.
    get summary() {
      return key.description;
    },
  };
}

export type KeyType = "String" | "ARN" | "Bool" | "Numeric" | "Date" | "IPAddress";

/** What the rules want to know of a key. */
export interface KeyFacts {
  readonly name: string;
  readonly type: KeyType;
  readonly multivalued: boolean;
  /** Where the key comes from: AWS documents the type of each global key, while those of services are less exact. */
  readonly origin: "global" | "tag" | "service";
}

export function getKeyFacts(catalogue: Catalogue, written: string): KeyFacts | undefined {
  const key = getConditionKey(catalogue, written);
  if (!key) return undefined;
  const isTag = getKeyParts(key.name).length > 1;
  return {
    name: key.name,
    type: KEY_TYPES.find((known) => known === key.type) ?? "String",
    multivalued: key.multivalued,
    origin: isTag ? "tag" : getGlobalKey(written) ? "global" : "service",
  };
}

const KEY_TYPES: readonly KeyType[] = ["String", "ARN", "Bool", "Numeric", "Date", "IPAddress"];

const ALWAYS_PRESENT: ReadonlySet<string> = new Set(
  presence.groups
    .filter((group) => group.presence === "In every request.")
    .flatMap(({ keys }) => keys.map((key) => key.toLowerCase())),
);

/** Whether every request carries the key. */
export function isAlwaysPresent(written: string): boolean {
  return ALWAYS_PRESENT.has(written.toLowerCase());
}

/** Whether a key's values are Regions, such as those of aws:RequestedRegion. */
export function isRegionKey(written: string): boolean {
  return /:(?:(?:\w*[a-z])?Region|LocationConstraint)$/i.test(written);
}

const LISTED_IN_PART: ReadonlySet<string> = new Set([
  "aws-marketplace",
  "bedrock",
  "identitystore",
  "saml",
  "signin",
  "sso",
  "sts",
]);

/** Whether calls carry keys of its service which AWS's reference does not list them for, as its guides show. */
export function isListedInPart(written: string): boolean {
  return LISTED_IN_PART.has(written.slice(0, Math.max(written.indexOf(":"), 0)).toLowerCase());
}

/** The literal parts of a key's name, between the gaps. */
export function getKeyParts(name: string): readonly string[] {
  return name.split(GAP);
}

/** The names are the catalogue's, the same for each policy. */
const getFoldedParts = memoize((name) => getKeyParts(name.toLowerCase()));

/** Whether a written key is the named one, where each gap takes one or more characters. */
export function fitsKey(name: string, written: string): boolean {
  const [first = "", ...rest] = getFoldedParts(name);
  const text = written.toLowerCase();
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const found = isLast ? text.length - part.length : text.indexOf(part, at + 1);
    if (found < at + 1 || !text.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}
