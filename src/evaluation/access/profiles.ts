import type { Membership } from "../places";
import type { BitMemory, ReadonlyBits } from "./bits";
import type { Chain, Chains } from "./chains";
import { type Change, joinWords } from "./changes";
import { PairGenerations } from "./generations";
import type { LevelSets } from "./levelSets";
import { type AccessProfile, createProfile, createProfileAgain, limit } from "./profile";
import { createStanding, type Reach, type Standing } from "./standing";
import type { ActionUniverse } from "./universe";
import type { AccountView } from "./viewpoint";

/** The profiles of one standing. */
interface Known {
  readonly standing: Standing;
  /** What is left of chains within their reach. */
  readonly limited: PairGenerations<Reach, Chain, LevelSets>;
  /** By the chains of RCPs, of which there are fewer, and of SCPs. */
  readonly profiles: PairGenerations<Chain, Chain, AccessProfile>;
}

/** What SCPs and RCPs leave accounts, by their chains; accounts with the same chains share it. */
export class Profiles {
  readonly #universe: ActionUniverse;
  readonly #unrestricted: ReadonlyBits;
  readonly #chains: Chains;
  readonly #memory: BitMemory;
  readonly #known = new Map<Membership["kind"], Known>();
  #count = 0;

  constructor(universe: ActionUniverse, unrestricted: ReadonlyBits, chains: Chains, memory: BitMemory) {
    this.#universe = universe;
    this.#unrestricted = unrestricted;
    this.#chains = chains;
    this.#memory = memory;
  }

  /** Begins a round. */
  advance(): void {
    for (const { limited, profiles } of this.#known.values()) for (const cache of [limited, profiles]) cache.advance();
  }

  /** The view of any account of the standing will do. */
  get(membership: Membership, view: AccountView, scps: Chain, rcps: Chain): AccessProfile {
    return this.#getKnown(membership, view).profiles.get(rcps, scps);
  }

  #getKnown(membership: Membership, view: AccountView): Known {
    const known = this.#known.get(membership.kind);
    if (known) return known;
    const created: Known = {
      standing: createStanding(this.#universe, membership, view, this.#unrestricted),
      limited: new PairGenerations((reach, chain) => limit(this.#chains.getSum(chain), reach, this.#memory)),
      profiles: new PairGenerations((rcps, scps) => this.#create(created, scps, rcps)),
    };
    this.#known.set(membership.kind, created);
    return created;
  }

  #create(known: Known, scps: Chain, rcps: Chain): AccessProfile {
    const { standing } = known;
    const parts = this.#getParts(known, standing.scps, scps).concat(this.#getParts(known, standing.rcps, rcps));
    const change = this.#findChange(known, scps, rcps);
    const sets = change ? createProfileAgain(change, parts, this.#memory) : createProfile(parts, this.#memory);
    return { number: ++this.#count, notSubject: standing.notSubject, ...sets };
  }

  /** What together makes up a chain, as far as it reaches. */
  #getParts({ limited }: Known, reach: Reach, chain: Chain): readonly LevelSets[] {
    const { none } = this.#memory;
    if (reach.exempt === none && reach.perhapsExempt === none) return this.#chains.getParts(chain);
    return [limited.get(reach, chain)];
  }

  #findChange({ profiles }: Known, scps: Chain, rcps: Chain): Change<AccessProfile> | undefined {
    const ofScps = this.#chains.getChange(scps);
    const ofRcps = this.#chains.getChange(rcps);
    if (!ofScps && !ofRcps) return undefined;
    const was = profiles.find(ofRcps?.was ?? rcps, ofScps?.was ?? scps);
    return was && { was, words: joinWords(ofScps?.words, ofRcps?.words) };
  }
}
