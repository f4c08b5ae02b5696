import assert from "node:assert/strict";
import { findRuns, type Profile } from "../editor/screen/profile/blocking";

const OURS = "/extensions/orgscope.orgscope-0.1.0/dist/extension.js";
const node = (id: number, functionName: string, url = "", children: readonly number[] = []) => ({
  id,
  callFrame: { functionName, url, lineNumber: 0 },
  children,
});
const NODES = [
  node(1, "(root)", "", [2, 4, 5]),
  node(2, "deliver", "/vscode/host.js", [3]),
  node(3, "judge", OURS, [6]),
  node(4, "(idle)"),
  node(5, "(garbage collector)"),
  node(6, "parse"),
];

/** A sample each millisecond, but for those told. */
function find(
  samples: readonly number[],
  turns: readonly number[] = [],
  deltas: Readonly<Record<number, number>> = {},
) {
  const timeDeltas = samples.map((_, at) => deltas[at] ?? 1000);
  const profile: Profile = { nodes: NODES, startTime: 0, samples, timeDeltas };
  return findRuns(profile, { isOurs: (url) => url === OURS, interval: 1000, turns });
}

describe("the runs of a profile", () => {
  it("are what lies between others' work, what others do for us included", () => {
    const runs = find([4, 3, 6, 3, 2, 3, 4]);
    assert.deepEqual(
      runs.map(({ began, processor }) => [began, processor]),
      [
        [2, 3],
        [6, 1],
      ],
    );
    assert.deepEqual([...(runs[0]?.functions ?? [])], [["judge extension.js:1", 3]]);
  });

  it("hold the collection of their garbage, but not that of others", () => {
    assert.deepEqual(
      find([5, 4, 3, 5, 3, 4]).map(({ processor }) => processor),
      [3],
    );
  });

  it("end with a turn of the event loop", () => {
    assert.deepEqual(
      find([4, 3, 3, 3, 3, 4], [3500]).map(({ processor }) => processor),
      [1.5, 2],
    );
  });

  it("count a wait for a processor on the clock alone", () => {
    const [run] = find([4, 3, 3, 4], [], { 2: 40_000 });
    assert.deepEqual([run?.clock, run?.processor], [41, 3]);
  });
});
