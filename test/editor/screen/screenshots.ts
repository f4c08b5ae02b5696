import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Editor, openEditor } from "./driver";

/** The README's pictures: each scene plays in an editor with the demo open, once in light and once in dark. */

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

const SCENES: Readonly<Record<string, (editor: Editor) => Promise<void>>> = {
  async tree(editor) {
    await editor.expandTree(["Root", "Production"], "Organization");
    await openPolicy(editor, "RestrictRegions");
    await editor.clickRow(["Root", "Production", "Web Services"], "Organization");
    await editor.treeRow(["Service control policies", "RestrictRegions"], "Details");
    await editor.page.locator(".codelens-decoration", { hasText: "attached to" }).waitFor();
    // A tooltip would lie over the views.
    await editor.page.mouse.move(1150, 690);
  },

  async completion(editor) {
    await openPolicy(editor, "ProtectSecurityServices");
    await editor.placeCaretAfter('"Action": [');
    await editor.press("Enter");
    await editor.type('"guardduty:Del');
    await editor.suggestions();
    await editor.press("ArrowDown", "ArrowDown", "ArrowDown");
    await editor.page.waitForTimeout(500);
    await editor.press("Control+Space");
    await editor.page.locator(".suggest-details:visible").waitFor();
  },

  async diagnostics(editor) {
    await editor.openFile("deny-leaving.scp.json");
    await editor.getProblems();
    await editor.hoverText("LeaveOrganisation");
  },

  async attach(editor) {
    await editor.expandTree(["Root", "Production"], "Organization");
    await editor.contextMenu(["Root", "Production"], "Attach Policy", "Organization");
    await editor.quickPickItems();
  },

  async diff(editor) {
    await openPolicy(editor, "RestrictRegions");
    await editor.placeCaretAfter('"eu-central-1"');
    await editor.insert(', "eu-north-1"');
    await editor.runCommand("Orgscope: Compare Draft With Published Policy");
  },
};

async function openPolicy(editor: Editor, name: string): Promise<void> {
  await editor.expandTree("Service control policies", "Policies");
  await editor.clickRow(["Service control policies", name], "Policies");
  await editor.waitForTab(name);
}

async function take(scene: string, theme: keyof typeof THEMES): Promise<void> {
  const editor = await openEditor({
    openDemo: true,
    size: SIZE,
    workspace: { "deny-leaving.scp.json": MISTAKEN },
    settings: { "workbench.colorTheme": THEMES[theme], "editor.minimap.enabled": false },
  });
  try {
    await SCENES[scene]?.(editor);
    // Progress bars end, and the last part of a view fades in.
    await editor.page.waitForTimeout(1000);
    await editor.page.screenshot({ path: path.join(IMAGES, `${scene}-${theme}.png`) });
    console.log(`docs/images/${scene}-${theme}.png`);
  } finally {
    await editor.close();
  }
}

async function main(): Promise<void> {
  const [wanted = ""] = process.argv.slice(2);
  mkdirSync(IMAGES, { recursive: true });
  for (const scene of Object.keys(SCENES)) {
    if (!scene.includes(wanted)) continue;
    await take(scene, "light");
    await take(scene, "dark");
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
