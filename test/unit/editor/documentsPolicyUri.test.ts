import assert from "node:assert/strict";
import {
  formatPolicyUri,
  getNameInPath,
  getPolicyKey,
  parsePolicyAddress,
} from "../../../src/editor/documents/policyUri";

const address = { organizationId: "o-exampleorgid", type: "SERVICE_CONTROL_POLICY", policyId: "p-examplepolicyid111" };

describe("the URI of a policy", () => {
  it("reads well for an ordinary name", () => {
    assert.deepEqual(formatPolicyUri(address, "Deny leaving the organization"), {
      path: "/o-exampleorgid/Service control policies/Deny leaving the organization.scp.json",
      query: "SERVICE_CONTROL_POLICY/p-examplepolicyid111",
    });
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
      const uri = formatPolicyUri(address, name);
      const { path } = uri;
      assert.deepEqual(parsePolicyAddress(uri), address);
      assert.equal(getNameInPath(path), name);
      assert.equal(path.split("/").length, 4);
      assert.doesNotMatch(path, /[\p{Control}\u202e\\]/u);
    });
  }

  it("survives half an emoji", () => {
    const uri = formatPolicyUri(address, "a\ud83d");
    assert.deepEqual(parsePolicyAddress(uri), address);
    assert.doesNotThrow(() => encodeURIComponent(uri.path));
  });

  it("is the same policy after a change of name", () => {
    const [before, after] = ["Old", "New/er"].map((name) => parsePolicyAddress(formatPolicyUri(address, name)));
    assert.ok(before && after);
    assert.equal(getPolicyKey(before), getPolicyKey(after));
  });

  it("takes a policy type newer than the data", () => {
    const future = { ...address, type: "MOON_BASE_POLICY" };
    const uri = formatPolicyUri(future, "x");
    assert.match(uri.path, /x\.moon-base\.json$/);
    assert.deepEqual(parsePolicyAddress(uri), future);
  });

  const PATH = "/o-exampleorgid/Service control policies/a.scp.json";
  const QUERY = "SERVICE_CONTROL_POLICY/p-examplepolicyid111";
  for (const [path, query] of [
    ["", QUERY],
    ["/", QUERY],
    ["/o-exampleorgid", QUERY],
    ["/o-exampleorgid/Service control policies", QUERY],
    ["/o-exampleorgid/Service control policies/", QUERY],
    ["/o-exampleorgid/Service control policies/a/b.json", QUERY],
    ["/x/Service control policies/a.json", QUERY],
    [`x${PATH}`, QUERY],
    [PATH, ""],
    [PATH, "SERVICE_CONTROL_POLICY"],
    [PATH, "SERVICE_CONTROL_POLICY/.."],
    [PATH, "../p-examplepolicyid111"],
    [PATH, `${QUERY}/more`],
  ] as const) {
    it(`refuses ${JSON.stringify(path)} with ${JSON.stringify(query)}`, () =>
      assert.equal(parsePolicyAddress({ path, query }), undefined));
  }
});
