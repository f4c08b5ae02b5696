/** Long work in turns, between which whatever else the process has to do finds room: typing, answers, the next row. */

/** Milliseconds of one turn: half of what a frame of the screen takes. */
const TURN = 8;

/** When the turn ends that is being taken, by `performance.now()`; works that are under way at once share it. */
let end = 0;
/** Those who wait for their turn, one after another. */
let line: Promise<void> = Promise.resolve();

/** Runs work that pauses at each `yield`, of which there is one every millisecond or so. */
export async function runInTurns<T>(work: Generator<void, T>): Promise<T> {
  for (;;) {
    const over = performance.now() - end;
    // At rest, the first turn begins at once.
    if (over > TURN) end += over + TURN;
    else if (over >= 0) await takeTurn();
    const step = work.next();
    if (step.done) return step.value;
  }
}

function takeTurn(): Promise<void> {
  line = line.then(nextTurn).then(() => {
    end = performance.now() + TURN;
  });
  return line;
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
