import assert from "node:assert/strict";
import { createPart } from "../../../src/editor/parts";

/** A part whose bundle can be read once `read` lets it. */
function plan(read: () => Promise<string>) {
  const counts = { read: 0, opened: 0, disposed: 0 };
  const part = createPart(
    () => {
      counts.read++;
      return read();
    },
    (bundle) => {
      counts.opened++;
      return { bundle, dispose: () => counts.disposed++ };
    },
  );
  return { part, counts };
}

describe("a part of the editor", () => {
  it("is not read before somebody asks", () => {
    const { counts } = plan(async () => "bundle");
    assert.deepEqual(counts, { read: 0, opened: 0, disposed: 0 });
  });

  it("is not read while whoever asks is still at work: activation waits for nothing", async () => {
    const { part, counts } = plan(async () => "bundle");
    const loading = part.load();
    await Promise.resolve();
    assert.equal(counts.read, 0);
    await loading;
    assert.equal(counts.read, 1);
  });

  it("is one for all who ask before, while and after it loads", async () => {
    let arrive: (bundle: string) => void = () => undefined;
    const { part, counts } = plan(() => new Promise((resolve) => (arrive = resolve)));
    const [one, other] = [part.load(), part.load()];
    while (counts.read === 0) await new Promise((resolve) => setImmediate(resolve));
    const late = part.load();
    arrive("bundle");
    const [first, second, third] = await Promise.all([one, other, late]);
    assert.equal(first, second);
    assert.equal(first, third);
    assert.equal(first, await part.load());
    assert.deepEqual(counts, { read: 1, opened: 1, disposed: 0 });
  });

  it("is tried again after a failure, of which all who waited hear", async () => {
    let tries = 0;
    const { part, counts } = plan(async () => {
      if (++tries === 1) throw new Error("no such file");
      return "bundle";
    });
    const [one, other] = [part.load(), part.load()];
    await assert.rejects(one, /no such file/);
    await assert.rejects(other, /no such file/);
    assert.equal((await part.load()).bundle, "bundle");
    assert.deepEqual(counts, { read: 2, opened: 1, disposed: 0 });
  });

  it("goes with its window, also where it was still loading then", async () => {
    const early = plan(async () => "bundle");
    await early.part.load();
    early.part.dispose();
    assert.equal(early.counts.disposed, 1);

    const late = plan(async () => "bundle");
    const loading = late.part.load();
    late.part.dispose();
    await loading;
    assert.deepEqual(late.counts, { read: 1, opened: 1, disposed: 1 });
  });
});
