import assert from "node:assert/strict";
import type { OrganizationContents } from "../../../src/organization/model";
import { generateOrganization } from "../../../src/sandbox/main";

export const CROWD = "Crowd";

/** Ten thousand accounts, half of them in one OU. */
export function createLargeOrganization(): OrganizationContents {
  const contents = generateOrganization({ accounts: 10_000, seed: 1 });
  const [root] = contents.roots;
  const [unit] = contents.organizationalUnits;
  assert.ok(root && unit);
  const id = `${unit.id.slice(0, -8)}crowd000`;
  const crowd = { id, arn: unit.arn.replace(unit.id, id), name: CROWD, parentId: root.id };
  return {
    ...contents,
    organizationalUnits: [...contents.organizationalUnits, crowd],
    accounts: contents.accounts.map((account, at) => (at % 2 === 1 ? { ...account, parentId: id } : account)),
    attachments: [...contents.attachments, { policyId: "p-FullAWSAccess", targetId: id }],
  };
}
