import assert from "node:assert/strict";
import { startSandbox } from "../../src/sandbox/main";
import { createClient } from "./client";
import { createFixture } from "./fixture";
import { startMoto, type Moto } from "./moto";
import { OTHER_SCENARIOS } from "./otherScenarios";
import { POLICY_SCENARIOS } from "./policyScenarios";
import type { Scenario } from "./scenario";
import { STRUCTURE_SCENARIOS } from "./structureScenarios";

const SCENARIOS: readonly Scenario[] = [...STRUCTURE_SCENARIOS, ...POLICY_SCENARIOS, ...OTHER_SCENARIOS];

describe("the sandbox does as AWS documents", () => {
  for (const { name, page, act, answer } of SCENARIOS) {
    it(`${name} (${page})`, async () => {
      const sandbox = await startSandbox({});
      const client = createClient(sandbox);
      try {
        assert.deepEqual(await act(await createFixture(client)), answer);
      } finally {
        client.close();
        await sandbox.close();
      }
    });
  }
});

describe("moto does too, or differs as listed", () => {
  let moto: Moto;
  before(async function () {
    this.timeout(90_000);
    moto = await startMoto();
  });
  after(() => moto?.stop());

  for (const { name, page, act, answer, moto: deviations = {} } of SCENARIOS) {
    const versions = Object.keys(deviations);
    it(`${name} (${page})${versions.length > 0 ? `, not moto ${versions.join(", ")}` : ""}`, async () => {
      await moto.reset();
      const client = createClient(moto);
      try {
        const found = await act(await createFixture(client)).catch((error: Error) => error.name);
        // A version that is not listed does as documented.
        const everywhere = ["5.1", "5.2"].every((version) => versions.join().includes(version));
        const allowed = [...(everywhere ? [] : [answer]), ...Object.values(deviations)];
        assert.ok(
          allowed.some((expected) => isSame(found, expected)),
          `${JSON.stringify(found)} is not listed`,
        );
      } finally {
        client.close();
      }
    });
  }
});

function isSame(found: unknown, expected: unknown): boolean {
  if (expected instanceof RegExp) return expected.test(String(found));
  try {
    assert.deepEqual(found, expected);
    return true;
  } catch {
    return false;
  }
}
