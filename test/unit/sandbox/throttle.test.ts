import assert from "node:assert/strict";
import { Throttle } from "../../../src/sandbox/throttle";

describe("throttle", () => {
  // DescribePolicy: 2 a second and 2 at once for an account, 2 a second and 3 at once for the organization.
  it("lets a burst pass, then the rate", () => {
    let now = 0;
    const throttle = new Throttle(() => now);
    const take = () => throttle.tryTake("DescribePolicy", "111122223333", "o-exampleorgid");
    assert.deepEqual([take(), take(), take()], [true, true, false]);
    now = 500;
    assert.deepEqual([take(), take()], [true, false]);
    now = 60_000;
    assert.deepEqual([take(), take(), take()], [true, true, false]);
  });

  it("counts every account of the organization together", () => {
    const throttle = new Throttle(() => 0);
    const take = (account: string) => throttle.tryTake("DescribePolicy", account, "o-exampleorgid");
    assert.deepEqual([take("1"), take("1"), take("2"), take("2")], [true, true, true, false]);
  });

  it("knows no limit for what the data does not know", () => {
    const throttle = new Throttle(() => 0);
    for (let n = 0; n < 100; n++) assert.ok(throttle.tryTake("GetCallerIdentity", "1", undefined));
  });
});
