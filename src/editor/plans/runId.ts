/** Ids of runs: unique among windows, and in the order of time. */
export function createRunId(): string {
  return `${new Date().toISOString()}-${Math.floor(Math.random() * 2 ** 32).toString(36)}`;
}
