import assert from "node:assert/strict";
import { type Editor, openEditor } from "./driver";

/** About as long as an SCP may be. The list that is typed into stands in the middle. */
const LONG = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: Array.from({ length: 28 }, (_, index) => ({
      Sid: `Guard${index}`,
      Effect: "Deny",
      Action:
        index === 14
          ? ["sqs:DeleteQueue"]
          : ["s3:Delete*", "ec2:Run*", `iam:Create${index % 2 ? "User" : "Role"}`, "organizations:LeaveOrganization"],
      Resource: "*",
      Condition: { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/Admin${index}` } },
    })),
  },
  undefined,
  2,
);

/** What is typed up to each pause, and what must then stand at the top. */
const PAUSES: readonly (readonly [typed: string, top: string])[] = [
  [',\n"kms', "kms"],
  [":Sch", "kms:ScheduleKeyDeletion"],
  ["eduleKeyD", "kms:ScheduleKeyDeletion"],
  ['eletion",\n"ec2:TerminateI', "ec2:TerminateInstances"],
  ['nstances",\n"secretsmanager:Del', "secretsmanager:Delete*"],
  ["eteSec", "secretsmanager:DeleteSecret"],
  ['ret",\n"StopLog', "cloudtrail:StopLogging"],
];

describe("someone typing into a policy of ten thousand characters", () => {
  let editor: Editor;
  before(async () => {
    assert.ok(LONG.length > 8_500 && LONG.length < 10_240, String(LONG.length));
    editor = await openEditor({
      openDemo: true,
      workspace: { "person.scp.json": LONG, "hurry.scp.json": LONG },
    });
  });
  after(() => editor?.close());

  for (const [name, file, delay] of [
    ["at a person's speed", "person.scp.json", 120],
    ["as fast as fingers go", "hurry.scp.json", 25],
  ] as const) {
    it(`has the right suggestion at the top after each pause, ${name}`, async () => {
      await editor.openFile(file);
      await goTo(editor, '"sqs:DeleteQueue"');
      await watch(editor);
      for (const [typed, top] of PAUSES) {
        await editor.page.keyboard.type(typed, { delay });
        await editor.page.waitForTimeout(500);
        await waitForTop(editor, top);
      }
      await editor.screenshot(`typing-${delay}`);
      await editor.press("Enter");
      const { refusals, words } = await readWatch(editor);
      assert.deepEqual(refusals, [], "said that there is nothing, though there is");
      assert.deepEqual(words, [], "suggested words of the text");
      const { Statement } = JSON.parse(await editor.getEditorText());
      assert.deepEqual(Statement[14].Action, [
        "sqs:DeleteQueue",
        "kms:ScheduleKeyDeletion",
        "ec2:TerminateInstances",
        "secretsmanager:DeleteSecret",
        "cloudtrail:StopLogging",
      ]);
    });
  }
});

/** Finds a text anywhere in the file and puts the caret behind it. */
async function goTo(editor: Editor, text: string): Promise<void> {
  const line = LONG.slice(0, LONG.indexOf(text)).split("\n").length;
  await editor.press("Control+G");
  await editor.page.locator(".quick-input-widget:visible").waitFor();
  await editor.insert(String(line));
  await editor.press("Enter");
  await editor.page.locator(".view-line", { hasText: text }).waitFor();
  await editor.press("End");
}

/** Looks at each frame for the widget's words of refusal, and for suggestions that are mere words of the text. */
async function watch(editor: Editor): Promise<void> {
  await editor.page.evaluate(() => {
    const seen = { refusals: [] as string[], words: [] as string[] };
    Object.assign(window, { seenOfSuggestions: seen });
    const look = () => {
      const widget = document.querySelector<HTMLElement>(".suggest-widget.visible");
      const message = widget?.querySelector<HTMLElement>(".message");
      if (message && message.offsetParent !== null && /No suggestions/.test(message.innerText)) {
        seen.refusals.push(
          `${message.innerText} at ${document.querySelector(".current-line")?.parentElement?.innerText}`,
        );
      }
      for (const icon of widget?.querySelectorAll(".suggest-icon.codicon-symbol-text, .codicon-symbol-word") ?? []) {
        seen.words.push(icon.parentElement?.innerText ?? "");
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

function readWatch(editor: Editor): Promise<{ readonly refusals: string[]; readonly words: string[] }> {
  return editor.page.evaluate(() => Reflect.get(window, "seenOfSuggestions"));
}

async function waitForTop(editor: Editor, wanted: string): Promise<void> {
  const rows = editor.page.locator(".suggest-widget.visible .monaco-list-row .label-name");
  let last: readonly string[] = [];
  for (let attempt = 0; attempt < 40; attempt++) {
    last = await rows.allInnerTexts();
    if (last[0] === wanted) return;
    await editor.page.waitForTimeout(100);
  }
  await editor.screenshot("typing-failed");
  assert.fail(`${wanted} is not at the top of: ${last.slice(0, 6).join("; ")}`);
}
