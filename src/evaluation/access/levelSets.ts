import { type BitMemory, createBits, intersect, isEmpty, type ReadonlyBits, subtract, unite } from "./bits";
import { type Change, putWord } from "./changes";
import type { BothEffects } from "./statementSets";
import type { ActionUniverse } from "./universe";

/** What one level, or a chain of levels from the root down, says of all actions. The sets overlap; the first counts. */
export interface LevelSets {
  /** A Deny matches. */
  readonly denied: ReadonlyBits;
  /** No Allow matches, nor might. */
  readonly closed: ReadonlyBits;
  /** It depends on what nobody can tell. */
  readonly unknown: ReadonlyBits;
  /** It depends on the request. */
  readonly open: ReadonlyBits;
}

interface LevelOptions {
  /** Something of the level could not be read. */
  readonly hasGap: boolean;
  /** RCPs do not: they always have their full access beside them. */
  readonly needsAllow: boolean;
  /** Actions that no policy of the type restricts. */
  readonly free: ReadonlyBits;
}

/** What the policies of a level come to, as `judgeLevel` says of one action. */
export function createLevelSets(
  universe: ActionUniverse,
  policies: readonly BothEffects[],
  options: LevelOptions,
): LevelSets {
  const { denied, closed, unknown, open } = sumUpLevel(universe, policies, options);
  const limit = (bits: ReadonlyBits) => (isEmpty(intersect(bits, options.free)) ? bits : subtract(bits, options.free));
  return { denied: limit(denied), closed: limit(closed), unknown: limit(unknown), open: limit(open) };
}

function sumUpLevel(
  universe: ActionUniverse,
  policies: readonly BothEffects[],
  { hasGap, needsAllow }: LevelOptions,
): LevelSets {
  const { nothing, everything } = universe;
  const gather = (effect: "Allow" | "Deny", answer: "yes" | "perhaps" | "unknown") =>
    unite(
      policies.map((policy) => policy[effect][answer]),
      nothing,
    );
  const denied = gather("Deny", "yes");
  const open = gather("Deny", "perhaps");
  const unknown = gather("Deny", "unknown");
  const sure = needsAllow ? gather("Allow", "yes") : everything;
  if (sure === everything || isEmpty(subtract(everything, sure))) {
    return { denied, closed: nothing, unknown: hasGap ? everything : unknown, open };
  }
  const [perhaps, untold] = [gather("Allow", "perhaps"), hasGap ? everything : gather("Allow", "unknown")];
  const closed = createBits(universe.size);
  for (let at = 0; at < closed.length; at++) {
    closed[at] = (everything[at] ?? 0) & ~((sure[at] ?? 0) | (perhaps[at] ?? 0) | (untold[at] ?? 0));
  }
  return {
    denied,
    closed,
    unknown: hasGap ? everything : unite([unknown, subtract(untold, sure)], nothing),
    open: unite([open, subtract(perhaps, sure)], nothing),
  };
}

/** What a chain says with one more level below. */
export function extend(above: LevelSets, level: LevelSets, memory: BitMemory): LevelSets {
  const join = (name: keyof LevelSets) => unite([above[name], level[name]], memory.none, memory);
  return { denied: join("denied"), closed: join("closed"), unknown: join("unknown"), open: join("open") };
}

/** The same, from what was said in its place. */
export function extendAgain(
  { was, words }: Change<LevelSets>,
  above: LevelSets,
  level: LevelSets,
  memory: BitMemory,
): LevelSets {
  let { denied, closed, unknown, open } = was;
  for (const at of words) {
    denied = putWord(denied, was.denied, at, (above.denied[at] ?? 0) | (level.denied[at] ?? 0), memory);
    closed = putWord(closed, was.closed, at, (above.closed[at] ?? 0) | (level.closed[at] ?? 0), memory);
    unknown = putWord(unknown, was.unknown, at, (above.unknown[at] ?? 0) | (level.unknown[at] ?? 0), memory);
    open = putWord(open, was.open, at, (above.open[at] ?? 0) | (level.open[at] ?? 0), memory);
  }
  return {
    denied: memory.share(denied),
    closed: memory.share(closed),
    unknown: memory.share(unknown),
    open: memory.share(open),
  };
}
