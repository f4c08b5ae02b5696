import assert from "node:assert/strict";
import { getDeclaredPolicyType, getPolicyType } from "../../../src/policy/policyType";
import { language } from "./language";

const SCP = "SERVICE_CONTROL_POLICY";
const RCP = "RESOURCE_CONTROL_POLICY";

describe("the type of a policy", () => {
  for (const [path, type] of [
    ["deny-leave.scp.json", SCP],
    ["a/b/Perimeter.RCP.json", RCP],
    ["perimeter.rcp.jsonc", RCP],
    ["identity_perimeter_rcp.json", RCP],
    ["/o-1/BACKUP_POLICY/p-1/Daily.backup.json", "BACKUP_POLICY"],
    ["service-control-policies/team/deny.json", SCP],
    ["C:\\repo\\Service_Control_Policies\\deny.json", SCP],
    ["scps/rcp/deny.json", RCP],
    ["rcps/deny.scp.json", SCP],
    ["deny-leave.scp.json.tftpl", SCP],
    ["rcps/perimeter.json.tpl", RCP],
    ["policies/deny.json.tftpl", undefined],
    ["policies/deny.json", undefined],
    ["package.json", undefined],
    ["myscp.json", undefined],
  ] as const) {
    it(`${path}: ${type ?? "not said"}`, () => assert.equal(getDeclaredPolicyType(path), type));
  }

  for (const [name, text, type] of [
    ["principals everywhere", `{"Statement":[{"Principal":"*"},{"Principal":"*"}]}`, RCP],
    ["a principal in one of two", `{"Statement":[{"Principal":"*"},{}]}`, SCP],
    ["no principal", `{"Statement":{"Action":"*"}}`, SCP],
    ["the key of tag policies", `{"tags":{}}`, "TAG_POLICY"],
    ["no key of a policy", `{"name":"x"}`, undefined],
    ["no object", "[]", undefined],
  ] as const) {
    it(`by content, ${name}: ${type ?? "none"}`, () => {
      assert.equal(getPolicyType("policy.json", language.parse(text)), type);
    });
  }
});
