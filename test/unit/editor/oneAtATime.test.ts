import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { oneAtATime } from "../../../src/editor/language/oneAtATime";

describe("work of which there is one at a time", () => {
  const ends: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  const began: object[] = [];
  const start = () =>
    oneAtATime<object>((subject) => {
      began.push(subject);
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    });
  beforeEach(() => {
    ends.length = 0;
    began.length = 0;
  });

  it("ends, and runs once more for all calls meanwhile", async () => {
    const run = start();
    const subject = {};
    for (let call = 0; call < 5; call++) run(subject);
    await nextTurn();
    assert.equal(began.length, 1);
    ends[0]?.resolve();
    await nextTurn();
    assert.equal(began.length, 2);
    ends[1]?.resolve();
    await nextTurn();
    assert.equal(began.length, 2);
    run(subject);
    await nextTurn();
    assert.equal(began.length, 3);
  });

  it("does not wait for others", () => {
    const run = start();
    const [one, other] = [{}, {}];
    run(one);
    run(other);
    assert.deepEqual(began, [one, other]);
  });

  it("goes on after a failure", async () => {
    const run = start();
    const subject = {};
    run(subject);
    run(subject);
    ends[0]?.reject(new Error("failed"));
    await nextTurn();
    assert.equal(began.length, 2);
  });
});
