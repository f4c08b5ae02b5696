import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

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

describe("someone who wants to know what a policy does", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ openDemo: true, workspace: { "trails.scp.json": DRAFT } });
  });
  after(() => editor?.close());
  const lens = (text: string | RegExp) => editor.page.locator(".codelens-decoration a", { hasText: text }).first();

  it("tries a file on targets, and sees above it whom it would reach", async () => {
    await editor.openFile("trails.scp.json");
    await lens("Try on targets…").click();
    await editor.typeInQuickPick("Production");
    await editor.pick("Production");
    await editor.press("Enter");
    await lens("As if attached to Production").waitFor();
    await lens(/Would reach 2 accounts \(1 OU\)/).waitFor();
    await lens(/In 2 accounts \(1 OU\); 2 exemptions/).waitFor();
    await editor.screenshot("evaluation-trial");
  });

  it("reads who and what is hit, by service and access level", async () => {
    await lens(/Would reach/).click();
    await editor.waitForTab(/What trails does/);
    await editor.screenshot("evaluation-report");
    const text = await editor.visibleText();
    assert.match(text, /NoNewTrails denies 2 actions/);
  });
});
