/** An editor connected to an organization that the test can look into and change behind its back. */
import assert from "node:assert/strict";
import type { OrganizationContents } from "../../../src/organization/model";
import { createTechCorp, startSandbox } from "../../../src/sandbox/main";
import type { Sandbox, SandboxOptions } from "../../../src/sandbox/types";
import { type Editor, type EditorOptions, openEditor } from "./driver";

const READ = /^(Describe|List|Get|Simulate|Generate)/;

export interface Sandboxed {
  readonly editor: Editor;
  readonly sandbox: Sandbox;
  readonly getContents: () => OrganizationContents;
  /** How many writes the organization was sent. */
  countWrites(): number;
  /** The text of a policy as it is stored, to the byte. */
  getContent(policyId: string): string;
  isAttached(policyId: string, targetId: string): boolean;
  /** Changes the organization as a colleague would. */
  readonly request: (operation: string, input: object) => Promise<void>;
  close(): Promise<void>;
}

interface SandboxedOptions extends EditorOptions {
  readonly enableChanges?: boolean;
  /** TechCorp by default. */
  readonly contents?: OrganizationContents;
  readonly iam?: Pick<SandboxOptions, "simulate" | "servicesUsed">;
}

/** Connects a fresh editor to a fresh organization through a custom endpoint; changes may be enabled. */
export async function openSandboxed(options: SandboxedOptions = {}): Promise<Sandboxed> {
  const contents = options.contents ?? createTechCorp();
  const sandbox = await startSandbox({ contents, anyCredentials: true, ...options.iam });
  const settings = { ...options.settings, "orgscope.endpoint": sandbox.endpoint };
  let editor: Editor | undefined;
  try {
    editor = await openEditor({ ...options, settings });
    await connectTo(editor, sandbox.endpoint);
    if (options.enableChanges) await enableChanges(editor);
    return describeSandboxed(editor, sandbox);
  } catch (error) {
    await editor?.close();
    await sandbox.close();
    throw error;
  }
}

export async function connectTo(editor: Editor, place: string): Promise<void> {
  await editor.clickActivityBar("Orgscope");
  await editor.runCommand("Orgscope: Connect to an Organization");
  await editor.pick(place);
  await editor.treeComesToRest("Organization");
}

export async function enableChanges(editor: Editor): Promise<void> {
  await editor.runCommand("Orgscope: Enable Changes");
  await editor.answerDialog("Enable Changes");
}

function describeSandboxed(editor: Editor, sandbox: Sandbox): Sandboxed {
  const getContents = () => {
    const contents = sandbox.getContents();
    assert.ok(contents);
    return contents;
  };
  return {
    editor,
    sandbox,
    getContents,
    countWrites: () =>
      Object.entries(sandbox.getRequestCounts()).reduce(
        (sum, [operation, count]) => (READ.test(operation) ? sum : sum + count),
        0,
      ),
    getContent: (policyId) => getContents().policies.find(({ id }) => id === policyId)?.content ?? "",
    isAttached: (policyId, targetId) =>
      getContents().attachments.some((one) => one.policyId === policyId && one.targetId === targetId),
    async request(operation, input) {
      const response = await fetch(sandbox.endpoint, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": `AWSOrganizationsV20161128.${operation}`,
        },
        body: JSON.stringify(input),
      });
      assert.equal(response.status, 200, await response.text());
    },
    async close() {
      await editor.close();
      await sandbox.close();
    },
  };
}
