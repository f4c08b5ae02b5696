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

  it("never guesses between OUs whose paths differ by case or slashes alone", () => {
    const unit = (id: string, parentId: string, name: string) => ({ id, arn: "", parentId, name });
    const contents = {
      ...createTechCorp(),
      organizationalUnits: [
        unit("ou-upper", "r-tc01", "Dev"),
        unit("ou-lower", "r-tc01", "dev"),
        unit("ou-a", "r-tc01", "A"),
        unit("ou-b", "ou-a", "B"),
        unit("ou-slash", "r-tc01", "A/B"),
      ],
    };
    const find = (ou: string) => parseAccountRows(`name,email,ou\nX,x@example.com,${ou}`, getKnownPlaces(contents), t);
    assert.equal(find("Root/Dev").rows[0]?.parentId, "ou-upper");
    assert.equal(find("Root / dev").rows[0]?.parentId, "ou-lower");
    assert.equal(find("ou-slash").rows[0]?.parentId, "ou-slash");
    for (const ou of ["root/DEV", "Root/A/B"]) {
      const { rows, problems } = find(ou);
      assert.equal(rows[0]?.parentId, undefined);
      assert.match(
        problems[0]?.message ?? "",
        /Several OUs are called so; give the id: (ou-upper, ou-lower|ou-b, ou-slash)$/,
      );
    }
  });

  /** With what is marked. */
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ["an empty file", "", "", /has no name, email/],
    ["a header alone", HEADER, HEADER.trim(), /no account in the file/],
    ["a missing column", "\n name ; ou\nA,b\n", "name ; ou", /has no email/],
    ["a column that nobody knows", "name,email, parent \nA,a@example.com,x\n", "parent", /Unknown column: parent/],
    [
      "a column that is there twice",
      "name,email,Email\nA,a@example.com,b@example.com\n",
      "Email",
      /email is there twice/i,
    ],
    ["a missing name", `${HEADER},a@example.com\n`, "", /1 to 50 printable/],
    ["a name that is not ASCII", `${HEADER}Ä,a@example.com\n`, "Ä", /1 to 50 printable/],
    ["a missing e-mail address", `${HEADER}A\n`, "", /not an e-mail address/],
    ["a bad e-mail address", `${HEADER}A,a.example.com\n`, "a.example.com", /not an e-mail address/],
    ["an address twice", `${HEADER}"A",a@example.com\nB, A@example.com \n`, "A@example.com", /that of line 2/],
    [
      "an OU that is not there",
      `${HEADER}A,a@example.com,"Root/""No"", where"\n`,
      '"Root/""No"", where"',
      /no such OU: Root\/"No", where/,
    ],
    ["a bad role name", `${HEADER}A,a@example.com,,a b\n`, "a b", /not a name for a role/],
    ["access that is neither", `${HEADER}A,a@example.com,,,maybe\n`, "maybe", /ALLOW or DENY, not maybe/],
    ["a tag that AWS refuses", `${HEADER}A,a@example.com,,,,a*b\n`, "a*b", /does not accept this tag: Stage/],
    ["a key that is AWS's", `name,email,tag:aws:x\nA,a@example.com,y\n`, "y", /AWS's own: aws:x/],
    ["too many cells", `${HEADER}A,a@example.com,,,,x,y,z\n`, "y,z", /more cells/],
    ["a quote without an end", `${HEADER}"A,a@example.com\n`, '"A,a@example.com', /no CSV: a quote opens a cell/],
    ["a quote within a cell", `${HEADER}=X("y"),a@example.com\n`, '=X("y"),a@example.com', /no CSV: .* in quotes/],
  ];
  for (const [what, text, marked, message] of cases) {
    it(`is refused for ${what}, at the cell`, () => {
      const [problem, ...others] = parse(text).problems;
      assert.ok(problem && others.length === 0, JSON.stringify([problem, ...others]));
      assert.equal(text.slice(problem.span.start, problem.span.end), marked);
      assert.match(problem.message, message);
    });
  }

  it("has its cells found below cells of several lines and empty lines, and lines counted as an editor does", () => {
    const text = `\uFEFF\n \u00a0\n${HEADER}"A\n\nB" ;a@example.com\n\nC\tA@example.com\nD\n`.replaceAll("\n", "\r\n");
    const found = parse(text).problems.map(({ span: { start, end }, message }) => ({
      line: text.slice(0, start).split("\n").length,
      marked: text.slice(start, end),
      message,
    }));
    assert.deepEqual(found, [
      { line: 4, marked: '"A\r\n\r\nB"', message: found[0]?.message },
      { line: 8, marked: "A@example.com", message: "The e-mail address is that of line 4 already." },
      { line: 9, marked: "", message: "This is not an e-mail address that AWS accepts: “”" },
    ]);
  });

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
