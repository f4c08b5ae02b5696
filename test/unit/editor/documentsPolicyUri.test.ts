import assert from "node:assert/strict";
import {
  formatPolicyPath,
  getNameInPath,
  getPolicyKey,
  parsePolicyPath,
} from "../../../src/editor/documents/policyUri";

const address = { organizationId: "o-exampleorgid", type: "SERVICE_CONTROL_POLICY", policyId: "p-examplepolicyid111" };

describe("the URI of a policy", () => {
  it("reads well for an ordinary name", () => {
    assert.equal(
      formatPolicyPath(address, "Deny leaving the organization"),
      "/o-exampleorgid/SERVICE_CONTROL_POLICY/p-examplepolicyid111/Deny leaving the organization.scp.json",
    );
  });

  for (const name of [
    "a/b",
    "..",
    ".",
    "../../etc/passwd",
    "100% sure",
    "%2F",
    'say "no" & <b>',
    "two\nlines",
    "emoji 🛡️ 👩‍💻",
    "v1.2.json",
    ".scp.json",
    "C:\\x",
    "what?#frag",
    "a\u202eb",
    "naïve ポリシー",
    "x".repeat(128),
  ]) {
    it(`keeps the identity and the name of ${JSON.stringify(name.slice(0, 20))}`, () => {
      const path = formatPolicyPath(address, name);
      assert.deepEqual(parsePolicyPath(path), address);
      assert.equal(getNameInPath(path), name);
      assert.equal(path.split("/").length, 5);
      assert.doesNotMatch(path, /[\p{Control}\u202e\\]/u);
    });
  }

  it("survives half an emoji", () => {
    const path = formatPolicyPath(address, "a\ud83d");
    assert.deepEqual(parsePolicyPath(path), address);
    assert.doesNotThrow(() => encodeURIComponent(path));
  });

  it("is the same policy after a change of name", () => {
    const [before, after] = ["Old", "New/er"].map((name) => parsePolicyPath(formatPolicyPath(address, name)));
    assert.ok(before && after);
    assert.equal(getPolicyKey(before), getPolicyKey(after));
  });

  it("takes a policy type newer than the data", () => {
    const future = { ...address, type: "MOON_BASE_POLICY" };
    const path = formatPolicyPath(future, "x");
    assert.match(path, /x\.moon-base\.json$/);
    assert.deepEqual(parsePolicyPath(path), future);
  });

  for (const path of [
    "",
    "/",
    "/o-exampleorgid",
    "/o-exampleorgid/SERVICE_CONTROL_POLICY/p-examplepolicyid111",
    "/o-exampleorgid/SERVICE_CONTROL_POLICY/p-examplepolicyid111/",
    "/o-exampleorgid/SERVICE_CONTROL_POLICY/p-examplepolicyid111/a/b.json",
    "/x/SERVICE_CONTROL_POLICY/p-examplepolicyid111/a.json",
    "/o-exampleorgid/..%2f/p-examplepolicyid111/a.json",
    "/o-exampleorgid/SERVICE_CONTROL_POLICY/../a.json",
    "x/o-exampleorgid/SERVICE_CONTROL_POLICY/p-examplepolicyid111/a.json",
  ]) {
    it(`refuses ${JSON.stringify(path)}`, () => assert.equal(parsePolicyPath(path), undefined));
  }
});
