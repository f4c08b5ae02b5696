import assert from "node:assert/strict";
import { RESOURCE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { accept, complete, getLabels, isIncomplete } from "./caret";

const RCP = { type: RESOURCE_CONTROL_POLICY };
const action = (inside: string) => `{"Statement":[{"Action":${inside}}]}`;

describe("completion of actions", () => {
  it("offers everything for Action, and not for NotAction, which would then mean nothing", () => {
    const at = (element: string) => `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","${element}":["|"]}]}`;
    assert.ok(getLabels(at("Action")).includes("*"));
    assert.ok(!getLabels(at("NotAction")).includes("*"));
  });

  for (const [name, before, label, after] of [
    [
      "a service by a word of its name",
      action(`"load bal|"`),
      "elasticloadbalancing",
      action(`"elasticloadbalancing:"`),
    ],
    [
      "an action without its service",
      action(`["LeaveOrg|"]`),
      "organizations:LeaveOrganization",
      action(`["organizations:LeaveOrganization"]`),
    ],
    ["an action by its humps", action(`"PuBuPol|"`), "s3:PutBucketPolicy", action(`"s3:PutBucketPolicy"`)],
    ["an action by its humps behind the colon", action(`"s3:GBA|"`), "s3:GetBucketAcl", action(`"s3:GetBucketAcl"`)],
    ["a wildcard as it is typed, open at its end", action(`"s3:*Acl|"`), "s3:*Acl", action(`"s3:*Acl"`)],
    ["an action that a wildcard matches", action(`"s3:Put*Acl|"`), "s3:PutBucketAcl", action(`"s3:PutBucketAcl"`)],
    [
      "over all of what stands there",
      action(`["ec2:Run|Instances"]`),
      "ec2:RunScheduledInstances",
      action(`["ec2:RunScheduledInstances"]`),
    ],
  ] as const) {
    it(`writes ${name}`, () => assert.equal(accept(before, label), after));
  }

  it("offers no wildcard of a word that mostly begins others", () => {
    const labels = getLabels(action(`"kms:|"`));
    assert.ok(labels.includes("kms:Disable*"), labels.join());
    // ReEncryptFrom and ReEncryptTo, but RevokeGrant too.
    assert.ok(!labels.includes("kms:Re*"), labels.join());
  });

  it("counts what a typed wildcard matches", () => {
    const [first] = complete(action(`"s3:*Acl|"`));
    assert.equal(first?.label, "s3:*Acl");
    assert.match(first?.detail ?? "", /^matches \d+ actions$/);
    assert.match(first?.getDocumentation?.() ?? "", /PutBucketAcl/);
  });

  it("asks again with each key where the editor cannot match by itself", () => {
    assert.equal(isIncomplete(action(`"Leave|"`)), true);
    assert.equal(isIncomplete(action(`"s3:*Ac|"`)), true);
    assert.equal(isIncomplete(action(`"s3:Get|"`)), false);
    const resource = (inside: string) => `{"Statement":[{"Action":"s3:GetObject","Resource":"${inside}"}]}`;
    assert.equal(isIncomplete(resource("|")), true);
    assert.equal(isIncomplete(resource("arn:aws:s|")), true);
    assert.equal(isIncomplete(resource("arn:aws:s3:::x|")), false);
  });

  it("leaves out services that an action's name does not mean", () => {
    assert.deepEqual(getLabels(action(`"StopLogg|"`)), ["cloudtrail:StopLogging", "mediastore:StopAccessLogging"]);
    assert.equal(isIncomplete(action(`"StopLogg|"`)), true);
    for (const typed of ["cloudtr", "clodtr", "loadbal"]) {
      const wanted = typed === "loadbal" ? "elasticloadbalancing" : "cloudtrail";
      assert.ok(getLabels(action(`"${typed}|"`)).includes(wanted), typed);
    }
  });

  it("finds nothing for one or two letters but services", () => {
    assert.ok(complete(action(`"Le|"`)).every(({ kind }) => kind !== "action"));
  });

  it("searches for an RCP among its services only", () => {
    assert.ok(!getLabels(action(`"LeaveOrg|"`), RCP).includes("organizations:LeaveOrganization"));
    assert.ok(getLabels(action(`"GetSecretVal|"`), RCP).includes("secretsmanager:GetSecretValue"));
  });

  it("puts last what the list has, then what it covers, and says so", () => {
    const items = complete(action(`["s3:GetObject","s3:List*","s3:|"]`));
    assert.equal(items.at(-1)?.label, "s3:GetObject");
    assert.equal(items.at(-1)?.detail, "listed already");
    const covered = items.find(({ label }) => label === "s3:ListBucket");
    assert.equal(covered?.detail, "covered by s3:List*");
    assert.ok((covered?.sortText ?? "") > (items.find(({ label }) => label === "s3:PutObject")?.sortText ?? ""));
  });

  it("lets an RCP have no NotAction", () => {
    assert.deepEqual(getLabels(`{"Statement":[{"Principal":"*","NotAction":"|"}]}`), []);
  });
});

describe("completion in a .jsonc file", () => {
  const JSONC = { allowComments: true };
  for (const [name, before, label, after] of [
    [
      "a key behind a comment",
      `{"Statement":[{"Effect":"Deny", // for all\n|}]}`,
      "Action",
      `{"Statement":[{"Effect":"Deny", // for all\n"Action": [""]}]}`,
    ],
    [
      "a comma before the comment, where it is missing",
      `{"Statement":[{"Effect":"Deny" // for all\n|}]}`,
      "Action",
      `{"Statement":[{"Effect":"Deny", // for all\n"Action": [""]}]}`,
    ],
    [
      "a value before a comment",
      `{"Statement":[{"Effect":| /* or Allow */, "Action":"*"}]}`,
      "Deny",
      `{"Statement":[{"Effect": "Deny" /* or Allow */, "Action":"*"}]}`,
    ],
    [
      "an entry behind a trailing comma and a comment",
      `{"Statement":[{"Action":["s3:*", /* more */ |]}]}`,
      "ec2",
      `{"Statement":[{"Action":["s3:*", /* more */ "ec2:"]}]}`,
    ],
  ] as const) {
    it(`writes ${name}`, () => assert.equal(accept(before, label, JSONC), after));
  }

  for (const marked of [`{/* | */}`, `{// |\n}`, `{"Statement":[{"Action":[ // "|"\n]}]}`]) {
    it(`offers nothing in the comment of ${JSON.stringify(marked)}`, () =>
      assert.deepEqual(getLabels(marked, JSONC), []));
  }
});
