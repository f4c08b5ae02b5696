/** The demo and the generator. */
import assert from "node:assert/strict";
import { formatOrganizationFile } from "../../../src/organization/file";
import type { OrganizationContents } from "../../../src/organization/model";
import { generateOrganization } from "../../../src/sandbox/generate";
import { createTechCorp } from "../../../src/sandbox/techCorp";
import { getIdKind } from "../../../src/terms/ids";
import { getPolicyQuota } from "../../../src/terms/quotas";
import { createWorld, TECHCORP } from "./world";

function getDepth(contents: OrganizationContents): number {
  const parents = new Map(contents.organizationalUnits.map(({ id, parentId }) => [id, parentId]));
  return Math.max(
    ...contents.organizationalUnits.map(({ id }) => {
      let depth = 0;
      for (let at: string | undefined = id; at !== undefined && parents.has(at); at = parents.get(at)) depth++;
      return depth;
    }),
  );
}

/** What AWS could not hold either. */
function findFaults(contents: OrganizationContents): readonly string[] {
  const faults: string[] = [];
  const ids = [contents.organizationalUnits, contents.accounts, contents.policies].flat().map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push("an id twice");
  for (const id of ids) if (!getIdKind(id)) faults.push(`${id} has no shape`);
  const known = new Set([...ids, ...contents.roots.map(({ id }) => id)]);
  for (const { parentId, id } of [...contents.organizationalUnits, ...contents.accounts]) {
    if (!known.has(parentId)) faults.push(`${id} lies nowhere`);
  }
  const types = new Map(contents.policies.map(({ id, type }) => [id, type]));
  const slots = new Map<string, number>();
  for (const { policyId, targetId } of contents.attachments) {
    if (!known.has(policyId) || !known.has(targetId)) faults.push(`${policyId} is attached to nothing`);
    const type = types.get(policyId) ?? "";
    const used = (slots.get(`${targetId} ${type}`) ?? (type === "RESOURCE_CONTROL_POLICY" ? 1 : 0)) + 1;
    slots.set(`${targetId} ${type}`, used);
    if (used > (getPolicyQuota(type)?.maxAttached ?? 0)) faults.push(`${targetId} has too many`);
  }
  for (const id of known) {
    if (getIdKind(id) !== "policy" && !slots.has(`${id} SERVICE_CONTROL_POLICY`)) faults.push(`${id} has no SCP`);
  }
  for (const { type, name, content } of contents.policies) {
    if (content.length > (getPolicyQuota(type)?.maxSize ?? 0)) faults.push(`${name} is too large`);
  }
  const emails = contents.accounts.map(({ email }) => email);
  if (new Set(emails).size !== emails.length) faults.push("an address twice");
  if (emails.some((email) => email.length > 64)) faults.push("a long address");
  return faults;
}

describe("generator", () => {
  for (const accounts of [10, 100, 2_000, 10_000]) {
    it(`${accounts} accounts hold together`, () => {
      const contents = generateOrganization({ accounts, seed: 1 });
      assert.equal(contents.accounts.length, accounts);
      assert.equal(getDepth(contents), 5);
      assert.deepEqual(findFaults(contents), []);
    });
  }

  it("10,000 accounts come with about 500 OUs and 300 policies", () => {
    const contents = generateOrganization({ accounts: 10_000, seed: 1 });
    assert.equal(contents.organizationalUnits.length, 500);
    assert.ok(Math.abs(contents.policies.length - 310) < 20, `${contents.policies.length}`);
  });

  it("some OUs allow a list instead of everything", () => {
    const contents = generateOrganization({ accounts: 2_000, seed: 1 });
    const full = new Set(
      contents.attachments.filter(({ policyId }) => policyId === "p-FullAWSAccess").map(({ targetId }) => targetId),
    );
    const without = contents.organizationalUnits.filter(({ id }) => !full.has(id));
    assert.ok(without.length > 0 && without.length < 10, `${without.length} OUs`);
  });

  it("the same seed gives the same bytes, another seed others", () => {
    const generate = (seed: number) => formatOrganizationFile(generateOrganization({ accounts: 300, seed }));
    assert.equal(generate(7), generate(7));
    assert.notEqual(generate(7), generate(8));
  });
});

describe("TechCorp", () => {
  const contents = createTechCorp();

  it("holds together", () => assert.deepEqual(findFaults(contents), []));

  it("is laid out as in the documentation", () => {
    const getNames = (parentId: string | undefined) =>
      contents.accounts.filter((account) => account.parentId === parentId).map(({ name, state }) => `${name} ${state}`);
    const units = Object.fromEntries(contents.organizationalUnits.map(({ id, name }) => [name, getNames(id)]));
    assert.deepEqual(
      { Root: getNames(contents.roots[0]?.id), ...units },
      {
        Root: ["TechCorp Billing ACTIVE"],
        Production: ["Web Services ACTIVE", "Database Services ACTIVE"],
        Development: ["Team A ACTIVE", "Team B ACTIVE", "Team C (pilot) SUSPENDED"],
        Security: ["Logging ACTIVE", "Audit ACTIVE"],
      },
    );
  });

  it("has a policy over 80 % of its size, one unattached, and both ways of storing", () => {
    const own = contents.policies.filter((policy) => !policy.awsManaged);
    const large = own.filter(({ type, content }) => content.length > 0.8 * (getPolicyQuota(type)?.maxSize ?? 0));
    assert.deepEqual(
      large.map(({ name }) => name),
      ["ProtectDataStores"],
    );
    const attached = new Set(contents.attachments.map(({ policyId }) => policyId));
    assert.deepEqual(
      own.filter(({ id }) => !attached.has(id)).map(({ name }) => name),
      ["QuarantineAccount"],
    );
    assert.ok(own.some(({ content }) => content.includes("\n")) && own.some(({ content }) => !content.includes("\n")));
  });

  it("gives new things ARNs of the partition that it is in", () => {
    const file = JSON.stringify(contents).replaceAll("arn:aws:", "arn:aws-cn:");
    const world = createWorld({ contents: JSON.parse(file) as OrganizationContents });
    const made = world.run("CreateOrganizationalUnit", { ParentId: TECHCORP.root, Name: "Shanghai" });
    assert.match(JSON.stringify(made), /"Arn":"arn:aws-cn:organizations::/);
  });

  it("keeps its invitation open at whatever date it is opened", () => {
    const [invitation] = createTechCorp("2030-01-01T00:00:00.000Z").handshakes ?? [];
    assert.equal(invitation?.state, "OPEN");
    assert.ok((invitation?.expirationTimestamp ?? "") > "2030-01-01");
  });
});
