import type { VerdictKind } from "../verdict";
import { addAll, type BitMemory, type Bits, hasBit, type ReadonlyBits, uniteWithout } from "./bits";
import { type Change, putWord } from "./changes";
import type { LevelSets } from "./levelSets";
import type { Reach } from "./standing";

/**
 * What SCPs and RCPs say of every action to the accounts that share the same policies level by level.
 * The sets do not overlap; an action in none of them is allowed.
 */
export interface AccessProfile extends ProfileSets {
  /** Profiles with one number say the same for the same statements. */
  readonly number: number;
  /** Actions about which neither SCPs nor RCPs are asked: all of them in the management account. */
  readonly notSubject: ReadonlyBits;
}

export interface ProfileSets {
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

/** The strongest of what the parts say, which together are the chains of both types. */
export function createProfile(parts: readonly LevelSets[], memory: BitMemory): ProfileSets {
  const gather = (name: keyof LevelSets, stronger: readonly ReadonlyBits[]) =>
    uniteWithout(
      parts.map((part) => part[name]),
      stronger,
      memory.none,
      memory,
    );
  const explicitDeny = gather("denied", []);
  const implicitDeny = gather("closed", [explicitDeny]);
  const unknown = gather("unknown", [explicitDeny, implicitDeny]);
  const conditional = gather("open", [explicitDeny, implicitDeny, unknown]);
  return { explicitDeny, implicitDeny, unknown, conditional };
}

/** The same, from what was said in their place. */
export function createProfileAgain(
  { was, words }: Change<ProfileSets>,
  parts: readonly LevelSets[],
  memory: BitMemory,
): ProfileSets {
  let { explicitDeny, implicitDeny, unknown, conditional } = was;
  for (const at of words) {
    let [denied, closed, untold, open] = [0, 0, 0, 0];
    for (const part of parts) {
      denied |= part.denied[at] ?? 0;
      closed |= part.closed[at] ?? 0;
      untold |= part.unknown[at] ?? 0;
      open |= part.open[at] ?? 0;
    }
    closed &= ~denied;
    untold &= ~(denied | closed);
    open &= ~(denied | closed | untold);
    explicitDeny = putWord(explicitDeny, was.explicitDeny, at, denied, memory);
    implicitDeny = putWord(implicitDeny, was.implicitDeny, at, closed, memory);
    unknown = putWord(unknown, was.unknown, at, untold, memory);
    conditional = putWord(conditional, was.conditional, at, open, memory);
  }
  return {
    explicitDeny: memory.share(explicitDeny),
    implicitDeny: memory.share(implicitDeny),
    unknown: memory.share(unknown),
    conditional: memory.share(conditional),
  };
}

/** What is left of a chain's sum within its reach. */
export function limit(sum: LevelSets, { exempt, perhapsExempt }: Reach, memory: BitMemory): LevelSets {
  if (isSilent(sum, memory.none)) return sum;
  const [denied, closed, unknown, open] = [
    sum.denied.slice(),
    sum.closed.slice(),
    sum.unknown.slice(),
    sum.open.slice(),
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
  return {
    denied: memory.share(denied),
    closed: memory.share(closed),
    unknown: memory.share(unknown),
    open: memory.share(open),
  };
}

function isSilent({ denied, closed, unknown, open }: LevelSets, none: ReadonlyBits): boolean {
  return denied === none && closed === none && unknown === none && open === none;
}
