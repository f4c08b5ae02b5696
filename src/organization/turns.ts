/** Long work in turns, between which whatever else the process has to do finds room: typing, answers, the next row. */

/** Milliseconds of one turn: half of what a frame of the screen takes. */
const TURN = 8;

/** Runs work that pauses at each `yield`, of which there is one every millisecond or so. */
export async function runInTurns<T>(work: Generator<void, T>): Promise<T> {
  for (let until = performance.now() + TURN; ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + TURN;
  }
}

/** Whatever else the process has to do comes first. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Work that is long enough for a turn of its own, like reading a bundle. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  await nextTurn();
  const done = await work();
  await nextTurn();
  return done;
}
