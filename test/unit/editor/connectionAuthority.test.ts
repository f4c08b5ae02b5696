import assert from "node:assert/strict";
import { findAuthority, type AuthorityReads } from "../../../src/editor/connection/authority";
import { OrganizationError } from "../../../src/organization/errors";
import { createTechCorp } from "../../../src/sandbox/main";

const { organization } = createTechCorp("2026-11-24T10:00:00Z");
const MEMBER = "210987654321";
const caller = (accountId: string) => ({ accountId, arn: `arn:aws:iam::${accountId}:user/me`, userId: "" });
const denied = new OrganizationError("denied", "no");
const notRegistered = new OrganizationError("notFound", "no", { awsName: "AccountNotRegisteredException" });

const reads = (policy: string | undefined | Error, services: readonly string[] | Error): AuthorityReads => ({
  async findResourcePolicy() {
    if (policy instanceof Error) throw policy;
    return policy;
  },
  async *listDelegatedServices() {
    if (services instanceof Error) throw services;
    for (const servicePrincipal of services) yield { servicePrincipal, delegationEnabledDate: "" };
  },
});

const delegation = JSON.stringify({
  Statement: { Effect: "Allow", Principal: { AWS: MEMBER }, Action: "organizations:AttachPolicy", Resource: "*" },
});

describe("who the caller is", () => {
  it("is known of the management account without a request", async () => {
    const none: AuthorityReads = {
      findResourcePolicy: () => assert.fail("asked"),
      listDelegatedServices: () => assert.fail("asked"),
    };
    assert.deepEqual(await findAuthority(caller(organization.masterAccountId), organization, none), {
      kind: "management",
    });
  });

  for (const [name, given, expected] of [
    [
      "a delegate by the policy",
      reads(delegation, notRegistered),
      { kind: "delegate", actions: ["organizations:AttachPolicy"] },
    ],
    [
      "a delegate though its services cannot be read",
      reads(delegation, denied),
      { kind: "delegate", actions: ["organizations:AttachPolicy"] },
    ],
    [
      "an administrator of a service",
      reads(undefined, ["guardduty.amazonaws.com"]),
      { kind: "serviceAdministrator", services: ["guardduty.amazonaws.com"] },
    ],
    ["a member", reads(undefined, notRegistered), { kind: "member" }],
    ["unknown where the policy cannot be read", reads(denied, ["guardduty.amazonaws.com"]), { kind: "unknown" }],
    ["unknown where the services cannot be read", reads(undefined, denied), { kind: "unknown" }],
  ] as const) {
    it(name, async () => assert.deepEqual(await findAuthority(caller(MEMBER), organization, given), expected));
  }
});
