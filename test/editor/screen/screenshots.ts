import { mkdirSync } from "node:fs";
import path from "node:path";
import { numberSteps } from "../../../src/changes/plan";
import { formatPlan } from "../../../src/changes/planFile";
import type { Step } from "../../../src/changes/step";
import type { OrganizationContents } from "../../../src/organization/model";
import { createTechCorp } from "../../../src/sandbox/main";
import { createLargeOrganization, CROWD } from "./crowd";
import { type Editor, type EditorOptions, openEditor } from "./driver";
import { openSandboxed, type Sandboxed } from "./sandboxed";
import { waitForSnapshot } from "./waitForSnapshot";

/** The pictures of README and docs: each scene plays in an editor of its own, once in light and once in dark. */

const IMAGES = path.join(process.cwd(), "docs/images");
const THEMES = { light: "Default Light Modern", dark: "Default Dark Modern" };
const SIZE = { width: 1280, height: 800 };

const MISTAKEN = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenyLeavingTheOrganization",
      "Effect": "Deny",
      "Action": [
        "organizations:LeaveOrganisation",
        "s3:DeleteBuckets"
      ],
      "Resource": "*"
    }
  ]
}
`;

const DENY_ROOT_IN_TWO_ACTIONS = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "DenyRoot",
      Effect: "Deny",
      Action: ["iam:*", "organizations:*"],
      Resource: "*",
      Condition: { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" } },
    },
  ],
});

const PLAN_FILE = "guardrails.orgplan.json";
const PLAN_TITLE = "Guardrails for both sides";
const PLAN = createPlan();

function createPlan(): string {
  const { organization, policies } = createTechCorp();
  const policyType = "SERVICE_CONTROL_POLICY";
  const content = policies.find(({ id }) => id === "p-regionseu1")?.content ?? "";
  const steps: readonly Step[] = [
    { kind: "attachPolicy", policyId: "p-instances1", policyType, targetId: "ou-tc01-prod4kx7" },
    { kind: "attachPolicy", policyId: "p-regionseu1", policyType, targetId: "ou-tc01-devl8m2q" },
    {
      ...{ kind: "updatePolicy", policyId: "p-regionseu1", from: { content } },
      to: { content: content.replace('"eu-west-1"', '"eu-west-1", "eu-north-1"') },
    },
  ];
  return formatPlan({
    ...{ title: PLAN_TITLE, organizationId: organization.id, plannedAt: "2026-11-24T10:00:00.000Z" },
    steps: numberSteps(steps),
    reason: "OPS-42",
  });
}

type Opened = Pick<Sandboxed, "editor" | "close">;
type Scene = (options: EditorOptions) => Promise<Opened>;

/** A scene with the demo open. */
function inDemo(play: (editor: Editor) => Promise<void>): Scene {
  return async (options) => {
    const editor = await openEditor({ ...options, openDemo: true });
    return playOn({ editor, close: () => editor.close() }, () => play(editor));
  };
}

/** A scene with an organization that others change too. */
function connected(createContents: () => OrganizationContents, play: (sandboxed: Sandboxed) => Promise<void>): Scene {
  return async (options) => {
    const sandboxed = await openSandboxed({ ...options, contents: createContents() });
    return playOn(sandboxed, () => play(sandboxed));
  };
}

async function playOn(opened: Opened, play: () => Promise<void>): Promise<Opened> {
  try {
    await play();
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

const SCENES: Readonly<Record<string, Scene>> = {
  tree: inDemo(async (editor) => {
    await editor.expandTree(["Root", "Production"], "Organization");
    await openPolicy(editor, "RestrictRegions");
    await editor.clickRow(["Root", "Production", "Web Services"], "Organization");
    await editor.treeRow(["Service control policies", "RestrictRegions"], "Details");
    await editor.page.locator(".codelens-decoration", { hasText: "attached to" }).waitFor();
    // A tooltip would lie over the views.
    await editor.page.mouse.move(1150, 690);
  }),

  completion: inDemo(async (editor) => {
    await openPolicy(editor, "ProtectSecurityServices");
    await editor.placeCaretAfter('"Action": [');
    await editor.press("Enter");
    await editor.type('"guardduty:Del');
    await editor.suggestions();
    await editor.press("ArrowDown", "ArrowDown", "ArrowDown");
    await editor.page.waitForTimeout(500);
    await editor.press("Control+Space");
    await editor.page.locator(".suggest-details:visible").waitFor();
  }),

  diagnostics: inDemo(async (editor) => {
    await editor.openFile("deny-leaving.scp.json");
    await editor.getProblems();
    await editor.hoverText("LeaveOrganisation");
  }),

  attach: inDemo(async (editor) => {
    await editor.expandTree(["Root", "Production"], "Organization");
    await editor.contextMenu(["Root", "Production"], "Attach Policy", "Organization");
    await editor.quickPickItems();
    // A tooltip would lie over the policies.
    await editor.page.mouse.move(1150, 690);
    await editor.page.locator(".monaco-hover:visible").waitFor({ state: "hidden" });
  }),

  diff: inDemo(async (editor) => {
    await openPolicy(editor, "RestrictRegions");
    await editor.placeCaretAfter('"eu-central-1"');
    await editor.insert(', "eu-north-1"');
    await editor.runCommand("Orgscope: Compare Draft With Published Policy");
  }),

  changed: connected(createTechCorp, async ({ editor, request }) => {
    await editor.expandTree(["Root"], "Organization");
    await waitForSnapshot(editor);
    const id = { web: "210987654321", production: "ou-tc01-prod4kx7", security: "ou-tc01-secu9w3z" };
    await request("MoveAccount", {
      AccountId: id.web,
      SourceParentId: id.production,
      DestinationParentId: id.security,
    });
    await request("AttachPolicy", { PolicyId: "p-quarantn1", TargetId: id.web });
    await request("TagResource", { ResourceId: id.web, Tags: [{ Key: "Owner", Value: "sre" }] });
    await request("UpdatePolicy", { PolicyId: "p-denyroot01", Content: DENY_ROOT_IN_TWO_ACTIONS });
    await editor.runCommand("Orgscope: Refresh");
    await editor.runCommand("Orgscope: What Changed Since");
    await editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: "accounts" }).first().click();
    await editor.clickRow(["Policies", "DenyRootUser"], "What Changed");
    await editor.waitForTab(/DenyRootUser/);
  }),

  plan: inDemo(openPlan),

  changes: inDemo(async (editor) => {
    await openPlan(editor);
    await editor.runCommand("Orgscope: Run Plan");
    await editor.answerDialog("Run 3 Steps");
    await editor.waitForNotification(/done/);
    await editor.clearMessages();
    await editor.runCommand("Orgscope: Focus on Changes View");
    await editor.expandTree([PLAN_TITLE], "Changes");
    await editor.contextMenu(
      [PLAN_TITLE, "Change the text of RestrictRegions"],
      "Show Texts Before and After",
      "Changes",
    );
    await editor.waitForTab(/Change the text of RestrictRegions/);
  }),

  requests: connected(createLargeOrganization, async ({ editor }) => {
    await editor.runCommand("Orgscope: Show Requests");
    await editor.page
      .locator(".view-line", { hasText: /whole.organization.has.been.read/ })
      .waitFor({ timeout: 90_000 });
    await editor.expandTree(["Root", CROWD], "Organization");
  }),
};

/** Opens the plan of the workspace's file. */
async function openPlan(editor: Editor): Promise<void> {
  await editor.openFile(PLAN_FILE);
  await editor.runCommand("Orgscope: Open Plan");
  await editor.page.locator(".codelens-decoration", { hasText: "Split into Waves" }).waitFor();
  await editor.runCommand("View: Close Other Editors in Group");
  await editor.clickActivityBar("Orgscope");
  // Its tooltips would lie over the plan.
  await editor.page.mouse.move(1150, 690);
}

async function openPolicy(editor: Editor, name: string): Promise<void> {
  await editor.expandTree("Service control policies", "Policies");
  await editor.clickRow(["Service control policies", name], "Policies");
  await editor.waitForTab(name);
}

async function take(name: string, scene: Scene, theme: keyof typeof THEMES): Promise<void> {
  const { editor, close } = await scene({
    size: SIZE,
    workspace: { "deny-leaving.scp.json": MISTAKEN, [PLAN_FILE]: PLAN },
    settings: { "workbench.colorTheme": THEMES[theme], "editor.minimap.enabled": false },
  });
  try {
    // Progress bars end, and the last part of a view fades in.
    await editor.page.waitForTimeout(1000);
    await editor.page.screenshot({ path: path.join(IMAGES, `${name}-${theme}.png`) });
    console.log(`docs/images/${name}-${theme}.png`);
  } finally {
    await close();
  }
}

async function main(): Promise<void> {
  const [wanted = ""] = process.argv.slice(2);
  mkdirSync(IMAGES, { recursive: true });
  for (const [name, scene] of Object.entries(SCENES)) {
    if (!name.includes(wanted)) continue;
    await take(name, scene, "light");
    await take(name, scene, "dark");
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
