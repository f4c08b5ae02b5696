/**
 * Runs `run` for each subject, never twice at once for the same one. Calls meanwhile make it run once more afterwards: what
 * takes longer than the next call neither piles up nor goes unseen.
 */
export function oneAtATime<S extends object>(run: (subject: S) => Promise<void>): (subject: S) => void {
  const underWay = new WeakMap<S, Promise<void>>();
  const called = new WeakSet<S>();
  return (subject) => {
    if (called.has(subject)) return;
    called.add(subject);
    const begin = async (): Promise<void> => {
      called.delete(subject);
      await run(subject);
    };
    underWay.set(subject, underWay.get(subject)?.then(begin, begin) ?? begin());
  };
}
