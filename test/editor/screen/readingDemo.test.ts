import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

const PERIMETER = (organization: string, path: string, account: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "OnlyOurs",
      "Effect": "Deny",
      "Action": ["s3:Get*Acl", "s3:GetBucketAcl"],
      "Resource": "*",
      "Condition": {
        "StringNotEquals": {
          "aws:ResourceOrgID": "${organization}",
          "aws:PrincipalAccount": ["${account}"]
        },
        "ForAllValues:StringNotLike": {
          "aws:PrincipalOrgPaths": ["${path}"]
        }
      }
    }
  ]
}
`;

describe("someone reading policies while connected", () => {
  let editor: Editor;
  before(async () => {
    const { createTechCorp } = await import("../../../src/sandbox/main");
    const { organization, roots, organizationalUnits, accounts } = createTechCorp();
    const production = organizationalUnits.find(({ name }) => name === "Production");
    const account = accounts.find(({ name }) => name === "Web Services");
    assert.ok(production && account && roots[0]);
    const path = `${organization.id}/${roots[0].id}/${production.id}/*`;
    editor = await openEditor({
      openDemo: true,
      settings: { "orgscope.accessAnalyzerOnSave": true },
      workspace: { "perimeter.scp.json": PERIMETER(organization.id, path, account.id) },
    });
    await editor.openFile("perimeter.scp.json");
  });
  after(() => editor?.close());

  it("sees names behind ids", async () => {
    await editor.page.locator(".view-line", { hasText: /Web\sServices/ }).waitFor();
    await editor.page.locator(".view-line", { hasText: /\*"\s?Production/ }).waitFor();
    await editor.screenshot("reading-names");
  });

  it("exempts a role by choosing among those that other policies exempt", async () => {
    const before = await editor.getEditorText();
    await editor.placeCaretAfter('"Sid": "OnlyO');
    await editor.press("Control+Shift+R");
    await editor.page.locator(".action-widget:visible .monaco-list-row", { hasText: "Exempt a principal" }).click();
    const choices = editor.page.locator(".suggest-widget.visible .monaco-list-row");
    await choices.filter({ hasText: "SecurityBreakGlass" }).waitFor();
    await editor.screenshot("reading-exempt");
    await editor.press("Enter", "Escape");
    assert.match(
      await editor.getEditorText(),
      /"ArnNotLike": \{\s+"aws:PrincipalArn": "arn:aws:iam::\*:role\/SecurityBreakGlass"/,
    );
    await editor.waitUntil(async () => {
      await editor.press("Control+Z");
      return (await editor.getEditorText()) === before;
    });
  });

  it("hears what Access Analyzer says beyond Orgscope", async () => {
    await editor.runCommand("Orgscope: Ask IAM Access Analyzer for a Second Opinion");
    await editor.waitForNotification(/Access Analyzer finds one thing more/);
    const problems = await editor.getProblems();
    await editor.screenshot("reading-second-opinion");
    const told = problems.join("; ");
    assert.match(told, /SCP_SYNTAX_ERROR_ACTION_WILDCARD/);
    assert.doesNotMatch(told, /REDUNDANT_ACTION/);
  });

  it("hears it again on save, and not of a text that has changed since", async () => {
    const hasOpinion = async () => (await editor.getProblems()).some((problem) => /ACTION_WILDCARD/.test(problem));
    assert.ok(await hasOpinion());
    await editor.placeCaretAfter('"OnlyOurs');
    await editor.type("1");
    assert.ok(!(await hasOpinion()));
    await editor.placeCaretAfter('"OnlyOurs1');
    await editor.press("Control+S");
    for (let attempt = 0; !(await hasOpinion()); attempt++) {
      assert.ok(attempt < 20, "no second opinion after saving");
      await editor.page.waitForTimeout(250);
    }
    await editor.screenshot("reading-second-opinion-on-save");
  });

  it("reads who an id is", async () => {
    assert.match(await editor.hoverText("21098765"), /Web Services · Account 210987654321[\s\S]*Root\/Production/);
    await editor.screenshot("reading-account");
    await editor.page.mouse.move(1000, 700);
  });

  it("goes from an id to its row in the organization", async () => {
    const id = editor.page.locator(".view-line .detected-link", { hasText: "210987654321" }).first();
    await id.click({ modifiers: ["Control"] });
    await editor.page.locator(".monaco-list-row.selected", { hasText: "Web Services" }).waitFor();
    await editor.screenshot("reading-link");
  });

  it("sees above a policy of the organization how many accounts it reaches", async () => {
    await editor.clickActivityBar("Orgscope");
    await editor.expandTree(["Service control policies"], "Policies");
    await editor.clickInlineAction("RestrictRegions", "Open Policy", "Policies");
    await editor.page.locator(".codelens-decoration", { hasText: /attached to .*reaches \d+ account/ }).waitFor();
    await editor.page
      .locator(".codelens-decoration", { hasText: /Denies [\d,]+ of 22,091 actions/ })
      .first()
      .waitFor();
    await editor.screenshot("reading-live-policy");
  });

  it("sees which other policies of the organization test a condition key", async () => {
    await editor.press("Control+1", "Control+End");
    await editor.placeCaretAfter("aws:PrincipalA");
    await editor.press("Shift+F12");
    const peek = editor.page.locator(".peekview-widget .ref-tree");
    await peek.locator(".monaco-list-row").first().waitFor();
    await editor.screenshot("reading-key-references");
    assert.match(await peek.innerText(), /DenyRootUser[\s\S]*RestrictRegions|RestrictRegions[\s\S]*DenyRootUser/);
    await editor.press("Escape");
  });
});
