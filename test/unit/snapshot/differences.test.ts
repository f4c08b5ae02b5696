import assert from "node:assert/strict";
import type { OrganizationContents } from "../../../src/organization/model";
import { getDifferences } from "../../../src/organization/snapshot/differences";
import { formatMoment } from "../../../src/terms/moment";
import { formatDifferences } from "../../../src/organization/snapshot/markdown";
import { describeDifference } from "../../../src/organization/snapshot/wording";
import { createTechCorp } from "../../../src/sandbox/techCorp";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replaceAll(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const before = createTechCorp("2026-11-23T10:00:00Z");
const WEB = "210987654321";
const PRODUCTION = "ou-tc01-prod4kx7";
const SECURITY = "ou-tc01-secu9w3z";
const [policy] = before.policies.filter(({ awsManaged }) => !awsManaged);
assert.ok(policy);
const attachment = before.attachments.find(({ policyId }) => policyId === policy.id);
assert.ok(attachment);
const newcomer = {
  id: "999999999999",
  arn: "arn",
  name: "Newcomer",
  email: "new@techcorp.example",
  state: "ACTIVE",
  joinedMethod: "CREATED",
  joinedTimestamp: "2026-11-24T00:00:00Z",
  parentId: PRODUCTION,
} as const;

/** What a person is told after a change to TechCorp. */
function tell(change: (contents: OrganizationContents) => Partial<OrganizationContents>): readonly string[] {
  const after = { ...before, takenAt: "2026-11-24T10:00:00Z", ...change(before) };
  return getDifferences(before, after).differences.map((difference) => {
    const { label, description } = describeDifference(difference, t);
    return `${label}: ${description}`;
  });
}

/** Changes the one thing of a list that has this id. */
function edit<T extends { readonly id: string }>(list: readonly T[], id: string, facts: Partial<T>): readonly T[] {
  return list.map((one) => (one.id === id ? { ...one, ...facts } : one));
}

describe("what changed between two moments of an organization", () => {
  const rows: readonly (readonly [
    what: string,
    change: (contents: OrganizationContents) => Partial<OrganizationContents>,
    told: readonly (string | RegExp)[],
  ])[] = [
    ["nothing", () => ({}), []],
    [
      "an account moved",
      ({ accounts }) => ({ accounts: edit(accounts, WEB, { parentId: SECURITY }) }),
      ["Web Services: moved from Root / Production to Root / Security"],
    ],
    [
      "an account renamed",
      ({ accounts }) => ({ accounts: edit(accounts, WEB, { name: "Web" }) }),
      ["Web: renamed, was Web Services"],
    ],
    [
      "an account suspended",
      ({ accounts }) => ({ accounts: edit(accounts, WEB, { state: "SUSPENDED" }) }),
      ["Web Services: ACTIVE → SUSPENDED"],
    ],
    [
      "an account added, and nothing said of FullAWSAccess that comes with it",
      ({ accounts, attachments }) => ({
        accounts: [...accounts, newcomer],
        attachments: [...attachments, { policyId: "p-FullAWSAccess", targetId: newcomer.id }],
      }),
      ["Newcomer: added in Root / Production"],
    ],
    [
      "an OU renamed: what lies in it has not moved",
      ({ organizationalUnits }) => ({ organizationalUnits: edit(organizationalUnits, PRODUCTION, { name: "Live" }) }),
      ["Live: renamed, was Production"],
    ],
    [
      "an account gone, and nothing said of what was attached to it",
      ({ accounts, attachments, tags }) => ({
        accounts: accounts.filter(({ id }) => id !== WEB),
        attachments: attachments.filter(({ targetId }) => targetId !== WEB),
        tags: Object.fromEntries(Object.entries(tags).filter(([id]) => id !== WEB)),
      }),
      ["Web Services: removed from Root / Production"],
    ],
    [
      "a policy's text",
      ({ policies }) => ({ policies: edit(policies, policy.id, { content: "{}" }) }),
      [`${policy.name}: content changed, ${policy.content.length} → 2 characters`],
    ],
    [
      "a policy detached",
      ({ attachments }) => ({ attachments: attachments.filter((one) => one !== attachment) }),
      [/^\S+: detached from Root/],
    ],
    [
      "a policy type off",
      ({ roots }) => ({ roots: roots.map((root) => ({ ...root, policyTypes: root.policyTypes.slice(1) })) }),
      [/: ENABLED → off$/],
    ],
    [
      "a tag's value",
      ({ tags }) => ({ tags: { ...tags, [WEB]: { ...tags[WEB], Owner: "sre" } } }),
      ["Web Services: tag Owner: web@techcorp.example → sre"],
    ],
    [
      "a tag named as a member of every object",
      ({ tags }) => ({ tags: { ...tags, [WEB]: { ...tags[WEB], constructor: "x" } } }),
      ["Web Services: tag constructor = x added"],
    ],
    [
      "RCPFullAWSAccess, which only some lists name",
      ({ attachments }) => ({ attachments: [...attachments, { policyId: "p-RCPFullAWSAccess", targetId: WEB }] }),
      [],
    ],
  ];
  for (const [what, change, told] of rows) {
    it(what, () => {
      const actual = tell(change);
      assert.equal(actual.length, told.length, actual.join("\n"));
      for (const [index, expected] of told.entries()) {
        if (typeof expected === "string") assert.equal(actual[index], expected);
        else assert.match(actual[index] ?? "", expected);
      }
    });
  }

  it("is told backwards as well", () => {
    const after = { ...before, accounts: [...before.accounts, newcomer] };
    const [difference] = getDifferences(after, before).differences;
    assert.equal(difference?.kind, "targetRemoved");
  });
});

describe("what could not be read", () => {
  const gaps = (operation: string, resource?: string) => [
    { operation, ...(resource !== undefined && { resource }), reason: "Access denied" },
  ];
  const rows: readonly (readonly [
    what: string,
    change: (contents: OrganizationContents) => Partial<OrganizationContents>,
  ])[] = [
    ["accounts are not called gone", () => ({ accounts: [], gaps: gaps("ListAccounts") })],
    [
      "a policy without its text is not called changed",
      ({ policies }) => ({
        policies: edit(policies, policy.id, { content: "" }),
        gaps: gaps("DescribePolicy", policy.id),
      }),
    ],
    [
      "attachments of policies that were not listed are not called removed",
      ({ policies, attachments }) => {
        const others = policies.filter(({ type }) => type !== policy.type);
        const ids = new Set(others.map(({ id }) => id));
        return {
          policies: others,
          attachments: attachments.filter(({ policyId }) => ids.has(policyId)),
          gaps: gaps("ListPolicies", policy.type),
        };
      },
    ],
    ["attachments are not called removed", () => ({ attachments: [], gaps: gaps("ListTargetsForPolicy") })],
    [
      "policy types as they were before are not called other ones",
      ({ roots }) => ({ roots: roots.map((root) => ({ ...root, policyTypes: [] })), gaps: gaps("ListRoots") }),
    ],
    ["tags are not called removed", () => ({ tags: {}, gaps: gaps("ListTagsForResource") })],
    [
      "policies of a type are not called deleted",
      ({ policies }) => ({
        policies: policies.filter(({ type }) => type !== policy.type),
        gaps: gaps("ListPolicies", policy.type),
      }),
    ],
  ];
  for (const [what, change] of rows) it(what, () => assert.deepEqual(tell(change), []));

  it("is named", () => {
    const { gaps: named } = getDifferences(before, { ...before, gaps: gaps("ListTagsForResource", WEB) });
    assert.deepEqual(named, gaps("ListTagsForResource", WEB));
  });
});

describe("what changed, in Markdown", () => {
  const formatTime = (iso: string) => formatMoment(iso, "en", "UTC");

  it("shows names as text, never as markup", () => {
    const name = "[x](command:evil) <img> `a` |";
    const after = { ...before, accounts: edit(before.accounts, WEB, { name }) };
    const markdown = formatDifferences(getDifferences(before, after), formatTime, t);
    assert.match(markdown, /\*\*\\\[x\\\]\(command:evil\) \\<img\\> \\`a\\` \\\|\*\* `210987654321`/);
  });

  it("says that nothing changed", () => {
    assert.match(
      formatDifferences(getDifferences(before, before), formatTime, t),
      /^# What changed from Nov \d+, 20\d\d, \d\d:\d\d UTC to Nov .* UTC\n[\s\S]*Nothing\.\n/,
    );
  });
});
