import assert from "node:assert/strict";
import { openSandboxed, type Sandboxed } from "./sandboxed";

const SECURITY = "ou-tc01-secu9w3z";
const DEVELOPMENT = "ou-tc01-devl8m2q";

describe("someone reading a policy of the organization", () => {
  let sandboxed: Sandboxed;
  before(async () => {
    sandboxed = await openSandboxed();
    const { request, sandbox } = sandboxed;
    await request("AttachPolicy", { PolicyId: "p-FullAWSAccess", TargetId: SECURITY });
    // As many as fit, which takes one more than there are.
    await request("CreatePolicy", {
      Name: "DenyOutposts",
      Description: "",
      Type: "SERVICE_CONTROL_POLICY",
      Content: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"outposts:*","Resource":"*"}}',
    });
    const policies = sandbox.getContents()?.policies.filter(({ type }) => type === "SERVICE_CONTROL_POLICY") ?? [];
    for (const { id } of policies) {
      if (countAttached() < 10 && !sandboxed.isAttached(id, DEVELOPMENT)) {
        await request("AttachPolicy", { PolicyId: id, TargetId: DEVELOPMENT });
      }
    }
    assert.equal(countAttached(), 10);
    await sandboxed.editor.runCommand("Orgscope: Refresh");
  });
  after(() => sandboxed?.close());

  function countAttached(): number {
    const { policies = [], attachments = [] } = sandboxed.sandbox.getContents() ?? {};
    const scps = new Set(policies.filter(({ type }) => type === "SERVICE_CONTROL_POLICY").map(({ id }) => id));
    return attachments.filter(({ policyId, targetId }) => targetId === DEVELOPMENT && scps.has(policyId)).length;
  }

  async function waitForProblem(name: string, wanted: RegExp): Promise<void> {
    const { editor } = sandboxed;
    await editor.clickInlineAction(name, "Open Policy", "Policies");
    await editor.waitForTab(name);
    let problems: readonly string[] = [];
    for (let attempt = 0; attempt < 40; attempt++) {
      problems = await editor.getProblems();
      if (problems.some((problem) => wanted.test(problem))) return;
      await editor.page.waitForTimeout(250);
    }
    assert.fail(problems.join("\n"));
  }

  it("sees that an Allow changes nothing beside FullAWSAccess", async () => {
    const { editor } = sandboxed;
    await editor.expandTree(["Service control policies"], "Policies");
    await waitForProblem(
      "SecurityToolsOnly",
      /FullAWSAccess is attached to Development .* and 1 more of this policy's targets too: .*allow-beside/,
    );
    await editor.screenshot("rules-beside-full-access");
  });

  it("sees that no other policy fits at its target", async () => {
    await waitForProblem("DenyRootUser", /Development .* has 10 of 10 SCPs attached.*attachment-limit/);
    await sandboxed.editor.screenshot("rules-attachment-limit");
  });
});
