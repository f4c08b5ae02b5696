import assert from "node:assert/strict";
import { getIdKind } from "../../src/terms/ids";

describe("ids", () => {
  const cases: [string, string | undefined][] = [
    ["123456789012", "account"],
    ["ou-a1b2-11112222", "organizationalUnit"],
    ["r-a1b2", "root"],
    ["p-FullAWSAccess", "policy"],
    ["o-exampleorgid", "organization"],
    ["12345678901", undefined],
    ["xou-a1b2-11112222", undefined],
    ["ou-a1b2-11112222x!", undefined],
  ];
  for (const [id, kind] of cases) it(`${id} is ${kind ?? "nothing"}`, () => assert.equal(getIdKind(id), kind));
});
