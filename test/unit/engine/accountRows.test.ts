import assert from "node:assert/strict";
import { getAccountSteps, getKnownPlaces, parseAccountRows } from "../../../src/engine/accountRows";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const t = (template: string, ...values: readonly (string | number | boolean)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const PRODUCTION = "ou-tc01-prod4kx7";
const places = getKnownPlaces(createTechCorp());
const parse = (text: string) => parseAccountRows(text, places, t);
const HEADER = "name,email,ou,roleName,iamUserAccessToBilling,tag:Stage\n";

describe("a CSV file of accounts", () => {
  it("is read with its columns in any order, separators and places by path or id", () => {
    const { rows, problems } = parse(
      `\uFEFFEmail;Name;OU;tag:Cost Center\r\na@example.com;Alpha;Root / production;"12:3"\r\n\r\nb@example.com;=Beta;${PRODUCTION};\r\n`,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(rows, [
      { line: 2, name: "Alpha", email: "a@example.com", parentId: PRODUCTION, tags: { "Cost Center": "12:3" } },
      { line: 4, name: "=Beta", email: "b@example.com", parentId: PRODUCTION, tags: {} },
    ]);
  });

  const cases: readonly (readonly [string, string, number, RegExp])[] = [
    ["an empty file", "", 1, /has no name, email/],
    ["a header alone", HEADER, 1, /no account in the file/],
    ["a column that nobody knows", "name,email,parent\nA,a@example.com,x\n", 1, /Unknown column: parent/],
    ["a column that is there twice", "name,email,Email\nA,a@example.com,b@example.com\n", 1, /email is there twice/i],
    ["a missing name", `${HEADER},a@example.com\n`, 2, /1 to 50 printable/],
    ["a name that is not ASCII", `${HEADER}Ä,a@example.com\n`, 2, /1 to 50 printable/],
    ["a bad e-mail address", `${HEADER}A,a.example.com\n`, 2, /not an e-mail address/],
    ["an address twice", `${HEADER}A,a@example.com\nB,A@example.com\n`, 3, /that of line 2/],
    ["an OU that is not there", `${HEADER}A,a@example.com,Root/Nowhere\n`, 2, /no such OU: Root\/Nowhere/],
    ["a bad role name", `${HEADER}A,a@example.com,,a b\n`, 2, /not a name for a role/],
    ["access that is neither", `${HEADER}A,a@example.com,,,maybe\n`, 2, /ALLOW or DENY, not maybe/],
    ["a tag that AWS refuses", `${HEADER}A,a@example.com,,,,a*b\n`, 2, /does not accept this tag: Stage/],
    ["too many cells", `${HEADER}A,a@example.com,,,,x,y\n`, 2, /more cells/],
    ["a quote without an end", `${HEADER}"A,a@example.com\n`, 2, /no CSV/],
  ];
  for (const [what, text, line, message] of cases) {
    it(`is refused for ${what}, at its line`, () => {
      const { problems } = parse(text);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      assert.equal(problems[0]?.line, line);
      assert.match(problems[0]?.message ?? "", message);
    });
  }

  it("is refused for the e-mail address of an account that is there", () => {
    const [email = ""] = createTechCorp().accounts.map((account) => account.email);
    assert.match(parse(`${HEADER}A,${email.toUpperCase()}\n`).problems[0]?.message ?? "", /exists already/);
  });

  it("becomes accounts that are moved where they belong once they are there", () => {
    const { rows } = parse(`${HEADER}A,a@example.com,${PRODUCTION}\nB,b@example.com,,Admin,deny,x\n`);
    assert.deepEqual(getAccountSteps(rows, "r-tc01"), [
      { kind: "createAccount", name: "A", email: "a@example.com", tags: {} },
      { kind: "moveAccount", accountId: "new:1", from: "r-tc01", to: PRODUCTION },
      {
        kind: "createAccount",
        name: "B",
        email: "b@example.com",
        roleName: "Admin",
        iamUserAccessToBilling: "DENY",
        tags: { Stage: "x" },
      },
    ]);
  });
});
