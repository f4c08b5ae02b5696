import assert from "node:assert/strict";
import { mock } from "node:test";
import { createFirstPaint } from "../../../src/editor/connection/firstPaint";

describe("what waits for the first rows to be drawn", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };

  function begin(visible: boolean, askedBelow: Promise<void>) {
    const result = { isOver: false };
    void createFirstPaint({ visible }, { askedBelow: () => askedBelow })().then(() => (result.isOver = true));
    return async (milliseconds: number) => {
      await settle();
      mock.timers.tick(milliseconds);
      await settle();
      return result.isOver;
    };
  }

  it("goes on a moment after VS Code asked for what is below them", async () => {
    let ask = () => {};
    const after = begin(true, new Promise((resolve) => (ask = resolve)));
    assert.equal(await after(400), false);
    ask();
    assert.equal(await after(100), false);
    assert.equal(await after(50), true);
  });

  it("does not wait for ever where it never asks: rows that are closed", async () => {
    const after = begin(true, new Promise(() => undefined));
    assert.equal(await after(500), false);
    assert.equal(await after(150), true);
  });

  it("hardly waits where the view is hidden", async () => {
    const after = begin(false, new Promise(() => undefined));
    assert.equal(await after(150), true);
  });
});
