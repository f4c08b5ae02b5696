import { type Change, joinWords, listChangedWords } from "./changes";
import type { BitMemory } from "./bits";
import { PairGenerations } from "./generations";
import { extend, extendAgain, type LevelSets } from "./levelSets";

/** Levels from the root down: one and the same wherever the same levels stand above each other. */
export class Chain {
  /** All that it says: made on first need, since most accounts are alone with their chain, and nobody asks. */
  sum: LevelSets | undefined;

  constructor(
    readonly above: Chain | undefined,
    readonly level: LevelSets,
  ) {
    if (!above) this.sum = level;
  }
}

/**
 * All chains, and what they say. Where a chain stands in the place of another, as below an edited policy, only those
 * words are worked out that may differ: each word of a chain follows from the same word of its levels.
 */
export class Chains {
  readonly #memory: BitMemory;
  readonly #chains = new PairGenerations<Chain | undefined, LevelSets, Chain>((above, level) =>
    this.#create(above, level),
  );
  /** Those of this round: kept longer, each would keep all that were before it. */
  readonly #changedLevels = new Map<LevelSets, Change<LevelSets>>();
  readonly #changedChains = new Map<Chain, Change<Chain>>();

  constructor(memory: BitMemory) {
    this.#memory = memory;
  }

  /** Begins a round. */
  advance(): void {
    this.#chains.advance();
    this.#changedLevels.clear();
    this.#changedChains.clear();
  }

  /** A level stands where another stood in the last round. */
  replace(was: LevelSets, level: LevelSets): void {
    if (was === level || this.#changedLevels.has(level)) return;
    const words = listChangedWords(was, level);
    if (words) this.#changedLevels.set(level, { was, words });
  }

  get(above: Chain | undefined, level: LevelSets): Chain {
    return this.#chains.get(above, level);
  }

  getChange(chain: Chain): Change<Chain> | undefined {
    return this.#changedChains.get(chain);
  }

  getSum(chain: Chain): LevelSets {
    const { above, level } = chain;
    if (chain.sum || !above) return chain.sum ?? level;
    const change = this.#changedChains.get(chain);
    const was = change?.was.sum;
    chain.sum = was
      ? extendAgain({ was, words: change.words }, this.getSum(above), level, this.#memory)
      : extend(this.getSum(above), level, this.#memory);
    return chain.sum;
  }

  /** What together says the same as the sum. */
  getParts({ above, level }: Chain): readonly LevelSets[] {
    return above ? [this.getSum(above), level] : [level];
  }

  #create(above: Chain | undefined, level: LevelSets): Chain {
    const chain = new Chain(above, level);
    const change = this.#findChange(chain);
    if (change) this.#changedChains.set(chain, change);
    return chain;
  }

  #findChange({ above, level }: Chain): Change<Chain> | undefined {
    const ofAbove = above && this.#changedChains.get(above);
    const ofLevel = this.#changedLevels.get(level);
    if (!ofAbove && !ofLevel) return undefined;
    const was = this.#chains.find(ofAbove?.was ?? above, ofLevel?.was ?? level);
    return was && { was, words: joinWords(ofAbove?.words, ofLevel?.words) };
  }
}
