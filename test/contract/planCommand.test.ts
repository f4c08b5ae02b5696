import assert from "node:assert/strict";
import { formatPlan } from "../../src/changes/planFile";
import { createPlanCommand } from "../../src/cli/plan";
import { createActionUniverse } from "../../src/evaluation/access/universe";
import { startSandbox } from "../../src/sandbox/main";
import type { Sandbox } from "../../src/sandbox/types";
import { catalogue } from "../unit/policy/language";
import { attach, createPlan, PRODUCTION, TECH_CORP } from "./runs/techCorp";

const NO_AWS = { AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
const PLAN = createPlan([attach(PRODUCTION, "p-instances1")]);
const LOCK_OUT = createPlan([
  attach(PRODUCTION),
  { kind: "disableAWSServiceAccess", servicePrincipal: "sso.amazonaws.com" },
]);

describe("orgscope plan check, against an organization", () => {
  const command = createPlanCommand(() => createActionUniverse(catalogue));
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ contents: TECH_CORP, anyCredentials: true });
  });
  afterEach(() => sandbox.close());

  async function check(text: string) {
    const out: string[] = [];
    const code = await command.run(["check", "--endpoint", sandbox.endpoint, "--format", "json", "-"], {
      cwd: ".",
      env: NO_AWS,
      out: (line) => out.push(line),
      err: () => undefined,
      readStdin: async () => Buffer.from(text),
      expectShortRun: () => Promise.resolve(),
      waitForEnd: () => new Promise(() => undefined),
    });
    const { findings } = JSON.parse(out.join("")) as { readonly findings: readonly { readonly code: string }[] };
    return { code, findings: findings.map((found) => found.code) };
  }

  it("judges by what is there now, and only ever reads", async () => {
    const { code, findings } = await check(formatPlan(PLAN));
    assert.deepEqual([code, findings.includes("missing")], [0, false]);
    const asked = Object.keys(sandbox.getRequestCounts());
    assert.ok(asked.includes("ListPolicies"));
    assert.deepEqual(
      asked.filter((operation) => !/^(Describe|List|Get)/.test(operation)),
      [],
    );
  });

  it("fails on what locks people out", async () => {
    const { code, findings } = await check(formatPlan(LOCK_OUT));
    assert.equal(code, 1);
    for (const expected of ["deniesNearlyEverything", "signInLost"]) {
      assert.ok(findings.includes(expected), `${expected} is not among ${findings.join(", ")}`);
    }
  });

  it("sees what is not there any more", async () => {
    const { code, findings } = await check(formatPlan(createPlan([attach("ou-tc01-nowhere1")])));
    assert.deepEqual([code, findings.includes("missing")], [1, true]);
  });
});
