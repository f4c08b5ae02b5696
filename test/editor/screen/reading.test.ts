import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Locator } from "playwright-core";
import { type Editor, openEditor } from "./driver";

const GUARD = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ProtectBuckets",
      "Effect": "Deny",
      "Action": ["s3:GetObjct", "kms:List*", "s3:PutObject", "s3:Put*"],
      "Resource": "*",
      "Condition": {
        "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] }
      }
    },
    {
      "Sid": "StayInside",
      "Effect": "Deny",
      "Action": "organizations:LeaveOrganization",
      "Resource": "*"
    }
  ]
}
`;

const UNTIDY = `{
  "Statement": [
    {
      "sid": "stay-inside",
      "Effect": "deny",
      "Action": ["organizations:LeaveOrganization",],
      "Resource": "*"
    }
  ]
}
`;

/** One list that can be all of sorted, collapsed, split and turned round, and a statement to merge with. */
const LONG = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Both",
      "Effect": "Deny",
      "Action": ["sns:ListTopics", "sns:ListSubscriptions", "sns:ListTagsForResource", "ec2:DeleteVpc"],
      "Resource": "*"
    },
    { "Sid": "Third", "Effect": "Deny", "Action": "rds:*", "Resource": "*" }
  ]
}
`;

/** A comment that no indentation would fold. */
const TEAM = `/* Kept by
the platform team,
who ask to be asked. */
{
  "Statement": {
    "Effect": "Deny",
    "Action": "s3:GetObjct",
    "Resource": "*",
  },
}
`;

const BROKEN =
  '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:PutObjct","s3:PutObject"],"Resource":"*"}}';

describe("someone reading and mending policies", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({
      settings: { "[aws-policy]": { "editor.codeActionsOnSave": { "source.fixAll.orgscope": "explicit" } } },
      workspace: {
        "guard.scp.json": GUARD,
        "untidy.scp.json": UNTIDY,
        "long.scp.json": LONG,
        "team.scp.jsonc": TEAM,
        "scps/other.json": BROKEN,
        "generated/made.scp.json": BROKEN,
        "scratch/tried.scp.json": BROKEN,
        ".gitignore": "generated/\n",
        ".git/info/exclude": "scratch/\n",
      },
    });
    await editor.openFile("guard.scp.json");
  });
  after(() => editor?.close());

  /** VS Code drops what was asked for when its own look for a light bulb comes in between. */
  const showRefactorings = (caret: string, wanted: Locator) =>
    editor.waitUntil(async () => {
      await editor.placeCaretAfter(caret);
      await editor.press("Control+Shift+R");
      return wanted.waitFor({ timeout: 600 }).then(
        () => true,
        () => false,
      );
    });

  it("sees above each statement what it covers, and the counts behind wildcards", async () => {
    const lens = editor.page.locator(".codelens-decoration", {
      hasText: /Denies \d+ of 22,091 actions, in 2 services/,
    });
    await lens.waitFor();
    await editor.page.locator(".view-line", { hasText: /kms:List\*"\s?7\sactions/ }).waitFor();
    await editor.screenshot("reading-lenses");
  });

  it("reads a statement as a sentence", async () => {
    assert.match(
      await editor.hoverText('"Effect"'),
      /when aws:RequestedRegion is none of eu-west-1 \(Europe \(Ireland\)\)/,
    );
    await editor.screenshot("reading-sentence");
    await editor.page.mouse.move(1000, 700);
  });

  it("mends a misspelt action from the light bulb, by keyboard", async () => {
    await editor.placeCaretAfter("s3:GetObj");
    await editor.press("Control+.");
    const menu = editor.page.locator(".action-widget:visible");
    await menu.waitFor();
    await editor.screenshot("reading-quick-fix");
    assert.match(await menu.innerText(), /Change to GetObject[\s\S]*Remove s3:GetObjct/);
    await editor.press("Enter");
    await editor.page.locator(".view-line", { hasText: '"s3:GetObject"' }).waitFor();
  });

  it("merges a covered entry away by a refactoring", async () => {
    const menu = editor.page.locator(".action-widget:visible");
    await showRefactorings("organizations:Leave", menu);
    await editor.screenshot("reading-refactor");
    const text = await menu.innerText();
    for (const title of ["Exempt a principal", "Move the statement to a new policy", "Turn into NotAction"]) {
      assert.ok(text.includes(title), text);
    }
    await editor.press("Escape");
  });

  it("does each refactoring, and takes it back by one undo", async () => {
    await editor.openFile("long.scp.json");
    for (const [title, wanted] of [
      ["Sort the list", /\["ec2:DeleteVpc", "sns:ListSub/],
      ["Split into 2", /"Sid": "BothSns"[\s\S]*"Sid": "BothEc2"/],
      ["Merge 2", /"ec2:DeleteVpc", "rds:\*"\]/],
      ["Turn into NotAction", /"NotAction": \[\s+"[\s\S]*"rds:\*"/],
    ] as const) {
      const row = editor.page.locator(".action-widget:visible .monaco-list-row", { hasText: title });
      await showRefactorings('"sns:ListT', row);
      await row.click();
      await editor.waitUntil(async () => wanted.test(await editor.getEditorText()));
      await editor.press("Control+Z");
      await editor.waitUntil(async () => (await editor.getEditorText()) === LONG);
    }
    await editor.screenshot("reading-undone");
  });

  it("silences a line of a .jsonc file by a fix that writes the comment", async () => {
    await editor.openFile("team.scp.jsonc");
    await editor.page.locator(".codelens-decoration", { hasText: /warning/ }).waitFor();
    await editor.placeCaretAfter("s3:GetObj");
    await editor.press("Control+.");
    await editor.page.locator(".action-widget:visible .monaco-list-row", { hasText: "Ignore unknown-action" }).click();
    await editor.page
      .locator(".view-line", { hasText: /GetObjct",\s\/\/\sorgscope-ignore\sunknown-action$/ })
      .waitFor();
    await editor.screenshot("reading-ignored");
    await editor.press("Control+Z");
    await editor.openFile("guard.scp.json");
  });

  it("renames a Sid", async () => {
    await editor.placeCaretAfter("StayIns");
    await editor.press("F2");
    // It comes up with the old name selected.
    await editor.page.locator(".rename-box input:focus").waitFor();
    await editor.screenshot("reading-rename");
    await editor.type("StayHere");
    await editor.press("Enter");
    await editor.page.locator(".view-line", { hasText: '"StayHere"' }).waitFor();
  });

  it("finds its way by the outline", async () => {
    await editor.runCommand("Explorer: Focus on Outline View");
    const row = editor.page.locator(".outline-pane .monaco-list-row", { hasText: "ProtectBuckets" });
    await row.waitFor();
    await editor.screenshot("reading-outline");
  });

  /** What is selected, once it is something else than before. */
  const copyOther = async (before: string | undefined): Promise<string> => {
    let text: string | undefined;
    for (let tries = 0; tries < 20 && (text === undefined || text === before); tries++) {
      if (tries > 0) await editor.page.waitForTimeout(100);
      await editor.press("Control+C");
      text = await editor.page.evaluate(() => navigator.clipboard.readText());
    }
    return text ?? "";
  };

  it("grows the selection from a word to its list, as the policy is built", async () => {
    await editor.openFile("guard.scp.json");
    await editor.placeCaretAfter("s3:PutObj");
    const wanted = [
      "PutObject",
      "s3:PutObject",
      '"s3:PutObject"',
      '"s3:GetObject", "kms:List*", "s3:PutObject", "s3:Put*"',
    ];
    // Where nothing is selected yet, that is the line.
    const grown = [await copyOther(undefined)];
    for (let step = 0; step < 8 && grown.at(-1) !== wanted.at(-1); step++) {
      await editor.press("Shift+Alt+ArrowRight");
      grown.push(await copyOther(grown.at(-1)));
    }
    assert.deepEqual(
      grown.filter((text) => wanted.includes(text)),
      wanted,
      grown.join("\n"),
    );
    await editor.screenshot("reading-selection");
  });

  it("sees where else a word stands, though it is no word to an editor of text", async () => {
    await editor.placeCaretAfter('"Resource": "*');
    await editor.page.locator(".wordHighlight, .wordHighlightStrong, .wordHighlightText").nth(1).waitFor();
    await editor.screenshot("reading-highlights");
  });

  it("folds a statement, and a comment that no indentation shows", async () => {
    const foldAway = async (caret: string, within: string | RegExp) => {
      await editor.placeCaretAfter(caret);
      await editor.runCommand("Fold");
      await editor.page.locator(".view-line", { hasText: within }).waitFor({ state: "detached" });
      await editor.screenshot("reading-folded");
      await editor.runCommand("Unfold All");
      await editor.page.locator(".view-line", { hasText: within }).waitFor();
    };
    await foldAway('"ProtectBuck', '"kms:List*"');
    await editor.openFile("team.scp.jsonc");
    await foldAway("Kept by", /who\sask\sto\sbe\sasked/);
  });

  it("saves, and what leaves nothing to decide is mended on the way", async () => {
    await editor.openFile("untidy.scp.json");
    // Lenses move the lines when they come.
    await editor.page.locator(".codelens-decoration", { hasText: /errors/ }).waitFor();
    await editor.placeCaretAfter('"Resource": "*"');
    await editor.type(" ");
    await editor.press("Control+S");
    await editor.page.locator(".view-line", { hasText: '"Effect": "Deny"' }).waitFor();
    await editor.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
    let saved = "";
    for (let attempt = 0; attempt < 50 && !saved.includes('"Deny"'); attempt++) {
      await editor.page.waitForTimeout(100);
      saved = await readFile(path.join(editor.workspace, "untidy.scp.json"), "utf8");
    }
    assert.deepEqual(JSON.parse(saved), {
      Version: "2012-10-17",
      Statement: [{ Sid: "StayInside", Effect: "Deny", Action: ["organizations:LeaveOrganization"], Resource: "*" }],
    });
  });

  it("sees who else speaks of an action, in files that are not open", async () => {
    await editor.openFile("guard.scp.json");
    await editor.placeCaretAfter("s3:PutObj");
    await editor.press("Shift+F12");
    const peek = editor.page.locator(".peekview-widget .ref-tree");
    await peek.locator(".monaco-list-row").first().waitFor();
    await editor.screenshot("reading-references");
    assert.match(await peek.innerText(), /guard\.scp\.json[\s\S]*other\.json/);
    await editor.press("Escape");
  });

  it("checks the whole workspace, without what git ignores", async () => {
    await editor.runCommand("Orgscope: Check All Policies of the Workspace");
    const message = await editor.waitForNotification(/policies checked/);
    assert.match(message, /^5 policies checked/);
    const problems = await editor.getProblems();
    await editor.screenshot("reading-workspace");
    assert.ok(
      problems.some((problem) => /PutObjct/.test(problem)),
      problems.join("; "),
    );
    assert.equal(problems.filter((problem) => /PutObjct/.test(problem)).length, 1);
  });

  it("moves a statement to a policy of its own", async () => {
    await editor.openFile("guard.scp.json");
    await editor.placeCaretAfter("organizations:Leave");
    await editor.press("Control+Shift+R");
    const move = editor.page.locator(".action-widget:visible .monaco-list-row", { hasText: "Move the statement" });
    await move.click();
    await editor.waitForTab("StayHere.scp.json");
    await editor.page.locator(".view-line", { hasText: '"organizations:LeaveOrganization"' }).waitFor();
    await editor.screenshot("reading-moved");
    const { Statement } = JSON.parse(await editor.getEditorText()) as { Statement: readonly { Sid: string }[] };
    assert.deepEqual(
      Statement.map(({ Sid }) => Sid),
      ["StayHere"],
    );
    assert.ok(
      (await editor.statusBar()).some((item) => item.startsWith("SCP")),
      "it has the type it came from",
    );
    await editor.openFile("guard.scp.json");
    assert.doesNotMatch(await editor.getEditorText(), /StayHere/);
  });

  it("shortens a policy by what it allows to go, after a look at the difference", async () => {
    await editor.openFile("guard.scp.json");
    await editor.runCommand("Orgscope: Minify Policy");
    await editor.page.locator(".quick-input-title", { hasText: "Minify Policy" }).waitFor();
    const items = await editor.quickPickItems();
    await editor.screenshot("reading-minify-steps");
    assert.equal(items.length, 4);
    await editor.pick("Duplicates");
    await editor.pick("Sids");
    await editor.press("Enter");
    await editor.waitForNotification(/shrinks from/);
    // One difference a step, each under its name.
    const steps = editor.page.locator(".multiDiffEntry:visible .file-path");
    await steps.nth(1).waitFor();
    assert.match((await steps.allInnerTexts()).join(" "), /Duplicates[\s\S]*Sids/);
    await editor.screenshot("reading-minify-diff");
    await editor.clickNotificationButton(/shrinks from/, "Apply");
    await editor.waitForTab("guard.scp.json");
    const text = await editor.getEditorText();
    assert.equal(text.trim().split("\n").length, 1, text);
    assert.ok(!text.includes("s3:PutObject"), text);
  });
});
