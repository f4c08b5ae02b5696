import type { Client } from "./client";

/** A small new organization: root, one OU, one member account in it, one SCP, SCPs switched on. */
export interface Fixture extends Client {
  readonly root: string;
  readonly unit: string;
  readonly account: string;
  readonly policy: string;
}

export const SCP = "SERVICE_CONTROL_POLICY";
export const DENY_S3 = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
});

/** Builds it in an account that has no organization yet. */
export async function createFixture(client: Client): Promise<Fixture> {
  const { call } = client;
  await call("CreateOrganization", { FeatureSet: "ALL" });
  const root = (await call("ListRoots")).Roots[0];
  if (!root) throw new Error("The organization has no root.");
  if (!root.PolicyTypes.some((entry) => entry.Type === SCP)) {
    await call("EnablePolicyType", { RootId: root.Id, PolicyType: SCP });
  }
  const unit = (await call("CreateOrganizationalUnit", { ParentId: root.Id, Name: "Production" })).OrganizationalUnit
    .Id;
  const account = await createAccount(client, "web");
  await call("MoveAccount", { AccountId: account, SourceParentId: root.Id, DestinationParentId: unit });
  const input = { Name: "DenyS3", Description: "No S3", Type: SCP, Content: DENY_S3 };
  const policy = (await call("CreatePolicy", input)).Policy.PolicySummary.Id;
  return { ...client, root: root.Id, unit, account, policy };
}

/** Waits as a client of AWS does, since accounts are created in the background. */
export async function createAccount(client: Client, name: string): Promise<string> {
  const { CreateAccountStatus: accepted } = await client.call("CreateAccount", {
    Email: `aws+${name}@example.com`,
    AccountName: name,
  });
  for (let status = accepted; ; ) {
    if (status.State === "SUCCEEDED") return status.AccountId;
    if (status.State === "FAILED") throw new Error(status.FailureReason);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const input = { CreateAccountRequestId: accepted.Id };
    status = (await client.call("DescribeCreateAccountStatus", input)).CreateAccountStatus;
  }
}
