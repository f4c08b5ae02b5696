import assert from "node:assert/strict";
import fc from "fast-check";
import {
  compileArn,
  compileResource,
  compileWildcards,
  coversPattern,
  matchesPattern,
  overlap,
} from "../../../src/policy/matching/pattern";
import { isArnLike, isLike, isResourceLike } from "../../reference/matching";

/** The same cases each time. */
const SEED = { seed: 20261124 };

/** Few letters, so that patterns meet texts. */
const text = (max: number) => fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: max });
const pattern = (max: number) => fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: max });
const arn = fc
  .string({ unit: fc.constantFrom("a", "b", ":"), minLength: 0, maxLength: 8 })
  .map((end) => `a:b::${end}:a:b`);
const arnPattern = fc.tuple(pattern(3), pattern(3), pattern(4), pattern(4)).map((parts) => `a:${parts.join(":")}:*b`);

describe("patterns", () => {
  it("match as a naive reading of the wildcards does", () => {
    fc.assert(
      fc.property(pattern(8), text(10), (wanted, found) => {
        assert.equal(matchesPattern(compileWildcards(wanted), found), isLike(wanted, found));
      }),
      { ...SEED, numRuns: 800 },
    );
  });

  it("match resources as a naive reading of the guide does", () => {
    fc.assert(
      fc.property(fc.oneof(arnPattern, pattern(10)), arn, (wanted, found) => {
        fc.pre(found.split(":").length >= 6 && wanted !== "");
        const matches = compileResource(compileWildcards(wanted)).some((compiled) => matchesPattern(compiled, found));
        assert.equal(matches, isResourceLike(wanted, found));
      }),
      { ...SEED, numRuns: 800 },
    );
  });

  it("match ARN operators part by part as a naive reading of the guide does", () => {
    fc.assert(
      fc.property(arnPattern, arn, (wanted, found) => {
        const compiled = compileArn(compileWildcards(wanted));
        fc.pre(found.split(":").length >= 6 && compiled !== undefined);
        assert.equal(matchesPattern(compiled, found), isArnLike(wanted, found));
      }),
      { ...SEED, numRuns: 800 },
    );
  });

  it("overlap where some text matches both", () => {
    const letters = ["", "a", "b", ":"];
    const texts = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    fc.assert(
      fc.property(pattern(3), pattern(3), (left, right) => {
        const meets = texts.some((candidate) => isLike(left, candidate) && isLike(right, candidate));
        const isFound = overlap(compileWildcards(left), compileWildcards(right));
        // Texts of three characters do not show every overlap, but each that they show is one.
        assert.ok(isFound || !meets, "an overlap was missed");
        if (left.length + right.length <= 3) assert.equal(isFound, meets);
      }),
      { ...SEED, numRuns: 600 },
    );
  });

  it("cover another only where they match all that it stands for", () => {
    fc.assert(
      fc.property(pattern(5), pattern(5), text(6), (left, right, found) => {
        if (coversPattern(compileWildcards(left), right) && isLike(right, found)) assert.ok(isLike(left, found));
      }),
      { ...SEED, numRuns: 800 },
    );
  });

  it("take no exponential time", () => {
    const wanted = compileWildcards(`${"*a".repeat(30)}*b`);
    assert.equal(matchesPattern(wanted, "a".repeat(5000)), false);
  });
});
