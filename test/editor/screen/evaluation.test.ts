import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";
import { followLink } from "./followLink";
import { waitForText } from "./waitForText";

const DRAFT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "NoNewTrails",
      "Effect": "Deny",
      "Action": ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"],
      "Resource": "*"
    },
    {
      "Sid": "RegionsOnly",
      "Effect": "Deny",
      "NotAction": ["iam:*", "sts:*"],
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1"] } }
    }
  ]
}
`;

const DEAD_WEIGHT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "StayAndKeep",
      "Effect": "Deny",
      "Action": ["organizations:LeaveOrganization", "s3:DeleteBucket"],
      "Resource": "*"
    }
  ]
}
`;

const DENIED =
  "An error occurred (AccessDeniedException) when calling the StopLogging operation: User: " +
  "arn:aws:sts::210987654321:assumed-role/Deployer/session is not authorized to perform: cloudtrail:StopLogging on " +
  "resource: arn:aws:cloudtrail:eu-west-1:210987654321:trail/main with an explicit deny in a service control policy";

/** The line in which the demo's policy begins to speak of it. */
const GUARD_DUTY = 20;

const TESTS = `policies:
  - file: trails.scp.json
tests:
  - name: nobody stops a trail
    action: cloudtrail:StopLogging
    expect: denied
  - name: nobody deletes an OU
    action: organizations:DeleteOrganizationalUnit
    context: { aws:RequestedRegion: eu-west-1 }
    expect: denied
`;

describe("someone who wants to know what a policy does", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({
      openDemo: true,
      workspace: { "trails.scp.json": DRAFT, "leave.scp.json": DEAD_WEIGHT },
    });
  });
  after(() => editor?.close());
  const lens = (text: string | RegExp) => editor.page.locator(".codelens-decoration a", { hasText: text }).first();

  const caretIsIn = (line: number) =>
    editor.waitUntil(async () => (await editor.statusBar()).some((item) => item.startsWith(`Ln ${line},`)));

  /** In the policy, its second statement selected. */
  const standsOnGuardDuty = async () => {
    await editor.press("Control+1");
    await editor.waitForCaret("ProtectSecurityServices");
    await caretIsIn(GUARD_DUTY);
  };

  it("tries a file on targets, and sees above it whom it would reach", async () => {
    await editor.openFile("trails.scp.json");
    await lens("Try on targets…").click();
    await editor.typeInQuickPick("Production");
    await editor.pick("Production");
    await editor.press("Enter");
    await lens("As if on Production").waitFor();
    await lens(/Would reach 2 accounts \(1 OU\)/).waitFor();
    await lens(/In 2 accounts \(1 OU\); 2 exemptions/).waitFor();
    await editor.screenshot("evaluation-trial");
  });

  it("reads who and what is hit, by service and access level", async () => {
    await lens(/Would reach/).click();
    await editor.waitForTab(/What trails does/);
    await waitForText(
      editor,
      /What this policy alone changes[\s\S]*Newly denied: 2 actions[\s\S]*cloudtrail:StopLogging/,
    );
    await editor.screenshot("evaluation-report");
  });

  it("asks whether an account can do something, and lands on the line that decides", async () => {
    await editor.expandTree(["Root", "Production"], "Organization");
    await editor.contextMenu(["Root", "Production", "Web Services"], "Can an Account Do This?", "Organization");
    await editor.typeInQuickPick("guardduty:DeleteMembers");
    // Before the action is listed.
    await editor.press("Enter");
    await editor.pick("Any principal of the account");
    await editor.pick("Show the answer as it is");
    await editor.waitForTab(/Web Services: guardduty:DeleteMembers/);
    await waitForText(editor, /Service control policies[\s\S]*Root r-tc01/);
    await editor.screenshot("evaluation-access");
    await standsOnGuardDuty();
  });

  it("comes back to that line by a click on the statement in the answer", async () => {
    await editor.press("Control+Home");
    await caretIsIn(1);
    await followLink(editor, "ProtectGuardDuty");
    await standsOnGuardDuty();
    await editor.screenshot("evaluation-access-line");
  });

  it("sees why an account is left what it is left", async () => {
    await editor.contextMenu(["Root", "Production", "Web Services"], "Show What SCPs and RCPs Leave", "Organization");
    await editor.waitForTab(/What is left of Web Services/);
    await waitForText(editor, /What SCPs and RCPs leave Root \/[\s\S]*denied by\s+DenyLeaveOrganization/);
    await editor.screenshot("evaluation-target");
  });

  it("pastes an AccessDenied, and reviews the smallest exemption as an edit", async () => {
    await editor.runCommand("Orgscope: Explain an AccessDenied Message");
    await editor.typeInQuickPick(DENIED);
    await editor.press("Enter");
    await editor.waitForTab(/Why cloudtrail:StopLogging was denied/);
    await waitForText(editor, /enied by/);
    await editor.screenshot("evaluation-denial");
    await followLink(editor, "Review the edit");
    await editor.page.locator(".bulk-edit-panel, .refactor-preview", { hasText: "ProtectSecurityServices" }).waitFor();
    await editor.screenshot("evaluation-exemption");
    await editor.page.locator(".monaco-button", { hasText: "Discard" }).click();
  });

  it("sees greyed out what is denied above all the same", async () => {
    await editor.openFile("leave.scp.json");
    await lens("Try on targets…").click();
    await editor.typeInQuickPick("Production");
    await editor.pick("Production");
    await editor.press("Enter");
    await editor.page.locator(".squiggly-inline-unnecessary", { hasText: "LeaveOrganization" }).first().waitFor();
    await editor.screenshot("evaluation-dead-weight");
    assert.equal(await editor.page.locator(".squiggly-inline-unnecessary", { hasText: "DeleteBucket" }).count(), 0);
  });

  it("finds who can do an action, and which policies speak of it", async () => {
    await editor.runCommand("Orgscope: Which Accounts Can Do an Action?");
    await editor.typeInQuickPick("organizations:LeaveOrganization");
    await editor.pick("organizations:LeaveOrganization");
    await editor.waitForTab(/Who can do organizations:LeaveOrganization/);
    await waitForText(editor, /Policies that speak of it/);
    await editor.screenshot("evaluation-action");
  });

  it("sees accounts and OUs against services as a table", async () => {
    await editor.runCommand("Orgscope: Show Accounts and OUs Against Services");
    await editor.pick("Accounts against services, as a table");
    await editor.waitForTab(/What SCPs and RCPs leave in Root/);
    const frame = editor.page.frameLocator("iframe.webview.ready").frameLocator("iframe");
    await frame.locator("tbody tr").first().waitFor();
    await editor.screenshot("evaluation-matrix");
    assert.equal(await frame.locator("tbody tr").count(), 8);
  });
});

/** Writes another last digit, and saves. */
async function changeRegion(editor: Editor, region: string, digit: string): Promise<void> {
  await editor.placeCaretAfter(region);
  await editor.press("Backspace");
  await editor.insert(digit);
  await editor.press("Control+S");
}

describe("someone who tests policies", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ workspace: { "trails.scp.json": DRAFT, "trails.orgtest.yaml": TESTS } });
  });
  after(() => editor?.close());

  it("runs them in the Test Explorer, and reads a failure on its line", async () => {
    await editor.openFile("trails.orgtest.yaml");
    await editor.clickActivityBar("Testing");
    const item = (name: string) => editor.page.locator(".test-explorer .monaco-list-row", { hasText: name }).first();
    await item("trails.orgtest.yaml").waitFor();
    await editor.runCommand("Test: Run All Tests with Coverage");
    await editor.page.locator(".test-explorer [class*='testing-failed']").first().waitFor();
    await editor.screenshot("evaluation-tests");
    await editor.page.locator(".monaco-editor", { hasText: "Expected denied, but it is" }).first().waitFor();
  });

  it("sees in the gutter which statements the tests met", async () => {
    await editor.openFile("trails.scp.json");
    await editor.page.locator(".coverage-deco-gutter").first().waitFor();
    await editor.screenshot("evaluation-coverage");
  });

  it("has them run again at each save of tests or policies, until the watch is ended", async () => {
    const comesOutAs = (outcome: string) =>
      editor.page.locator(`.test-explorer .monaco-list-row[aria-label="trails.orgtest.yaml (${outcome})"]`).waitFor();
    await editor.runCommand("Test: Start Continuous Run");
    await editor.openFile("trails.orgtest.yaml");
    await comesOutAs("Failed");
    await changeRegion(editor, "eu-west-1", "2");
    await comesOutAs("Passed");
    await editor.screenshot("evaluation-watched");
    await editor.openFile("trails.scp.json");
    await changeRegion(editor, '"eu-west-1', "2");
    await comesOutAs("Failed");
    await changeRegion(editor, '"eu-west-2', "3");
    await comesOutAs("Passed");
    await editor.runCommand("Test: Stop Continuous Run");
  });
});
