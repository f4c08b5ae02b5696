import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

const PERIMETER = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Perimeter",
      "Effect": "Deny",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": [],
      "Condition": {
        "StringNotEquals": {
          "aws:ResourceAccount": [],
          "aws:ResourceTag/team": []
        },
        "ForAllValues:StringNotLike": {
          "aws:ResourceOrgPaths": []
        }
      }
    }
  ]
}
`;

const RCP = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Action": [],
      "Resource": "*"
    }
  ]
}
`;

const COMMENTED = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      // Nobody leaves, "neither": here, nor {there}
      "Action": [],
      "Resource": "*",
    },
  ],
}
`;

describe("someone writing a policy for the organization at hand", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({
      openDemo: true,
      workspace: {
        "perimeter.scp.json": PERIMETER,
        "empty.scp.json": "",
        "data.rcp.json": RCP,
        "team.scp.jsonc": COMMENTED,
        "transport.scp.json": '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
      },
    });
  });
  after(() => editor?.close());

  it("finds an account by its name and gets its id", async () => {
    await editor.openFile("perimeter.scp.json");
    await editor.placeCaretAfter('"aws:ResourceAccount": [');
    await editor.type('"web s');
    await waitForSuggestion(editor, /^210987654321/);
    await editor.screenshot("completion-account");
    await editor.press("Enter");
    assert.match(await editor.getEditorText(), /"aws:ResourceAccount": \["210987654321"\],/);
  });

  it("finds an OU's path by the OU's name", async () => {
    await editor.placeCaretAfter('"aws:ResourceOrgPaths": [');
    await editor.type('"prod');
    await waitForSuggestion(editor, /^o-techcorp42\/r-tc01\/ou-tc01-prod4kx7\/\*/);
    await editor.screenshot("completion-path");
    await editor.press("Enter");
    assert.match(await editor.getEditorText(), /\["o-techcorp42\/r-tc01\/ou-tc01-prod4kx7\/\*"\]/);
  });

  it("gets a policy variable for a dollar sign", async () => {
    await editor.placeCaretAfter('"aws:ResourceTag/team": [');
    await editor.type('"$');
    await waitForSuggestion(editor, /^\$\{aws:PrincipalArn\}/);
    await editor.screenshot("completion-variable");
    await editor.type("{PrincipalT");
    await waitForSuggestion(editor, /^\$\{aws:PrincipalTag\/team\}/);
    await editor.press("Enter");
    assert.match(await editor.getEditorText(), /"aws:ResourceTag\/team": \["\$\{aws:PrincipalTag\/team\}"\]/);
  });

  it("finds a tag that the organization uses, and the values it has", async () => {
    await editor.placeCaretAfter('PrincipalTag/team}"]');
    await editor.type(', "costc');
    await waitForSuggestion(editor, /^aws:ResourceTag\/CostCenter/);
    await editor.screenshot("completion-tag");
    await editor.press("Enter");
    await waitForSuggestion(editor, /^CC-2100/);
    await editor.screenshot("completion-tag-value");
    await editor.type("CC-21");
    await editor.waitUntil(async () => (await editor.suggestions())[0] === "CC-2100");
    await editor.press("Enter");
    assert.match(await editor.getEditorText(), /"aws:\w+Tag\/CostCenter": "CC-2100"/);
  });

  it("builds an ARN part by part, each part asking for the next", async () => {
    await editor.placeCaretAfter('"Resource": [');
    await editor.type('"arn:');
    await waitForSuggestion(editor, /^aws-cn/);
    await editor.type("aws:");
    await waitForSuggestion(editor, /^s3:::/);
    await editor.screenshot("completion-arn-service");
    await editor.type("s3:::");
    await waitForSuggestion(editor, /^\*\/\*/);
    await editor.screenshot("completion-arn-resource");
    await editor.press("Escape");
    await editor.type("shop-data/*");
    await editor.press("Escape");
    assert.match(await editor.getEditorText(), /"Resource": \["arn:aws:s3:::shop-data\/\*"\]/);
  });

  it("finds an action without knowing its service, and sees what is listed already last", async () => {
    await editor.placeCaretAfter('"s3:PutObject"');
    await editor.type(', "LeaveOrg');
    await waitForSuggestion(editor, /^organizations:LeaveOrganization/);
    await editor.screenshot("completion-search");
    await editor.press("Enter");
    await editor.placeCaretAfter('LeaveOrganization"');
    await editor.type(', "s3:GetOb');
    await waitForSuggestion(editor, /^s3:GetObjectAcl/);
    await editor.screenshot("completion-listed");
    assert.ok(!(await editor.suggestions()).slice(0, 5).includes("s3:GetObject"));
    await editor.press("Escape");
  });

  it("starts a policy from a guardrail found by a word", async () => {
    await editor.openFile("empty.scp.json");
    await editor.type("imds");
    await waitForSuggestion(editor, /^Require IMDSv2/);
    await editor.screenshot("completion-guardrail");
    await editor.press("Enter");
    await editor.press("Escape");
    const text = await editor.getEditorText();
    assert.equal(JSON.parse(text).Statement[0].Sid, "RequireImdsV2");
    assert.match(text, /^\{\n {2}"Version"/);
  });

  it("adds a guardrail from the palette, with the organization's own id in it", async () => {
    await editor.runCommand("Orgscope: Insert Guardrail");
    await editor.typeInQuickPick("resources outside");
    await editor.screenshot("completion-guardrail-pick");
    await editor.press("Enter");
    await waitForText(editor, /o-techcorp42/);
    await editor.screenshot("completion-guardrail-inserted");
    const { Statement } = JSON.parse(await editor.getEditorText());
    assert.equal(Statement.length, 3);
    assert.equal(Statement[2].Condition.StringNotEqualsIfExists["aws:ResourceOrgID"], "o-techcorp42");
  });

  it("is offered what a resource control policy may have, and no more", async () => {
    await editor.openFile("data.rcp.json");
    await editor.placeCaretAfter('"Action": [');
    await editor.type('"ec');
    await waitForSuggestion(editor, /^ecr$/);
    const services = await editor.suggestions();
    assert.ok(!services.includes("ec2"), services.join("; "));
    await editor.screenshot("completion-rcp-services");
    await editor.press("Backspace", "Backspace");
    await editor.type("s3:GetObject");
    await waitForSuggestion(editor, /^GetObject$|^s3:GetObject$/);
    await editor.press("Escape");
    await editor.placeCaretAfter("    {");
    await editor.press("Enter");
    await editor.type('"');
    await waitForSuggestion(editor, /^Principal$/);
    const elements = await editor.suggestions();
    assert.ok(!elements.includes("NotAction") && !elements.includes("NotPrincipal"), elements.join("; "));
    await editor.screenshot("completion-rcp-elements");
    await editor.type("Princ");
    await editor.press("Enter");
    const text = await editor.getEditorText();
    assert.match(text, /"Principal": "\*",\s+"Action": \["s3:GetObject"\],/);
  });

  it("is helped beside comments and trailing commas", async () => {
    await editor.openFile("team.scp.jsonc");
    await editor.placeCaretAfter('"Action": [');
    await editor.type('"LeaveOrg');
    await waitForSuggestion(editor, /^organizations:LeaveOrganization/);
    await editor.screenshot("completion-jsonc");
    await editor.press("Enter");
    assert.match(await editor.getEditorText(), /\{there\}\n {6}"Action": \["organizations:LeaveOrganization"\],/);
    const problems = await editor.getProblems();
    assert.ok(!problems.some((problem) => /json-(comment|trailing-comma|syntax)/.test(problem)), problems.join("; "));
  });

  it("writes a condition from operator to value, each choice going on to the next place", async () => {
    await editor.openFile("transport.scp.json");
    await editor.placeCaretAfter('"s3:*"');
    await editor.type(',"Cond');
    for (const [typed, wanted] of [
      ["", /^Condition/],
      ["Boo", /^Bool/],
      ["secure", /^aws:SecureTransport/],
      ["", /^false/],
    ] as const) {
      await waitForSuggestion(editor, wanted);
      await editor.type(typed);
      await editor.waitUntil(async () => wanted.test((await editor.suggestions())[0] ?? ""));
      await editor.press("Enter");
    }
    const written =
      /"Action":"s3:\*","Condition": \{\s+"Bool": \{\s+"aws:SecureTransport": "false"\s+\}\s+\},"Resource"/;
    assert.match(await editor.getEditorText(), written);
  });

  it("adds one to a policy of the organization as a draft", async () => {
    await editor.runCommand("Orgscope: Open Policy");
    await editor.pick("DenyRootUser");
    await editor.waitForTab("DenyRootUser");
    await editor.runCommand("Orgscope: Insert Guardrail");
    await editor.pick("Deny leaving the organization");
    await waitForText(editor, /DenyLeavingOrganization/);
    await editor.screenshot("completion-guardrail-draft");
    assert.equal(JSON.parse(await editor.getEditorText()).Statement.length, 2);
  });
});

async function waitForSuggestion(editor: Editor, wanted: RegExp): Promise<void> {
  let last: readonly string[] = [];
  for (let attempt = 0; attempt < 40; attempt++) {
    last = await editor.suggestions();
    if (last.some((label) => wanted.test(label))) return;
    await editor.page.waitForTimeout(250);
  }
  assert.fail(`${wanted} is not suggested, but: ${last.slice(0, 8).join("; ")}`);
}

async function waitForText(editor: Editor, wanted: RegExp): Promise<void> {
  let last = "";
  for (let attempt = 0; attempt < 40; attempt++) {
    last = await editor.visibleText();
    if (wanted.test(last)) return;
    await editor.page.waitForTimeout(250);
  }
  assert.fail(`${wanted} is not in sight, but:\n${last}`);
}
