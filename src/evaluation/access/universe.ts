import type { ActionFacts, ServiceSummary } from "../../policy/catalogue";
import { hasWildcard, matchesGlob } from "../../policy/glob";
import { memoize } from "../../policy/memo";
import { addAll, addBit, addRange, type Bits, createBits, hasBit, listBits, type ReadonlyBits } from "./bits";

/** As the Service Authorization Reference sorts actions. */
export const ACCESS_LEVELS = ["Read", "List", "Write", "Tagging", "Permissions management"] as const;
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** A service and the places of its actions: from `start` up to but not with `end`. */
export interface ServiceRange {
  readonly prefix: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** All actions of a catalogue in a fixed order, so that sets of them are bits. */
export interface ActionUniverse {
  /** The day of the catalogue, `YYYY-MM-DD`. */
  readonly date: string;
  /** `s3:GetObject`, as AWS writes it. */
  readonly names: readonly string[];
  readonly size: number;
  /** In the order of their actions. */
  readonly services: readonly ServiceRange[];
  readonly everything: ReadonlyBits;
  /** The empty set; sets without members are this very one wherever that can be told cheaply. */
  readonly nothing: ReadonlyBits;
  /** Actions that have a resource type. */
  readonly withResource: ReadonlyBits;
  readonly byLevel: Readonly<Record<AccessLevel, ReadonlyBits>>;
  /** The place of an action, whatever its case; `undefined` for one that the catalogue does not know. */
  find(action: string): number | undefined;
  getService(prefix: string): ServiceRange | undefined;
  /** The actions that any of the patterns matches. */
  match(patterns: readonly string[]): Bits;
}

/** The part of a catalogue that is needed here. */
export interface ActionSource {
  readonly date: string;
  readonly services: readonly Pick<ServiceSummary, "prefix" | "name" | "actionCount">[];
  expand(pattern: string): readonly Pick<ActionFacts, "name" | "accessLevel" | "resourceTypes">[];
}

/** Reads every service of the catalogue: some 100 ms, once. */
export function createActionUniverse(catalogue: ActionSource): ActionUniverse {
  const actions = catalogue.expand("*");
  const size = actions.length;
  const names = actions.map((action) => action.name);
  const folded = names.map((name) => name.toLowerCase());
  const places = new Map(folded.map((name, index) => [name, index]));
  const services = readServices(catalogue);
  const byPrefix = new Map(services.map((service) => [service.prefix, service]));
  const everything = createBits(size);
  addRange(everything, 0, size);
  const withResource = createBits(size);
  const byLevel = Object.fromEntries(ACCESS_LEVELS.map((level) => [level, createBits(size)]));
  for (const [index, action] of actions.entries()) {
    if (action.resourceTypes.length > 0) addBit(withResource, index);
    const bits = byLevel[getLevel(action.accessLevel)];
    if (bits) addBit(bits, index);
  }

  // Patterns over all services walk the whole list, and there are few of them.
  const matchEverywhere = memoize((pattern: string): Bits => {
    const bits = createBits(size);
    for (const [index, name] of folded.entries()) if (matchesGlob(pattern, name)) addBit(bits, index);
    return bits;
  });

  function addMatches(bits: Bits, pattern: string): void {
    const colon = pattern.indexOf(":");
    if (pattern === "*" || pattern === "*:*") addAll(bits, everything);
    else if (!hasWildcard(pattern)) addBitIfAny(bits, places.get(pattern));
    else if (hasWildcard(pattern.slice(0, colon))) addAll(bits, matchEverywhere(pattern));
    else {
      const service = byPrefix.get(pattern.slice(0, colon));
      if (!service) return;
      if (pattern.length === colon + 2 && pattern.endsWith("*")) addRange(bits, service.start, service.end);
      else {
        for (let index = service.start; index < service.end; index++) {
          if (matchesGlob(pattern, folded[index] ?? "")) addBit(bits, index);
        }
      }
    }
  }

  return Object.freeze<ActionUniverse>({
    date: catalogue.date,
    names,
    size,
    services,
    everything,
    nothing: createBits(size),
    withResource,
    byLevel: byLevel as Record<AccessLevel, Bits>,
    find: (action) => places.get(action.toLowerCase()),
    getService: (prefix) => byPrefix.get(prefix.toLowerCase()),
    match(patterns) {
      const bits = createBits(size);
      for (const pattern of patterns) addMatches(bits, pattern.toLowerCase());
      return bits;
    },
  });
}

/** A universe of some actions only, where nobody asks about the others. */
export function narrowUniverse(universe: ActionUniverse, actions: ReadonlyBits): ActionUniverse {
  const chosen = [...listBits(actions)];
  const services = universe.services.map(({ prefix, name, start, end }) => {
    const own = chosen.filter((index) => index >= start && index < end);
    return { prefix, name, actionCount: own.length };
  });
  const facts = chosen.map((index) => ({
    name: universe.names[index] ?? "",
    accessLevel: ACCESS_LEVELS.find((level) => hasBit(universe.byLevel[level], index)) ?? "",
    resourceTypes: hasBit(universe.withResource, index) ? [ANY_RESOURCE] : [],
  }));
  return createActionUniverse({ date: universe.date, services, expand: () => facts });
}

const ANY_RESOURCE = { name: "", arn: "", required: false };

function addBitIfAny(bits: Bits, index: number | undefined): void {
  if (index !== undefined) addBit(bits, index);
}

/** The catalogue lists actions service by service. */
function readServices(catalogue: ActionSource): readonly ServiceRange[] {
  let start = 0;
  return catalogue.services.flatMap(({ prefix, name, actionCount }) => {
    const end = start + actionCount;
    const range = { prefix, name, start, end };
    start = end;
    return actionCount > 0 ? [range] : [];
  });
}

/** `Tagging, Write` and `Permissions management, Write` are known by their first. */
function getLevel(accessLevel: string): AccessLevel {
  return ACCESS_LEVELS.find((level) => accessLevel.startsWith(level)) ?? "Write";
}
