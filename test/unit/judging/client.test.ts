import assert from "node:assert/strict";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { type Answer, createJudging, type JudgeThread, type Question } from "../../../src/judging/client";

/** A thread that answers when it is told to. */
function createThreads() {
  const asked: Question[] = [];
  let started = 0;
  let answered = 0;
  let listener: (answer: Answer) => void = () => undefined;
  let ended: (reason: string) => void = () => undefined;
  const start = (): JudgeThread => {
    started++;
    return {
      post: (question) => asked.push(question),
      onAnswer: (heard) => (listener = heard),
      onEnd: (heard) => (ended = heard),
      end: () => undefined,
    };
  };
  return {
    start,
    asked,
    countStarted: () => started,
    answer: (result: unknown) => listener({ id: asked.at(-1)?.id ?? 0, result }),
    fail: (failure: string) => listener({ id: asked.at(-1)?.id ?? 0, failure }),
    /** Waits until a question was sent and not answered yet. */
    async sent(method: string) {
      while (asked.length === answered || asked.at(-1)?.method !== method) await new Promise(setImmediate);
      answered = asked.length;
    },
    breakDown: () => ended("out of memory"),
  };
}

const methodsOf = (asked: readonly Question[]) => asked.map(({ method }) => method);
const settle = (promise: Promise<unknown>) =>
  promise.then(
    (result) => result,
    (error: Error & { kind?: string }) => error.kind ?? error.message,
  );

describe("asking the judge", () => {
  it("starts no thread before the first question", async () => {
    const threads = createThreads();
    const judging = createJudging(threads.start);
    assert.equal(threads.countStarted(), 0);
    const answer = judging.ask("viewTarget", ["r-a1b2"]);
    threads.answer("seen");
    assert.equal(await answer, "seen");
    assert.equal(threads.countStarted(), 1);
  });

  it("tells an organization once, and another one anew", async () => {
    const threads = createThreads();
    const judging = createJudging(threads.start);
    const organization = createTechCorp();
    for (const given of [organization, organization, createTechCorp()]) {
      const answer = judging.ask("viewTarget", ["r-a1b2"], { organization: given });
      await threads.sent("viewTarget");
      threads.answer("seen");
      await answer;
    }
    const [told] = threads.asked;
    // No verdict rests on tags.
    assert.deepEqual(JSON.parse(String(told?.args[0])), { ...organization, tags: {}, handshakes: [] });
    assert.deepEqual(methodsOf(threads.asked), [
      ...["setOrganization", "viewTarget", "viewTarget"],
      ...["setOrganization", "viewTarget"],
    ]);
  });

  it("sends the latest question of a slot alone, and answers no earlier one", async () => {
    const threads = createThreads();
    const judging = createJudging(threads.start);
    const answers = ["a", "b", "c"].map((id) => settle(judging.ask("viewTarget", [id], { slot: "lens" })));
    const other = settle(judging.ask("viewTarget", ["d"]));
    threads.answer("A");
    threads.answer("C");
    threads.answer("D");
    assert.deepEqual(await Promise.all(answers), ["cancelled", "cancelled", "C"]);
    assert.equal(await other, "D");
    assert.deepEqual(
      threads.asked.map(({ args }) => args[0]),
      ["a", "c", "d"],
    );
  });

  it("never sends what was given up while it waited", async () => {
    const threads = createThreads();
    const judging = createJudging(threads.start);
    const first = settle(judging.ask("viewTarget", ["a"]));
    const ended = new AbortController();
    const second = settle(judging.ask("viewTarget", ["b"], { signal: ended.signal }));
    ended.abort();
    threads.answer("A");
    assert.deepEqual(await Promise.all([first, second]), ["A", "cancelled"]);
    assert.equal(threads.asked.length, 1);
  });

  it("puts no organization into words in vain, and goes on", async () => {
    const threads = createThreads();
    const judging = createJudging(threads.start);
    const ended = new AbortController();
    const options = { organization: createTechCorp(), signal: ended.signal };
    const first = settle(judging.ask("viewTarget", ["a"], options));
    ended.abort();
    const second = settle(judging.ask("viewTarget", ["b"]));
    assert.equal(await first, "cancelled");
    threads.answer("B");
    assert.equal(await second, "B");
    assert.deepEqual(methodsOf(threads.asked), ["viewTarget"]);
  });

  it("goes on after a failure", async () => {
    const threads = createThreads();
    const judging = createJudging(threads.start);
    const first = settle(judging.ask("viewTarget", ["a"]));
    const second = settle(judging.ask("viewTarget", ["b"]));
    threads.fail("broken");
    threads.answer("B");
    assert.deepEqual(await Promise.all([first, second]), ["broken", "B"]);
  });

  it("starts another thread when one breaks down, and tells it the organization", async () => {
    const threads = createThreads();
    const judging = createJudging(threads.start);
    const organization = createTechCorp();
    const lost = settle(judging.ask("viewTarget", ["a"], { organization }));
    await threads.sent("viewTarget");
    threads.breakDown();
    assert.equal(await lost, "out of memory");
    const answer = settle(judging.ask("viewTarget", ["b"], { organization }));
    await threads.sent("viewTarget");
    threads.answer("B");
    assert.equal(await answer, "B");
    assert.equal(threads.countStarted(), 2);
    assert.deepEqual(methodsOf(threads.asked).slice(2), ["setOrganization", "viewTarget"]);
  });
});
