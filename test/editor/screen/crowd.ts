import assert from "node:assert/strict";
import type { OrganizationContents } from "../../../src/organization/model";
import { generateOrganization } from "../../../src/sandbox/main";

/** The name of the OU with half of the accounts. */
export const CROWD = "Crowd";

/** Accounts that `kestrel` finds: by the name's beginning, by its end, and by nothing but the address. */
export const KESTRELS = {
  begins: ["Kestrel Wages", "Kestrel Archive"],
  ends: ["Wages of Kestrel", "Archive of Kestrel"],
  address: ["Zebra", "Aardvark"],
};

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
    accounts: contents.accounts.map((account, at) => ({
      ...account,
      ...(at % 2 === 1 && { parentId: id }),
      ...getKestrel(at - 5000),
    })),
    attachments: [...contents.attachments, { policyId: "p-FullAWSAccess", targetId: id }],
  };
}

function getKestrel(at: number): { readonly name?: string; readonly email?: string } {
  const { begins, ends, address } = KESTRELS;
  // In no order that a list would be sorted in.
  const name = [ends[0], address[0], begins[0], ends[1], address[1], begins[1]][at];
  if (name === undefined) return {};
  return { name, ...(address.includes(name) && { email: `kestrel-${at}@example.com` }) };
}
