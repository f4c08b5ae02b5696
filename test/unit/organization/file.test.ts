import assert from "node:assert/strict";
import { formatOrganizationFile, parseOrganizationFile } from "../../../src/organization/file";
import { generateOrganization } from "../../../src/sandbox/generate";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const UNIT = { Id: "ou-a1b2-11112222", Arn: "arn", Name: "Prod", ParentId: "r-a1b2" };

/** The smallest file, in AWS's spelling, with values set at places such as `accounts.0.Name`; `undefined` deletes. */
function write(changes: Readonly<Record<string, unknown>> = {}): string {
  const file = {
    format: "orgscope/organization@1",
    takenAt: "2026-11-24T10:00:00Z",
    organization: {
      Id: "o-exampleorgid",
      Arn: "arn:aws:organizations::111122223333:organization/o-exampleorgid",
      FeatureSet: "ALL",
      MasterAccountId: "111122223333",
      MasterAccountArn: "arn:aws:organizations::111122223333:account/o-exampleorgid/111122223333",
      MasterAccountEmail: "aws@example.com",
    },
    roots: [{ Id: "r-a1b2", Arn: "arn", Name: "Root", PolicyTypes: [{ Type: "TAG_POLICY", Status: "ENABLED" }] }],
    organizationalUnits: [{ ...UNIT }],
    accounts: [
      {
        Id: "111122223333",
        Arn: "arn",
        Name: "Management",
        Email: "aws@example.com",
        State: "ACTIVE",
        JoinedMethod: "INVITED",
        JoinedTimestamp: "2020-01-01T00:00:00Z",
        ParentId: "r-a1b2",
      },
    ],
    policies: [
      {
        Id: "p-11112222",
        Arn: "arn",
        Name: "P",
        Description: "",
        Type: "TAG_POLICY",
        AwsManaged: false,
        Content: '{ "tags": {} }\n',
      },
    ],
    attachments: [{ PolicyId: "p-11112222", TargetId: "r-a1b2" }],
    tags: { "r-a1b2": { Owner: "me" } },
  };
  for (const [place, value] of Object.entries(changes)) {
    const path = place.split(".");
    const last = path.pop() ?? "";
    let at = file as unknown as Record<string, unknown>;
    for (const key of path) at = at[key] as Record<string, unknown>;
    at[last] = value;
  }
  return JSON.stringify(file);
}

const [POLICY] = (JSON.parse(write()) as { policies: readonly unknown[] }).policies;

function parse(text: string) {
  const result = parseOrganizationFile(text);
  if ("problem" in result) assert.fail(result.problem);
  return result.contents;
}

describe("organization file", () => {
  it("is read in AWS's spelling", () => {
    const contents = parse(write());
    assert.equal(contents.organization.masterAccountId, "111122223333");
    assert.equal(contents.accounts[0]?.parentId, "r-a1b2");
    assert.deepEqual(contents.roots[0]?.policyTypes, [{ type: "TAG_POLICY", status: "ENABLED" }]);
    assert.equal(contents.policies[0]?.content, '{ "tags": {} }\n');
    assert.deepEqual(contents.tags, { "r-a1b2": { Owner: "me" } });
  });

  it("comes back as it was written", () => {
    for (const contents of [createTechCorp(), generateOrganization({ accounts: 60, seed: 2 })]) {
      assert.deepEqual(parse(formatOrganizationFile(contents)), contents);
    }
  });

  it("keeps keys that it does not know, wherever they are", () => {
    const text = write({
      futureKey: { Deep: [1] },
      "accounts.0.Status": "ACTIVE",
      "roots.0.PolicyTypes.0.Since": "2020",
      gaps: [{ operation: "ListTagsForResource", resource: "r-a1b2", reason: "AccessDeniedException" }],
    });
    assert.deepEqual(JSON.parse(formatOrganizationFile(parse(text))), JSON.parse(text));
  });

  it("keeps states and kinds that AWS may add", () => {
    const text = write({ "accounts.0.State": "IN_REVIEW", "accounts.0.JoinedMethod": "TRANSFERRED" });
    const [account] = parse(text).accounts;
    assert.deepEqual([account?.state, account?.joinedMethod], ["IN_REVIEW", "TRANSFERRED"]);
    assert.deepEqual(JSON.parse(formatOrganizationFile(parse(text))), JSON.parse(text));
  });

  it("may lack a parent where it says that something was not read", () => {
    const gaps = [
      { operation: "ListOrganizationalUnitsForParent", resource: "r-a1b2", reason: "AccessDeniedException" },
    ];
    assert.equal(parse(write({ gaps, "accounts.0.ParentId": "ou-a1b2-33334444" })).accounts.length, 1);
  });

  it("may begin with a byte order mark", () => assert.ok(parse(`\uFEFF${write()}`)));

  const problems: [name: string, text: string, said: RegExp][] = [
    ["no JSON", "{", /^This is no JSON: /],
    ["a list", "[]", /no JSON object/],
    ["foreign JSON", '{"Version":"2012-10-17"}', /it has no “format”/],
    ["a newer format", write({ format: "orgscope/organization@2" }), /orgscope\/organization@2/],
    ["a missing part", write({ accounts: undefined }), /^accounts is missing\.$/],
    ["a missing field", write({ "accounts.0.Name": undefined }), /^accounts\[0\]\.Name is missing\.$/],
    ["a wrong kind", write({ "policies.0.AwsManaged": "no" }), /^policies\[0\]\.AwsManaged: true or false/],
    ["a state that is none", write({ "accounts.0.State": 1 }), /^accounts\[0\]\.State: a text is needed/],
    ["a wrong tag", write({ "tags.r-a1b2.Owner": 1 }), /^tags\.r-a1b2\.Owner: a text is needed\.$/],
    ["a wrong gap", write({ gaps: [{}] }), /^gaps\[0\]/],
    ["a missing parent", write({ "accounts.0.ParentId": "r-zzzz" }), /^accounts\[0\]\.ParentId: r-zzzz is missing/],
    [
      "an account in itself",
      write({ "accounts.0.ParentId": "111122223333" }),
      /^accounts\[0\]\.ParentId: 111122223333 is an account/,
    ],
    [
      "OUs in each other",
      write({ "organizationalUnits.0.ParentId": "ou-a1b2-11112222" }),
      /^organizationalUnits\[0\]\.ParentId: ou-a1b2-11112222 lies in itself\.$/,
    ],
    [
      "an id twice",
      write({ organizationalUnits: [UNIT, UNIT] }),
      /^organizationalUnits\[1\]\.Id: .* is organizationalUnits\[0\]/,
    ],
    [
      "a policy's id twice",
      write({ policies: [POLICY, POLICY] }),
      /^policies\[1\]\.Id: p-11112222 is policies\[0\] already/,
    ],
    ["an object for a list", write({ roots: {} }), /^roots: a list is needed\.$/],
  ];
  for (const [name, text, said] of problems) {
    it(`names the place: ${name}`, () => {
      const result = parseOrganizationFile(text);
      assert.ok("problem" in result);
      assert.match(result.problem, said);
      assert.ok(!result.problem.includes("\n"));
    });
  }
});
