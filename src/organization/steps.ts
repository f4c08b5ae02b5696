/** Long work as a generator that pauses now and then; see `turns.ts` for running it without holding anything up. */

/** So many things take about a millisecond. */
export const STEP = 250;

export function runAtOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
