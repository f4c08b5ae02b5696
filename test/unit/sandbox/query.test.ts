import assert from "node:assert/strict";
import { parseForm } from "../../../src/sandbox/query";

const parse = (form: string) => JSON.parse(JSON.stringify(parseForm(new URLSearchParams(form)))) as unknown;

describe("a form of the Query protocol", () => {
  it("becomes lists and structures", () => {
    assert.deepEqual(parse("Action=A&List.member.1.Name=x&List.member.2.Name=y&Other.Inner=z&Empty="), {
      Action: "A",
      List: [{ Name: "x" }, { Name: "y" }],
      Other: { Inner: "z" },
      Empty: "",
    });
  });

  it("reaches nothing that all objects share", () => {
    for (const name of ["__proto__", "constructor.prototype", "List.member.1.__proto__", "toString"]) {
      parse(`${name}.polluted=yes&Text=1&Text.polluted=yes`);
      assert.equal(Reflect.get({}, "polluted"), undefined, name);
      assert.equal(Reflect.get([], "polluted"), undefined, name);
    }
  });

  it("has no member that is none, or beyond any list", () => {
    for (const number of ["0", "-1", "x", "__proto__", "4294967295"]) {
      assert.throws(() => parse(`List.member.${number}=x`), { name: "InvalidInputException" }, number);
    }
  });
});
