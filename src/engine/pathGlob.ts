/**
 * Matches a list of items against a pattern in which some entries stand for any run of them. Two pointers, no coming
 * back beyond the last run: never worse than pattern × items, whatever a workspace writes.
 */
export function matchesRuns<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isRun: (entry: P) => boolean,
  matches: (entry: P, item: T) => boolean,
): boolean {
  let p = 0;
  let i = 0;
  let run = -1;
  let resume = 0;
  while (i < items.length) {
    const entry = pattern[p];
    const item = items[i] as T;
    if (entry !== undefined && isRun(entry)) {
      run = p++;
      resume = i;
    } else if (entry !== undefined && matches(entry, item)) {
      p++;
      i++;
    } else if (run >= 0) {
      p = run + 1;
      i = ++resume;
    } else return false;
  }
  return pattern.slice(p).every(isRun);
}
