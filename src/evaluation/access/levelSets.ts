import { createBits, intersect, isEmpty, type ReadonlyBits, subtract, unite } from "./bits";
import type { BothEffects } from "./statementSets";
import type { ActionUniverse } from "./universe";

/** What one level, or a chain of levels from the root down, says of all actions. The sets overlap; the first counts. */
export interface LevelSets {
  /** Two with one number are the same. */
  readonly number: number;
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
  readonly number: number;
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
  const { number, denied, closed, unknown, open } = sumUpLevel(universe, policies, options);
  const limit = (bits: ReadonlyBits) => (isEmpty(intersect(bits, options.free)) ? bits : subtract(bits, options.free));
  return { number, denied: limit(denied), closed: limit(closed), unknown: limit(unknown), open: limit(open) };
}

function sumUpLevel(
  universe: ActionUniverse,
  policies: readonly BothEffects[],
  { number, hasGap, needsAllow }: LevelOptions,
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
    return { number, denied, closed: nothing, unknown: hasGap ? everything : unknown, open };
  }
  const [perhaps, untold] = [gather("Allow", "perhaps"), hasGap ? everything : gather("Allow", "unknown")];
  const closed = createBits(universe.size);
  for (let at = 0; at < closed.length; at++) {
    closed[at] = (everything[at] ?? 0) & ~((sure[at] ?? 0) | (perhaps[at] ?? 0) | (untold[at] ?? 0));
  }
  return {
    number,
    denied,
    closed,
    unknown: hasGap ? everything : unite([unknown, subtract(untold, sure)], nothing),
    open: unite([open, subtract(perhaps, sure)], nothing),
  };
}

/** A chain with one more level below. */
export function extend(above: LevelSets, level: LevelSets, number: number, none: ReadonlyBits): LevelSets {
  return {
    number,
    denied: unite([above.denied, level.denied], none),
    closed: unite([above.closed, level.closed], none),
    unknown: unite([above.unknown, level.unknown], none),
    open: unite([above.open, level.open], none),
  };
}
