import assert from "node:assert/strict";
import { toAccount, toListedAccount } from "../../../src/aws/wire";

describe("an account from the wire", () => {
  it("is described by State, not by the Status that AWS retires", () => {
    assert.equal(toAccount({ State: "PENDING_ACTIVATION", Status: "ACTIVE" }, "r-a1b2").state, "PENDING_ACTIVATION");
    assert.equal(toAccount({ Status: "SUSPENDED" }, "r-a1b2").state, "SUSPENDED");
  });

  it("is placed by its path", () => {
    const Paths = ["o-aa111bb222/r-a1b2/ou-a1b2-11111111/ou-a1b2-22222222/123456789012/"];
    const account = toListedAccount({ Paths });
    assert.equal(account.parentId, "ou-a1b2-22222222");
    assert.deepEqual(account.ancestorIds, ["r-a1b2", "ou-a1b2-11111111", "ou-a1b2-22222222"]);
    assert.equal(toListedAccount({ Paths: ["o-aa111bb222/r-a1b2/123456789012/"] }).parentId, "r-a1b2");
  });

  it("has no place without a path", () => {
    assert.equal("parentId" in toListedAccount({ Id: "123456789012" }), false);
  });
});
