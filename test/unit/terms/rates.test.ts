import assert from "node:assert/strict";
import { getRate } from "../../../src/terms/rates";

describe("the rate of an operation", () => {
  it("is AWS's documented one, for an account and an organization", () => {
    assert.deepEqual(getRate("ListAccounts"), {
      account: { rate: 8, burst: 12 },
      organization: { rate: 9, burst: 15 },
    });
    assert.deepEqual(getRate("CloseAccount"), { account: { rate: 0.05, burst: 1 } });
  });

  it("is marked where no page states it", () => {
    assert.deepEqual(getRate("DescribeEffectivePolicy"), { account: { rate: 1, burst: 1 }, assumed: true });
  });

  it("is unknown for an operation newer than the data", () => {
    assert.equal(getRate("ListDreams"), undefined);
    assert.equal(getRate("toString"), undefined);
  });
});
