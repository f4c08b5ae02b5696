import { getInterruptedRuns, type Run } from "./runs";

/** Days that every run is kept, and how many are kept beyond that. */
const DAYS = 400;
const RUNS = 1000;

/** Ids of the runs that the journal may forget. One that was interrupted is kept until somebody has decided about it, and what is damaged for good. */
export function getForgettable(runs: readonly Run[], now: Date): ReadonlySet<string> {
  const since = new Date(now.getTime() - DAYS * 86_400_000).toISOString();
  const interrupted = new Set(getInterruptedRuns(runs).map(({ id }) => id));
  const old = runs.slice(0, -RUNS).filter(({ id, at, isDamaged }) => at < since && !isDamaged && !interrupted.has(id));
  return new Set(old.map(({ id }) => id));
}
