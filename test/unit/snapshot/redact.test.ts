import assert from "node:assert/strict";
import { createEvaluator } from "../../../src/evaluation/evaluator";
import { formatOrganizationFile, parseOrganizationFile } from "../../../src/organization/file";
import type { OrganizationContents } from "../../../src/organization/model";
import { redact } from "../../../src/organization/snapshot/redact";
import { isInRange, parseAddress, parseAddressRange } from "../../../src/policy/matching/addresses";
import { getIdKind } from "../../../src/terms/ids";
import { generateOrganization } from "../../../src/sandbox/generate";
import { createTechCorp } from "../../../src/sandbox/techCorp";

/** TechCorp, with what a policy may say of it put into one. */
function withPolicyText(content: string): OrganizationContents {
  const contents = createTechCorp("2026-11-24T10:00:00Z");
  const [own] = contents.policies.filter((policy) => !policy.awsManaged);
  assert.ok(own);
  return { ...contents, policies: [{ ...own, content }, ...contents.policies.filter(({ id }) => id !== own.id)] };
}

describe("a redacted organization", () => {
  const original = createTechCorp("2026-11-24T10:00:00Z");
  const redacted = redact(original);
  const text = formatOrganizationFile(redacted);

  it("loads", () => {
    const parsed = parseOrganizationFile(text);
    assert.ok("contents" in parsed, "problem" in parsed ? parsed.problem : "");
    assert.deepEqual(parsed.contents, redacted);
  });

  it("names nobody: no id, e-mail, name, tag value or company", () => {
    const { organization, roots, organizationalUnits, accounts, policies, tags, handshakes = [] } = original;
    const own = policies.filter((policy) => !policy.awsManaged);
    const secrets = [
      organization.id,
      ...[...roots, ...organizationalUnits, ...accounts, ...own, ...handshakes].map(({ id }) => id),
      ...accounts.flatMap(({ name, email }) => [`"Name":${JSON.stringify(name)}`, email]),
      ...[...organizationalUnits, ...own].map(({ name }) => `"Name":${JSON.stringify(name)}`),
      ...Object.values(tags).flatMap((one) => Object.values(one).map((value) => `:${JSON.stringify(value)}`)),
    ];
    assert.deepEqual(
      secrets.filter((secret) => text.includes(secret)),
      [],
    );
    assert.doesNotMatch(text, /techcorp/i);
  });

  it("keeps every shape of an id, and what refers to it", () => {
    const { accounts, organizationalUnits, roots, attachments, policies, organization } = redacted;
    const parents = new Set([...roots, ...organizationalUnits].map(({ id }) => id));
    assert.ok([...accounts, ...organizationalUnits].every(({ parentId }) => parents.has(parentId)));
    assert.ok(accounts.every(({ id, arn }) => getIdKind(id) === "account" && arn.endsWith(`/${id}`)));
    assert.ok(organizationalUnits.every(({ id }) => getIdKind(id) === "organizationalUnit"));
    assert.ok(accounts.some(({ id }) => id === organization.masterAccountId));
    const ids = new Set([...parents, ...[...accounts, ...policies].map(({ id }) => id)]);
    assert.ok(attachments.every(({ policyId, targetId }) => ids.has(policyId) && ids.has(targetId)));
    assert.equal(new Set(accounts.map(({ id }) => id)).size, original.accounts.length);
  });

  it("keeps the policies of AWS as they are", () => {
    const managed = (contents: OrganizationContents) => contents.policies.filter((policy) => policy.awsManaged);
    assert.deepEqual(managed(redacted), managed(original));
  });

  it("is judged as the original is", () => {
    const verdicts = [original, redacted].map((contents) =>
      contents.accounts.flatMap((_, index) => {
        const accountId = contents.accounts[index]?.id ?? "";
        const evaluator = createEvaluator(contents, undefined);
        return ["ec2:RunInstances", "organizations:LeaveOrganization", "cloudtrail:StopLogging"].map(
          (action) => evaluator.evaluate({ id: action, accountId, action, context: {} }).verdict,
        );
      }),
    );
    assert.deepEqual(verdicts[1], verdicts[0]);
  });

  it("is the same each time", () => assert.equal(formatOrganizationFile(redact(original)), text));

  it("drops what nobody knows the meaning of", () => {
    const account = { ...(original.accounts[0] as object), SecretField: "techno" };
    const contents = { ...original, accounts: [account], extra: { Owner: "Jane" } } as unknown as OrganizationContents;
    assert.doesNotMatch(JSON.stringify(redact(contents)), /SecretField|Jane/);
  });
});

describe("a policy's text in a redacted organization", () => {
  const rows: readonly (readonly [what: string, text: string, expected: RegExp])[] = [
    ["an account in an ARN", `"arn:aws:iam::210987654321:role/Admin"`, /^"arn:aws:iam::1000000000\d\d:role\/Admin"$/],
    ["an account in a bucket's name", `"arn:aws:s3:::logs-210987654321-x"`, /^"arn:aws:s3:::logs-1000000000\d\d-x"$/],
    ["an account outside", `"arn:aws:iam::999988887777:root"`, /^"arn:aws:iam::1000000000\d\d:root"$/],
    ["an OU path", `"o-techcorp42/r-tc01/ou-tc01-prod4kx7/*"`, /^"o-example0001\/r-ex01\/ou-ex01-\d{8}\/\*"$/],
    ["an e-mail", `"Jo.Doe@techcorp.example"`, /^"person\d+@example\.com"$/],
    ["the company inside a word", `"role/TechCorpDeploy"`, /^"role\/exampleDeploy"$/],
    ["a name of two words", `"Web Services"`, /^"Account \d"$/],
    ["a single word, which the language may own", `"Production"`, /^"Production"$/],
    ["a longer number", `"2026112410000"`, /^"2026112410000"$/],
    ["an address", `"203.0.113.9"`, /^"(?!203\.0\.113\.9")\d+\.\d+\.\d+\.\d+"$/],
    ["a network", `"203.0.113.0/24"`, /^"(?!203\.0\.113\.)\d+\.\d+\.\d+\.0\/24"$/],
    ["a private network", `"10.20.30.0/24"`, /^"10\.(?!20\.30\.)\d+\.\d+\.0\/24"$/],
    ["every address", `"0.0.0.0/0 ::/0"`, /^"0\.0\.0\.0\/0 ::\/0"$/],
    ["a network of IPv6", `"2001:db8:1234::/48"`, /^"20(?!01:db8:1234:)[\da-f]{2}:[\da-f]+:[\da-f]+::\/48"$/],
    ["what is no address", `"999.1.1.1 arn:aws:s3:::x 1.2.3.4.5"`, /^"999\.1\.1\.1 arn:aws:s3:::x 1\.2\.3\.4\.5"$/],
    ["a VPC", `"vpc-0a1b2c3d4e5f67890"`, /^"vpc-00000000000000001"$/],
    ["endpoints of VPCs", `"vpce-0a1b2c3d vpce-svc-0a1b2c3d vpce-*"`, /^"vpce-00000001 vpce-svc-00000002 vpce-\*"$/],
    ["a Sid", `{"Sid":"DenyForMergerWithAcme","Effect":"Deny"}`, /^\{"Sid":"Sid1","Effect":"Deny"\}$/],
    [
      "external ids",
      `{"sts:ExternalId": ["acme-7", "acme-*", "\${aws:PrincipalTag/x}"], "sts:externalid":"acme-7"}`,
      /^\{"sts:ExternalId": \["external-1", "external-2\*", "\$\{aws:PrincipalTag\/x\}"\], "sts:externalid":"external-1"\}$/,
    ],
    ["a word like a root's id", `"r-data"`, /^"r-data"$/],
  ];
  for (const [what, text, expected] of rows) {
    it(`with ${what}`, () => assert.match(redact(withPolicyText(text)).policies[0]?.content ?? "", expected));
  }

  it("keeps which network lies in which", () => {
    const texts = [
      "198.51.100.0/24",
      "198.51.100.128/25",
      "198.51.100.130",
      "198.51.101.0/24",
      "2001:db8::/32",
      "2001:db8:5::1",
    ];
    const content = redact(withPolicyText(JSON.stringify(texts))).policies[0]?.content ?? "";
    const replaced: readonly string[] = JSON.parse(content);
    const isIn = (text: string, network: string) => {
      const [address, range] = [parseAddress(text.split("/")[0] ?? ""), parseAddressRange(network)];
      assert.ok(address && range, `${text} ${network}`);
      const getSize = (one: string) => Number(one.split("/")[1] ?? 128);
      return getSize(text) >= getSize(network) && isInRange(address, range);
    };
    const pairs = (all: readonly string[]) => all.flatMap((network) => all.map((one) => isIn(one, network)));
    assert.equal(replaced.length, texts.length);
    assert.ok(
      texts.every((text) => !content.includes(`"${text}"`)),
      content,
    );
    assert.deepEqual(pairs(replaced), pairs(texts));
  });

  it("stays JSON in an organization of thousands", () => {
    const { policies } = redact(generateOrganization({ accounts: 2000, seed: 1 }));
    for (const { content } of policies) assert.doesNotThrow(() => JSON.parse(content));
  });
});
