import assert from "node:assert/strict";
import { getPolicyFileNames } from "../../../src/engine/deployment/fileNames";
import { findLink, type LivePolicy, type LocalPolicy } from "../../../src/engine/deployment/links";
import { planPull } from "../../../src/engine/deployment/pull";
import { SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";

const type = SERVICE_CONTROL_POLICY;
const name = (...names: readonly string[]) => {
  const policies = names.map((policy, index) => ({ id: `p-${String(index).padStart(8, "0")}`, name: policy, type }));
  return [...getPolicyFileNames(policies).values()];
};

describe("files for policies", () => {
  for (const [policy, file] of [
    ["DenyLeaveOrganization", "DenyLeaveOrganization.scp.json"],
    ["Deny leave (2)", "Deny leave (2).scp.json"],
    ["../../etc/passwd", "etc-passwd.scp.json"],
    ["..", "p-00000000.scp.json"],
    ["C:\\Windows\\x", "C-Windows-x.scp.json"],
    ["$(touch pwned)`id`;\n", "(touch pwned)-id.scp.json"],
    ["a\u202egpj.exe", "a-gpj.exe.scp.json"],
    ["-rf", "rf.scp.json"],
    [".git", "git.scp.json"],
    ["NUL", "_NUL.scp.json"],
    ["com1.x", "_com1.x.scp.json"],
    ["a/".repeat(100), `${"a-".repeat(29)}a.scp.json`],
    ["Überwachung 東京", "Überwachung 東京.scp.json"],
    ["x".repeat(128), `${"x".repeat(60)}.scp.json`],
    ["\ud83d\ude00", "p-00000000.scp.json"],
  ] as const) {
    it(`${JSON.stringify(policy).slice(0, 40)} is kept in ${file.slice(0, 40)}`, () =>
      assert.deepEqual(name(policy), [file]));
  }

  it("are never one for two policies", () => {
    assert.deepEqual(name("Guard", "guard", "gu/ard", "gu:ard", "other"), [
      "Guard-p-00000000.scp.json",
      "guard-p-00000001.scp.json",
      "gu-ard-p-00000002.scp.json",
      "gu-ard-p-00000003.scp.json",
      "other.scp.json",
    ]);
  });
});

const file = (over: Partial<LocalPolicy> = {}): LocalPolicy => ({
  fileName: "deny-leave.scp.json",
  type,
  form: "A",
  linkedPolicyId: undefined,
  ...over,
});
const live = (id: string, form: string | undefined, over: Partial<LivePolicy> = {}): LivePolicy => ({
  id,
  name: id,
  type,
  awsManaged: false,
  form,
  ...over,
});

describe("the live policy of a file", () => {
  for (const [title, local, policies, expected] of [
    [
      "is one that says the same",
      file(),
      [live("p-1", "B"), live("p-2", "A")],
      { state: "identical", policyId: "p-2" },
    ],
    [
      "is the one it is linked with",
      file({ linkedPolicyId: "p-1" }),
      [live("p-1", "B"), live("p-2", "A")],
      { state: "differs", policyId: "p-1" },
    ],
    [
      "is the one of its name",
      file(),
      [live("p-1", "B", { name: "Deny-Leave" }), live("p-2", "A")],
      { state: "differs", policyId: "p-1" },
    ],
    [
      "is not guessed among two of its name",
      file({ form: "C" }),
      [live("p-1", "B", { name: "Deny-Leave" }), live("p-2", "A", { name: "deny-leave" })],
      { state: "notDeployed" },
    ],
    [
      "is none that is called by a part of its name",
      file({ fileName: "release-1.2.json", form: "C" }),
      [live("p-1", "B", { name: "release-1" })],
      { state: "notDeployed" },
    ],
    [
      "is the one of its name, dots and all",
      file({ fileName: "Release-1.2.json", form: "C" }),
      [live("p-1", "B", { name: "release-1" }), live("p-2", "B", { name: "release-1.2" })],
      { state: "differs", policyId: "p-2" },
    ],
    ["is none that AWS manages", file(), [live("p-1", "A", { awsManaged: true })], { state: "notDeployed" }],
    ["is none of another type", file(), [live("p-1", "A", { type: "TAG_POLICY" })], { state: "notDeployed" }],
    [
      "is not known before all texts are read",
      file(),
      [live("p-1", "B"), live("p-2", undefined)],
      { state: "unknown", policyIds: ["p-2"] },
    ],
    [
      "needs only its own text once linked",
      file({ linkedPolicyId: "p-1" }),
      [live("p-1", undefined), live("p-2", undefined)],
      { state: "unknown", policyIds: ["p-1"] },
    ],
    [
      "differs while the file cannot be parsed",
      file({ linkedPolicyId: "p-1", form: undefined }),
      [live("p-1", "A")],
      { state: "differs", policyId: "p-1" },
    ],
    [
      "is sought anew once the linked one is gone",
      file({ linkedPolicyId: "p-9" }),
      [live("p-1", "A")],
      { state: "identical", policyId: "p-1" },
    ],
  ] as const) {
    it(title, () => assert.deepEqual(findLink(local, policies), expected));
  }
});

describe("pulling policies into a folder", () => {
  const policies = ["fresh", "same", "mine", "typed", "others"].map((id) => ({
    id,
    name: id,
    type,
    content: `live ${id}`,
  }));
  const existing = {
    "same.scp.json": { isUnsaved: false, form: "live same", linkedPolicyId: undefined },
    "mine.scp.json": { isUnsaved: false, form: "old", linkedPolicyId: "mine" },
    "typed.scp.json": { isUnsaved: true, form: "old", linkedPolicyId: "typed" },
    "others.scp.json": { isUnsaved: false, form: undefined, linkedPolicyId: "fresh" },
  };

  it("writes what is new and what it wrote before, and leaves unsaved and unrelated files alone", () => {
    const planned = planPull(
      policies,
      (fileName) => existing[fileName as keyof typeof existing],
      (text) => text,
    );
    assert.deepEqual(
      planned.map(({ fileName, state }) => `${fileName} ${state}`),
      [
        "fresh.scp.json new",
        "same.scp.json same",
        "mine.scp.json replaced",
        "typed.scp.json unsaved",
        "others.scp.json unrelated",
      ],
    );
  });
});
