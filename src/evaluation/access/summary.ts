import { countBits, hasBit, intersect, type ReadonlyBits } from "./bits";
import { ACCESS_LEVELS, type AccessLevel, type ActionUniverse } from "./universe";

/** How many of a service's actions are in a set. */
export interface ServiceCount {
  readonly prefix: string;
  /** `Amazon S3` */
  readonly name: string;
  readonly count: number;
  /** All actions of the service. */
  readonly total: number;
  /** Levels without any are left out. */
  readonly levels: Readonly<Partial<Record<AccessLevel, number>>>;
}

/** The services that have actions in a set, in the catalogue's order. */
export function summarize(universe: ActionUniverse, actions: ReadonlyBits): readonly ServiceCount[] {
  const services: ServiceCount[] = [];
  const byLevel = ACCESS_LEVELS.map((level) => [level, intersect(actions, universe.byLevel[level])] as const);
  for (const { prefix, name, start, end } of universe.services) {
    const count = countRange(actions, start, end);
    if (count === 0) continue;
    const levels = byLevel.flatMap(([level, bits]) => {
      const found = countRange(bits, start, end);
      return found > 0 ? [[level, found] as const] : [];
    });
    services.push({ prefix, name, count, total: end - start, levels: Object.fromEntries(levels) });
  }
  return services;
}

/** The actions of a set, as AWS writes them; with `prefix`, those of one service. */
export function listActions(universe: ActionUniverse, actions: ReadonlyBits, prefix?: string): readonly string[] {
  const range = prefix === undefined ? { start: 0, end: universe.size } : universe.getService(prefix);
  const names: string[] = [];
  for (let at = range?.start ?? 0; at < (range?.end ?? 0); at++) {
    if (hasBit(actions, at)) names.push(universe.names[at] ?? "");
  }
  return names;
}

/** Members from `start` up to but not with `end`. */
export function countRange(bits: ReadonlyBits, start: number, end: number): number {
  const [first, last] = [(start + 31) >>> 5, end >>> 5];
  if (first >= last) {
    let count = 0;
    for (let at = start; at < end; at++) if (hasBit(bits, at)) count++;
    return count;
  }
  return countRange(bits, start, first << 5) + countBits(bits.subarray(first, last)) + countRange(bits, last << 5, end);
}
