/** How long an event loop stood still for the sake of some files, read from a profile of its process. */

/** A profile of the DevTools protocol, in microseconds. */
export interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

/** Neighbouring samples of one turn of the event loop that all have the files on the stack. Times in milliseconds. */
export interface Run {
  readonly began: number;
  readonly clock: number;
  /** Without what the process waited for a processor: a sample counts twice its distance at most. */
  readonly processor: number;
  /** The files' functions by the samples they were in, the innermost alone. */
  readonly functions: ReadonlyMap<string, number>;
}

interface Question {
  /** Tells the files by their addresses. */
  readonly isOurs: (url: string) => boolean;
  /** Microseconds between samples, as asked for. */
  readonly interval: number;
  /** When the event loop began its turns, in the profile's microseconds, from the earliest. */
  readonly turns: readonly number[];
}

export function findRuns({ nodes, startTime, samples, timeDeltas }: Profile, question: Question): readonly Run[] {
  const owners = findOwners(nodes, question.isOurs);
  const collectors = new Set(nodes.flatMap((node) => (isCollector(node) ? [node.id] : [])));
  const runs: Run[] = [];
  let run: { began: number; clock: number; processor: number; functions: Map<string, number> } | undefined;
  let time = startTime;
  let turn = 0;
  for (const [at, id] of samples.entries()) {
    time += timeDeltas[at] ?? 0;
    const owner = owners.get(id);
    const isNewTurn = (question.turns[turn] ?? Infinity) <= time;
    while ((question.turns[turn] ?? Infinity) <= time) turn++;
    if (isNewTurn) run = undefined;
    // The garbage of a run is its own.
    if (owner === undefined && !(run && collectors.has(id))) {
      run = undefined;
      continue;
    }
    if (!run) runs.push((run = { began: time / 1000, clock: 0, processor: 0, functions: new Map() }));
    const end = Math.min(time + (timeDeltas[at + 1] ?? 0), question.turns[turn] ?? Infinity);
    run.clock += (end - time) / 1000;
    run.processor += Math.min(end - time, 2 * question.interval) / 1000;
    const name = owner ?? "(garbage collector)";
    run.functions.set(name, (run.functions.get(name) ?? 0) + 1);
  }
  return runs;
}

/** For each node below one of our functions: the innermost of them. */
function findOwners(nodes: readonly ProfileNode[], isOurs: (url: string) => boolean): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<number, string>();
  const visit = (node: ProfileNode, inherited: string | undefined): void => {
    const owner = isOurs(node.callFrame.url) ? toName(node) : inherited;
    if (owner !== undefined) owners.set(node.id, owner);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child) visit(child, owner);
    }
  };
  const [root] = nodes;
  if (root) visit(root, undefined);
  return owners;
}

function toName({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
  return `${functionName || "(anonymous)"} ${url.split("/").at(-1)}:${lineNumber + 1}`;
}

function isCollector({ callFrame }: ProfileNode): boolean {
  return callFrame.functionName === "(garbage collector)";
}
