import assert from "node:assert/strict";
import { openSandboxed, type Sandboxed } from "./sandboxed";

const POLICIES = "Policies";
const FILE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "organizations:LeaveOrganization", Resource: "*" }],
});

describe("someone whose rights are taken away while policies are open", () => {
  let world: Sandboxed;
  before(async () => {
    world = await openSandboxed({
      workspace: { "DenyRootUser.scp.json": FILE, "DenyLeaveOrganization.scp.json": FILE },
    });
    const { editor } = world;
    await editor.expandTree("Service control policies", POLICIES);
    await editor.clickRow(["Service control policies", "RestrictRegions"], POLICIES);
    await editor.waitForTab(/RestrictRegions/);
    await editor.runCommand("View: Split Editor Right");
    await editor.expandTree(["Service control policies", "Not attached"], POLICIES);
    await editor.clickRow(["Service control policies", "DenyRootUser"], POLICIES);
    await editor.waitForTab(/DenyRootUser/);
    await editor.runCommand("View: Split Editor Right");
    await editor.openFile("DenyLeaveOrganization.scp.json");
  });
  after(() => world?.close());

  for (const operation of [
    "DescribePolicy",
    "ListTargetsForPolicy",
    "ListPolicies",
    "ListPoliciesForTarget",
    "ListAccounts",
  ]) {
    it(`comes to rest when this is refused: ${operation}`, () => comesToRest(operation));
  }

  it("comes to rest when all of it is refused", () => comesToRest(undefined));

  async function comesToRest(operation: string | undefined): Promise<void> {
    const { editor, sandbox } = world;
    const effect = { kind: "error", name: "AccessDeniedException", message: "Not allowed" } as const;
    sandbox.setFaults([operation === undefined ? { effect } : { operation, effect }]);
    const count = () => Object.values(sandbox.getRequestCounts()).reduce((sum, one) => sum + one, 0);
    const atFirst = count();
    await editor.runCommand("Orgscope: Refresh");
    const counts: number[] = [];
    for (let before = atFirst; counts.length < 8 && (counts.at(-1) ?? 1) > 0; before = count()) {
      await editor.page.waitForTimeout(2000);
      counts.push(count() - before);
    }
    await editor.screenshot(`calm-${operation ?? "all"}`);
    sandbox.setFaults([]);
    assert.ok((counts[0] ?? 0) > 0, "Nothing was asked for");
    assert.equal(counts.at(-1), 0, `Requests in two seconds each: ${counts.join()}`);
  }
});
