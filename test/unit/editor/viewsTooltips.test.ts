import assert from "node:assert/strict";
import type { Element } from "../../../src/editor/views/elements";
import { describeTooltip } from "../../../src/editor/views/tooltip";
import { createStore } from "../../../src/organization/createStore";
import { OrganizationError } from "../../../src/organization/errors";
import { createFakeOrganization, makeAccount, makePolicy, ROOT } from "../organization/fakeReader";

const PRODUCTION = "ou-a1b2-11111111";
const CLOSING = "444444444444";
const POLICY = "p-examplepolicy1";
const SCP = "SERVICE_CONTROL_POLICY";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));

async function open() {
  const fake = createFakeOrganization();
  fake.accounts.push({ ...makeAccount(CLOSING, "Closing", PRODUCTION), state: "PENDING_CLOSURE" });
  fake.attached = { [PRODUCTION]: [makePolicy(POLICY, "Deny leaving")] };
  const store = createStore(fake.reader);
  await store.loadOrganization();
  await store.loadRoots();
  await store.loadChildren(ROOT);
  await store.loadChildren(PRODUCTION);
  await store.loadAttached(PRODUCTION, SCP);
  const context = { known: store, isLocal: false, language: "en", t };
  return { fake, store, tell: (element: Element) => describeTooltip(element, context) };
}

/** Labels and values in lines. */
function toLines(tooltip: ReturnType<typeof describeTooltip>): readonly string[] {
  return tooltip?.rows.map(({ label, value }) => `${label}: ${value}`) ?? [];
}

describe("hovering over a row", () => {
  it("of an account tells its facts, with ids and addresses as they are", async () => {
    const { tell } = await open();
    const tooltip = tell({ kind: "target", id: "row", targetId: CLOSING, targetKind: "account" });
    assert.equal(tooltip?.title, "Closing");
    assert.deepEqual(toLines(tooltip), [
      `ID: ${CLOSING}`,
      `ARN: arn:aws:organizations::111111111111:account/o-exampleorgid/${CLOSING}`,
      "Path: Root / Production / Closing",
      `E-mail: ${CLOSING}@example.com`,
      "State: pending closure",
      "Joined: Jan 1, 2026, created here",
    ]);
    assert.deepEqual(
      tooltip?.rows.filter(({ isVerbatim }) => isVerbatim).map(({ label }) => label),
      ["ID", "ARN", "E-mail"],
    );
  });

  it("says what is out of the ordinary", async () => {
    const { tell } = await open();
    const ou = tell({ kind: "target", id: "row", targetId: PRODUCTION, targetKind: "organizationalUnit" });
    assert.deepEqual(ou?.notes, ["FullAWSAccess not attached"]);
    const management = tell({ kind: "target", id: "row", targetId: "111111111111", targetKind: "account" });
    assert.deepEqual(management?.notes, ["Management account"]);
  });

  it("of a policy in Details tells where it is attached, and that its text is not read yet", async () => {
    const { tell } = await open();
    const tooltip = tell({
      kind: "attachedPolicy",
      id: "row",
      type: SCP,
      policyId: POLICY,
      targetId: PRODUCTION,
      viewedId: CLOSING,
    });
    assert.equal(tooltip?.title, "Deny leaving");
    assert.ok(toLines(tooltip).includes("Type: Service control policy"), toLines(tooltip).join());
    assert.ok(toLines(tooltip).includes("Size: not read yet"));
    assert.deepEqual(tooltip?.notes, ["Attached to Root / Production"]);
  });

  it("of what could not be read names the operation and AWS's error", async () => {
    const { fake, store, tell } = await open();
    fake.gate = async () => {
      throw new OrganizationError("denied", "Access denied: not you", {
        operation: "ListTagsForResource",
        awsName: "AccessDeniedException",
      });
    };
    const part = { part: "tags", resourceId: CLOSING } as const;
    await assert.rejects(store.loadTags(CLOSING));
    const tooltip = tell({ kind: "failed", id: "row", part });
    assert.deepEqual(toLines(tooltip), ["Operation: ListTagsForResource", "Error: AccessDeniedException"]);
    assert.match(tooltip?.notes.join() ?? "", /not you/);
  });

  it("keeps an id or address on its line, whatever a file calls it", async () => {
    const { fake, store, tell } = await open();
    const evil = "a@b.example\n\n[Sign in](command:workbench.action.quit)";
    fake.accounts.push({ ...makeAccount("555555555555", "Evil", PRODUCTION), email: evil });
    store.refresh();
    await store.loadChildren(PRODUCTION);
    const rows = tell({ kind: "target", id: "row", targetId: "555555555555", targetKind: "account" })?.rows ?? [];
    const shown = rows.find(({ value }) => value.startsWith("a@b.example"));
    assert.equal(shown?.isVerbatim, true);
    assert.doesNotMatch(shown?.value ?? "", /\n/);
  });
});
