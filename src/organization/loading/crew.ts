/** Carries out tasks of one operation, some at once; what is next is decided when there is a hand for it. */
export class Crew<Task> {
  readonly #take: () => Task | undefined;
  readonly #perform: (task: Task) => Promise<void>;
  #active = 0;
  #waiting: (() => void)[] = [];

  /** `take`: the next task, if there is one now. `perform` must not reject. */
  constructor(take: () => Task | undefined, perform: (task: Task) => Promise<void>) {
    this.#take = take;
    this.#perform = perform;
  }

  /** There may be something to do. */
  poke(): void {
    while (this.#active < HANDS) {
      const task = this.#take();
      if (task === undefined) break;
      this.#active++;
      void this.#perform(task).finally(() => {
        this.#active--;
        this.poke();
      });
    }
    if (this.#active === 0) for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves when nothing is under way and there is nothing to take. */
  rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.poke();
    });
  }
}

/**
 * Enough to use up the rate of any operation while answers take a third of a second, and few enough that what the
 * screen wants of the same operation, and shares with them, is not far back.
 */
const HANDS = 4;
