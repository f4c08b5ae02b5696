import type { VerdictKind } from "../verdict";
import { addAll, type Bits, hasBit, type ReadonlyBits, unite, uniteWithout } from "./bits";
import type { LevelSets } from "./levelSets";
import type { ActionUniverse } from "./universe";

/**
 * What SCPs and RCPs say of every action to the accounts that share the same policies level by level.
 * The sets do not overlap; an action in none of them is allowed.
 */
export interface AccessProfile {
  /** Profiles with one number say the same for the same statements. */
  readonly number: number;
  /** Actions about which neither SCPs nor RCPs are asked: all of them in the management account. */
  readonly notSubject: ReadonlyBits;
  readonly explicitDeny: ReadonlyBits;
  readonly implicitDeny: ReadonlyBits;
  readonly unknown: ReadonlyBits;
  readonly conditional: ReadonlyBits;
}

/** The verdict of one action. */
export function getProfileVerdict(profile: AccessProfile, action: number): VerdictKind {
  if (hasBit(profile.notSubject, action)) return "notSubject";
  if (hasBit(profile.explicitDeny, action)) return "explicitDeny";
  if (hasBit(profile.implicitDeny, action)) return "implicitDeny";
  if (hasBit(profile.unknown, action)) return "unknown";
  return hasBit(profile.conditional, action) ? "conditional" : "allowed";
}

/** The actions that are surely denied, one way or the other. */
export function getDenied(profile: AccessProfile): Bits {
  const denied = profile.explicitDeny.slice();
  addAll(denied, profile.implicitDeny);
  return denied;
}

/** One leg of a profile, with the actions that are out of its reach, or out of it if a key says so. */
export interface ProfileLeg {
  /** What together makes up the chain from the root down. */
  readonly levels: readonly SetsByAnswer[];
  /** Actions that the leg is not asked about. */
  readonly exempt: ReadonlyBits;
  /** Actions that are exempt if a key of the request says so. */
  readonly perhapsExempt: ReadonlyBits;
}

type SetsByAnswer = Omit<LevelSets, "number">;

/** The strongest of what both legs say. */
export function createProfile(
  universe: ActionUniverse,
  number: number,
  notSubject: ReadonlyBits,
  legs: readonly ProfileLeg[],
): AccessProfile {
  const none = universe.nothing;
  const parts = legs.flatMap((leg) => limit(leg, none));
  const gather = (name: keyof SetsByAnswer, stronger: readonly ReadonlyBits[]) =>
    uniteWithout(
      parts.map((part) => part[name]),
      stronger,
      none,
    );
  const explicitDeny = gather("denied", []);
  const implicitDeny = gather("closed", [explicitDeny]);
  const unknown = gather("unknown", [explicitDeny, implicitDeny]);
  const conditional = gather("open", [explicitDeny, implicitDeny, unknown]);
  return { number, notSubject, explicitDeny, implicitDeny, unknown, conditional };
}

/** What is left of a leg's levels within its reach. */
function limit({ levels, exempt, perhapsExempt }: ProfileLeg, none: ReadonlyBits): readonly SetsByAnswer[] {
  if (exempt === none && perhapsExempt === none) return levels;
  const gather = (name: keyof SetsByAnswer) =>
    unite(
      levels.map((level) => level[name]),
      none,
    );
  const all = { denied: gather("denied"), closed: gather("closed"), unknown: gather("unknown"), open: gather("open") };
  if (Object.values(all).every((bits) => bits === none)) return [];
  const [denied, closed, unknown, open] = [
    all.denied.slice(),
    all.closed.slice(),
    all.unknown.slice(),
    all.open.slice(),
  ];
  for (let at = 0; at < denied.length; at++) {
    const asked = ~(exempt[at] ?? 0);
    const perhaps = perhapsExempt[at] ?? 0;
    // What would be denied, had a key not perhaps another say, is no more than conditional.
    const softened = ((denied[at] ?? 0) | (closed[at] ?? 0)) & asked & perhaps;
    denied[at] = (denied[at] ?? 0) & asked & ~perhaps;
    closed[at] = (closed[at] ?? 0) & asked & ~perhaps;
    unknown[at] = (unknown[at] ?? 0) & asked & ~softened;
    open[at] = ((open[at] ?? 0) & asked) | softened;
  }
  return [{ denied, closed, unknown, open }];
}
