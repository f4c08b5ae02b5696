import { simulate } from "../../reference/simulator";
import { type Editor, openEditor } from "./driver";
import { followLink } from "./followLink";
import { openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForText } from "./waitForText";

const DRAFT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "NoTrailsNoBuckets",
      "Effect": "Deny",
      "Action": ["cloudtrail:UpdateTrail", "s3:DeleteBucket", "sqs:DeleteQueue"],
      "Resource": "*"
    }
  ]
}
`;

function lensOf({ page }: Editor, text: string | RegExp) {
  return page.locator(".codelens-decoration a", { hasText: text }).first();
}

async function tryOnProduction(editor: Editor): Promise<void> {
  await editor.openFile("trails.scp.json");
  await lensOf(editor, "Try on targets…").click();
  await editor.typeInQuickPick("Production");
  await editor.pick("Production");
  await editor.press("Enter");
  await lensOf(editor, /Would reach/).waitFor();
}

describe("someone who does not take our word for it", () => {
  let opened: Sandboxed;
  let editor: Editor;
  before(async () => {
    // Of one action it says the contrary of what the policies say.
    opened = await openSandboxed({
      workspace: { "trails.scp.json": DRAFT },
      iam: {
        simulate: (question) =>
          question.action === "iam:ListRoles"
            ? { decision: "explicitDeny", allowedByOrganizations: false }
            : simulate(question),
      },
    });
    ({ editor } = opened);
  });
  after(() => opened?.close());

  const askAbout = async (action: string): Promise<void> => {
    await editor.contextMenu(["Root", "Production", "Web Services"], "Can an Account Do This?", "Organization");
    await editor.typeInQuickPick(action);
    await editor.pick(action);
    await editor.pick("Any principal of the account");
    await editor.pick("Show the answer as it is");
    await editor.waitForTab(new RegExp(`^Web Services: ${action}`));
  };

  it("asks AWS, and reads both answers side by side", async () => {
    await editor.expandTree(["Root", "Production"], "Organization");
    await askAbout("cloudtrail:StopLogging");
    await editor.screenshot("evaluation-aws-offer");
    await followLink(editor, "Ask AWS for a second opinion");
    await editor.waitForTab(/AWS's second opinion, Web Services: cloudtrail:StopLogging/);
    await waitForText(editor, /AWS agrees[\s\S]*Taken as absent/);
    await editor.screenshot("evaluation-aws-agrees");
  });

  it("sees a disagreement marked", async () => {
    await askAbout("iam:ListRoles");
    await followLink(editor, "Ask AWS for a second opinion");
    await editor.waitForTab(/AWS's second opinion, Web Services: iam:ListRoles/);
    await waitForText(editor, /AWS disagrees/);
    await editor.screenshot("evaluation-aws-disagrees");
  });

  it("is told which permissions it takes where AWS refuses to say who used a service", async () => {
    const effect = { kind: "error", name: "AccessDenied", status: 403 } as const;
    opened.sandbox.setFaults([{ operation: "GenerateOrganizationsAccessReport", effect }]);
    await tryOnProduction(editor);
    await editor.runCommand("Orgscope: Who Used What This Policy Denies?");
    await editor.waitForNotification(
      /that takes iam:GenerateOrganizationsAccessReport, iam:GetOrganizationsAccessReport/,
    );
    await editor.screenshot("evaluation-use-refused");
    await editor.clickNotificationButton(/that takes iam:Generate/, "Show Permissions");
    await editor.pick("To ask who changed something");
    await waitForText(editor, /"iam:GenerateOrganizationsAccessReport"/);
  });
});

describe("someone who fears to break what is in use", () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ openDemo: true, workspace: { "trails.scp.json": DRAFT } });
  });
  after(() => editor?.close());

  it("asks who lately used what a draft denies", async () => {
    await tryOnProduction(editor);
    await lensOf(editor, /Would reach/).click();
    await editor.waitForTab(/What trails does/);
    await editor.screenshot("evaluation-use-offer");
    await followLink(editor, "Who used what it newly denies?");
    await editor.waitForTab(/Who used what trails denies/);
    await waitForText(editor, /Amazon S3[\s\S]*210987654321[\s\S]*Not used lately/);
    await editor.screenshot("evaluation-use");
  });

  it("reads in the demo that only AWS has a second opinion", async () => {
    await editor.expandTree(["Root", "Production"], "Organization");
    await editor.contextMenu(["Root", "Production", "Web Services"], "Can an Account Do This?", "Organization");
    await editor.typeInQuickPick("s3:DeleteBucket");
    await editor.pick("s3:DeleteBucket");
    await editor.pick("The root user");
    await editor.waitForTab(/^Web Services: s3:DeleteBucket/);
    await followLink(editor, "Ask AWS for a second opinion");
    await editor.waitForNotification(/only AWS has a second opinion/);
  });
});
