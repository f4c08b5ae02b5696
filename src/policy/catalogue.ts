import { createGlob, hasWildcard, matchesGlob } from "./glob";
import { memoize } from "./memo";

export interface ServiceSummary {
  /** The part of an action before the colon, lower case: `s3`. */
  readonly prefix: string;
  readonly name: string;
  readonly actionCount: number;
}

export interface ActionFacts {
  /** With its service: `s3:GetObject`. */
  readonly name: string;
  /** `Read`, `List`, `Write`, `Tagging, Write` or `Permissions management, Write`. */
  readonly accessLevel: string;
  readonly description: string;
  readonly resourceTypes: readonly { readonly name: string; readonly arn: string; readonly required: boolean }[];
  /** For each of these the keys that come with it; none where the reference does not go into it. */
  readonly resourceKeys: readonly (readonly string[])[];
  /** Names of the keys that it carries whatever the resource. */
  readonly ownKeys: readonly string[];
  /** Names of the service's keys that the action carries, those of its resource types included. */
  readonly conditionKeys: readonly string[];
}

export interface ConditionKeyFacts {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

export interface Service extends ServiceSummary {
  readonly actions: readonly ActionFacts[];
  readonly conditionKeys: readonly ConditionKeyFacts[];
}

/** What is known of services, actions and condition keys. Look-ups ignore case. */
export interface Catalogue {
  /** The day of the data, `YYYY-MM-DD`. */
  readonly date: string;
  readonly services: readonly ServiceSummary[];
  hasService(prefix: string): boolean;
  /** Whether ARNs name a service so; some of them differ from the prefixes of actions: `route53-recovery-control`. */
  hasArnService(service: string): boolean;
  getService(prefix: string): Service | undefined;
  getAction(name: string): ActionFacts | undefined;
  /** The actions that a pattern such as `s3:Get*` or `*` matches, in the catalogue's order. */
  expand(pattern: string): readonly ActionFacts[];
  /** Whether it matches anything, without listing what. */
  readonly matchesAny: (pattern: string) => boolean;
  /** How many actions of each service the patterns match together, without listing them. */
  readonly countMatches: (patterns: readonly string[]) => ReadonlyMap<string, number>;
  /** How often that compares a pattern with an action, at most: what it costs. */
  readonly countComparisons: (patterns: readonly string[]) => number;
  /** Reads what nobody has asked for yet, with pauses: what looks through everything is quick from then on. */
  readonly readInSteps: () => Generator<void, void>;
}

interface Head {
  readonly date: string;
  readonly levels: readonly string[];
  readonly types: readonly string[];
  readonly arnServices: readonly string[];
  readonly services: readonly (readonly [prefix: string, name: string, actionCount: number])[];
}

type ResourceRow = number | readonly [number, readonly number[]];

/** One line of the file, as `scripts/catalogue.mjs` describes it. */
interface ServiceLine {
  readonly k: readonly (readonly [name: string, type?: number])[];
  readonly r: readonly (readonly [name: string, arn: string, keys?: readonly number[]])[];
  readonly a: readonly (readonly [string, number, readonly ResourceRow[], readonly number[]])[];
}

/** The line that a service has further below: more than half of the file, and seldom asked for. */
interface DescriptionLine {
  readonly k: readonly string[];
  readonly a: readonly string[];
}

/** `undefined`: every action. */
type Glob = ((name: string) => boolean) | undefined;

interface LoadedService {
  readonly service: Service;
  /** Action names without the prefix, lower case, by position. */
  readonly folded: readonly string[];
  /** The action of a name, and those that a pattern matches; both in lower case, without the prefix. */
  readonly find: (name: string) => ActionFacts | undefined;
  readonly match: (pattern: string) => readonly ActionFacts[];
}

/** Opens a catalogue from its text. Only the head is parsed now; each service's lines on first need. */
export function createCatalogue(text: string): Catalogue {
  const headEnd = text.indexOf("\n");
  const head = JSON.parse(text.slice(0, headEnd)) as Head;
  const ranges = findLines(text, headEnd + 1);
  const positions = new Map(head.services.map(([prefix], at) => [prefix, at]));
  const services = head.services.map(([prefix, name, actionCount]) => ({ prefix, name, actionCount }));
  const arnServices = new Set(head.arnServices);
  const loaded: (LoadedService | undefined)[] = [];

  function load(position: number): LoadedService | undefined {
    const known = loaded[position];
    const summary = services[position];
    const range = ranges[position];
    if (known || !summary || !range) return known;
    const line = JSON.parse(text.slice(...range)) as ServiceLine;
    return (loaded[position] = readService(summary, line, head, () => readDescriptions(position)));
  }

  function readDescriptions(position: number): DescriptionLine {
    const range = ranges[services.length + position];
    return range ? (JSON.parse(text.slice(...range)) as DescriptionLine) : { k: [], a: [] };
  }

  const find = (prefix: string) => load(positions.get(prefix.toLowerCase()) ?? -1);

  function getAction(name: string): ActionFacts | undefined {
    const colon = name.indexOf(":");
    return find(name.slice(0, Math.max(colon, 0)))?.find(name.slice(colon + 1).toLowerCase());
  }

  function findServices(prefix: string): readonly number[] {
    if (!hasWildcard(prefix)) return [positions.get(prefix) ?? -1];
    const matches = createGlob(prefix);
    return services.flatMap((service, position) => (matches(service.prefix) ? [position] : []));
  }

  function expand(pattern: string): readonly ActionFacts[] {
    if (!hasWildcard(pattern)) return [getAction(pattern) ?? []].flat();
    const [prefix, name] = splitPattern(pattern.toLowerCase());
    return findServices(prefix).flatMap((position) => load(position)?.match(name) ?? []);
  }

  function matchesAny(pattern: string): boolean {
    const [prefix, name] = splitPattern(pattern.toLowerCase());
    return findServices(prefix).some((position) => load(position)?.folded.some((folded) => matchesGlob(name, folded)));
  }

  function countMatches(patterns: readonly string[]): ReadonlyMap<string, number> {
    const wanted = new Map<number, Glob[]>();
    for (const pattern of new Set(patterns)) {
      const [prefix, name] = splitPattern(pattern.toLowerCase());
      const glob = name === "*" ? undefined : createGlob(name);
      for (const position of findServices(prefix)) {
        const globs = wanted.get(position);
        if (globs) globs.push(glob);
        else wanted.set(position, [glob]);
      }
    }
    const counts = new Map<string, number>();
    for (const [position, globs] of wanted) {
      const service = services[position];
      if (!service) continue;
      const isMatched = (folded: string) => globs.some((matches) => matches?.(folded) === true);
      // Of a whole service the number is known.
      const count = globs.includes(undefined)
        ? service.actionCount
        : (load(position)?.folded.filter(isMatched).length ?? 0);
      if (count > 0) counts.set(service.prefix, count);
    }
    return counts;
  }

  function countComparisons(patterns: readonly string[]): number {
    const ofServices = memoize((prefix) =>
      findServices(prefix).reduce((sum, position) => sum + (services[position]?.actionCount ?? 0), 0),
    );
    const parts = patterns.map((pattern) => splitPattern(pattern.toLowerCase()));
    return parts.reduce((sum, [prefix, name]) => sum + (name === "*" ? 0 : ofServices(prefix)), 0);
  }

  function* readInSteps(): Generator<void, void> {
    for (const position of services.keys()) {
      void load(position)?.service.actions;
      yield;
    }
  }

  return Object.freeze<Catalogue>({
    date: head.date,
    services,
    hasService: (prefix) => positions.has(prefix.toLowerCase()),
    hasArnService: (service) => positions.has(service) || arnServices.has(service),
    getService: (prefix) => find(prefix)?.service,
    getAction,
    expand,
    matchesAny,
    countMatches,
    countComparisons,
    readInSteps,
  });
}

/** Prefix and name of an action pattern; a lone `*` is everything. */
export function splitPattern(pattern: string): readonly [prefix: string, name: string] {
  const colon = pattern.indexOf(":");
  if (colon < 0) return pattern === "*" ? ["*", "*"] : [pattern, ""];
  return [pattern.slice(0, colon), pattern.slice(colon + 1)];
}

function findLines(text: string, from: number): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    ranges.push([start, end]);
    start = end + 1;
  }
  return ranges;
}

/** Most of the many actions and keys are never asked for: each is made when it is. */
function readService(
  summary: ServiceSummary,
  line: ServiceLine,
  head: Head,
  read: () => DescriptionLine,
): LoadedService {
  let descriptions: DescriptionLine | undefined;
  const source: Source = { prefix: summary.prefix, head, line, getDescriptions: () => (descriptions ??= read()) };
  const folded = line.a.map(([name]) => name.toLowerCase());
  const made: ActionFacts[] = [];
  let actions: readonly ActionFacts[] | undefined;
  let conditionKeys: readonly ConditionKeyFacts[] | undefined;
  let positions: ReadonlyMap<string, number> | undefined;

  function getAction(at: number): ActionFacts | undefined {
    const row = line.a[at];
    return row && (made[at] ??= new ListedAction(source, row, at));
  }

  return {
    service: {
      ...summary,
      get actions() {
        return (actions ??= line.a.flatMap((_, at) => getAction(at) ?? []));
      },
      get conditionKeys() {
        return (conditionKeys ??= line.k.map((row, at) => readKey(row, at, source)));
      },
    },
    folded,
    find(name) {
      positions ??= new Map(folded.map((other, at) => [other, at]));
      return getAction(positions.get(name) ?? -1);
    },
    match(pattern) {
      const found: ActionFacts[] = [];
      for (const [at, name] of folded.entries()) {
        const action = matchesGlob(pattern, name) ? getAction(at) : undefined;
        if (action) found.push(action);
      }
      return found;
    },
  };
}

function readKey([name, type]: ServiceLine["k"][number], at: number, source: Source): ConditionKeyFacts {
  return {
    name,
    type: source.head.types[type ?? -1] ?? "String",
    get description() {
      return source.getDescriptions().k[at] ?? "";
    },
  };
}

/** What the actions of one service share. */
interface Source {
  readonly prefix: string;
  readonly head: Head;
  readonly line: ServiceLine;
  readonly getDescriptions: () => DescriptionLine;
}

/** Most of the many actions are only ever asked for their name: what else they have is looked up in the line when asked. */
class ListedAction implements ActionFacts {
  readonly name: string;
  readonly #source: Source;
  readonly #row: ServiceLine["a"][number];
  readonly #at: number;
  #conditionKeys: readonly string[] | undefined;

  constructor(source: Source, row: ServiceLine["a"][number], at: number) {
    this.name = `${source.prefix}:${row[0]}`;
    this.#source = source;
    this.#row = row;
    this.#at = at;
  }

  get accessLevel(): string {
    return this.#source.head.levels[this.#row[1]] ?? "";
  }

  get description(): string {
    return this.#source.getDescriptions().a[this.#at] ?? "";
  }

  get resourceTypes(): ActionFacts["resourceTypes"] {
    return this.#row[2].map((row) => {
      const code = typeof row === "number" ? row : row[0];
      const [name = "", arn = ""] = this.#source.line.r[code >> 1] ?? [];
      return { name, arn, required: (code & 1) === 1 };
    });
  }

  get resourceKeys(): readonly (readonly string[])[] {
    return this.#row[2].map((row) => (typeof row === "number" ? [] : this.#nameKeys(row[1])));
  }

  get ownKeys(): readonly string[] {
    return this.#nameKeys(this.#row[3]);
  }

  #nameKeys(indexes: readonly number[]): readonly string[] {
    return indexes.map((index) => this.#source.line.k[index]?.[0] ?? "");
  }

  /** Kept: rules ask again with each key that is typed. */
  get conditionKeys(): readonly string[] {
    return (this.#conditionKeys ??= this.#findConditionKeys());
  }

  #findConditionKeys(): readonly string[] {
    const [, , resources, keys] = this.#row;
    const indexes = new Set(keys);
    for (const row of resources) {
      const own = typeof row === "number" ? [] : row[1];
      const code = typeof row === "number" ? row : row[0];
      for (const index of [...own, ...(this.#source.line.r[code >> 1]?.[2] ?? [])]) indexes.add(index);
    }
    return Array.from(indexes, (index) => this.#source.line.k[index]?.[0] ?? "");
  }
}
