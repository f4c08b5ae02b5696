import assert from "node:assert/strict";
import { compileCondition } from "../../../src/policy/matching/conditions";
import { ABSENT, type ContextValue, present, UNKNOWN } from "../../../src/policy/matching/context";

const OPERATORS = [
  ...[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "ArnLike",
    "ArnNotLike",
  ],
  ...["NumericEquals", "NumericLessThan", "DateNotEquals", "Bool", "IpAddress", "NotIpAddress", "BinaryEquals", "Null"],
];
const LISTS = [
  ...[["*"], ["**"], ["?*"], ["a", "*"], [""], ["${*}"], ["${aws:x}"], ["${aws:x, '*'}"], ["arn:*:*:*:*:*"]],
  ...[["true", "false"], ["0.0.0.0/0", "::/0"], []],
];
const VALUES = ["", "a", "*", "arn:aws:iam::1:role/x", "true", "1", "1.2.3.4", "::1", "2026-01-01T00:00:00Z"];

describe("a key of which nothing is known", () => {
  const contexts = [ABSENT, ...VALUES.map((value) => present(value)), present("a", "b"), present("a", "")];

  for (const set of ["", "ForAllValues:", "ForAnyValue:"]) {
    for (const suffix of ["", "IfExists"]) {
      it(`is answered for only where every value has that answer: ${set}…${suffix}`, () => {
        for (const operator of OPERATORS.map((name) => set + name + suffix)) {
          for (const list of LISTS) {
            const condition = compileCondition(operator, "aws:k", list, true);
            const ask = (value: ContextValue) =>
              condition.evaluate({ get: (key) => (key === "aws:k" ? value : UNKNOWN) });
            const answer = ask(UNKNOWN);
            if (typeof answer !== "boolean") continue;
            for (const found of contexts.map(ask)) {
              if (typeof found === "boolean") assert.equal(found, answer, `${operator} ${list.join()}`);
            }
          }
        }
      });
    }
  }

  it("need not be known where all of them have", () => {
    const ask = (operator: string) => compileCondition(operator, "aws:k", ["*"], true).evaluate({ get: () => UNKNOWN });
    assert.equal(ask("StringLikeIfExists"), true);
    assert.equal(ask("ForAnyValue:StringNotLike"), false);
    assert.equal(typeof ask("StringLike"), "object");
  });
});
