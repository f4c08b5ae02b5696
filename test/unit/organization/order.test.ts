import assert from "node:assert/strict";
import { sortByName } from "../../../src/organization/order";

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Reproducible names out of all printable ASCII characters. */
function createNames(count: number): readonly string[] {
  let seed = 7;
  const draw = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + draw(8) }, () => String.fromCharCode(32 + draw(95))).join(""),
  );
}

describe("the order of names", () => {
  it("is the collator's", () => {
    const names = createNames(3000);
    const sorted = sortByName(names.map((name, at) => ({ name, id: `${at}` }))).map(({ name }) => name);
    for (let at = 1; at < sorted.length; at++) {
      const [before = "", after = ""] = [sorted[at - 1], sorted[at]];
      assert.ok(collator.compare(before, after) <= 0, `${JSON.stringify(before)} before ${JSON.stringify(after)}`);
    }
  });

  for (const { names, order } of [
    { names: ["team-10", "Team-2", "alpha", "Zeta"], order: ["alpha", "Team-2", "team-10", "Zeta"] },
    { names: ["z", "Ärzte", "a", "ä2", "ä10"], order: ["a", "ä2", "ä10", "Ärzte", "z"] },
    { names: ["x12345678901234567890", "x2"], order: ["x2", "x12345678901234567890"] },
  ]) {
    it(`puts ${order.join(", ")}`, () => {
      assert.deepEqual(
        sortByName(names.map((name) => ({ name, id: name }))).map(({ name }) => name),
        order,
      );
    });
  }
});
