import assert from "node:assert/strict";
import { Emitter } from "../../../src/terms/event";

describe("an event", () => {
  it("reaches all who listen though one of them fails, and does not fail whoever told of it", async () => {
    const failures: unknown[] = [];
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.once("unhandledRejection", (reason) => failures.push(reason));
    try {
      const emitter = new Emitter<number>();
      const heard: number[] = [];
      emitter.event(() => {
        throw new Error("mine");
      });
      emitter.event((value) => heard.push(value));
      emitter.fire(1);
      assert.deepEqual(heard, [1]);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(String(failures[0]), "Error: mine");
    } finally {
      process.removeAllListeners("unhandledRejection");
      for (const other of others) process.on("unhandledRejection", other);
    }
  });
});
