/**
 * The resource-based delegation policy as a text to edit. It is an untitled document, which VS Code keeps as it keeps
 * any other; publishing it is a plan, and an empty text proposes to delete the policy.
 */
import * as vscode from "vscode";
import { getSessionOrExplain } from "../changing/guard";
import type { Session } from "../connection/session";
import { COMMANDS } from "../contributions";
import { showInformation, showRefusal } from "../messages";
import type { EditorServices } from "../services";
import { operate } from "./operate";

const { t } = vscode.l10n;

/** The manifest's menus know it by this name. */
const FILE_NAME = "delegation-policy.json";

export class DelegationPolicies {
  readonly #services: EditorServices;
  /** What was published when the document was opened, by organization; `undefined`: nothing. */
  readonly #bases = new Map<string, string | undefined>();

  constructor(services: EditorServices) {
    this.#services = services;
  }

  async open(): Promise<void> {
    const session = getSessionOrExplain(this.#services);
    if (!session) return;
    if (!session.changes) return showRefusal(t("{0} is open read-only, without its delegation policy.", session.name));
    const uri = getUri(session);
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    if (isOpen) return;
    const published = await session.changes.reads.findResourcePolicy();
    this.#bases.set(session.organizationId, published);
    const text = published === undefined ? getTemplate(session) : present(published);
    if (document.getText().trim() === "") await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
    if (published === undefined) {
      showInformation(t("The organization has no delegation policy yet: this is a text to start from."), {
        title: t("Publish…"),
        run: () => vscode.commands.executeCommand(COMMANDS.publishDelegationPolicy),
      });
    }
  }

  async publish(): Promise<void> {
    const run = await operate(this.#services, async (session) => {
      const uri = getUri(session).toString();
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
      if (!document || !session.changes) {
        await this.open();
        return undefined;
      }
      const text = document.getText();
      // After a restart it is not known any more what it was made from.
      const from = this.#bases.has(session.organizationId)
        ? this.#bases.get(session.organizationId)
        : await session.changes.reads.findResourcePolicy();
      if (text.trim() === "") {
        if (from !== undefined) return { steps: [{ kind: "deleteResourcePolicy", was: from }] };
        showInformation(t("There is no delegation policy to delete."));
        return undefined;
      }
      const fault = findFault(text);
      if (fault !== undefined) {
        showRefusal(t("Not sent, since the text is no JSON: {0}", fault));
        return undefined;
      }
      if (from !== undefined && isSameJson(from, text)) {
        showInformation(t("Nothing to publish: the delegation policy is as it is published."));
        return undefined;
      }
      return {
        steps: [{ kind: "putResourcePolicy", ...(from !== undefined && { from }), to: text }],
        notes: [t("It lets member accounts do what the statements allow in Organizations, from then on.")],
      };
    });
    const step = run?.steps[0];
    if (!run || step?.record?.state !== "done") return;
    this.#bases.set(run.plan.organizationId, step.step.kind === "putResourcePolicy" ? step.step.to : undefined);
  }
}

/** One document for each organization. */
function getUri({ organizationId }: Session): vscode.Uri {
  return vscode.Uri.from({ scheme: "untitled", path: `${organizationId}/${FILE_NAME}` });
}

/** What the User Guide calls delegating policy management (orgs-policy-delegate), with a placeholder for the account. */
function getTemplate({ partition }: Session): string {
  const statement = {
    Sid: "DelegatePolicyManagement",
    Effect: "Allow",
    Principal: { AWS: `arn:${partition}:iam::111122223333:root` },
    Action: [
      "organizations:DescribeOrganization",
      "organizations:ListRoots",
      "organizations:ListOrganizationalUnitsForParent",
      "organizations:ListAccounts",
      "organizations:ListPolicies",
      "organizations:DescribePolicy",
      "organizations:ListTargetsForPolicy",
    ],
    Resource: "*",
  };
  return `${JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, undefined, 2)}\n`;
}

/** AWS gives it back on one line. */
function present(text: string): string {
  return findFault(text) === undefined ? `${JSON.stringify(JSON.parse(text), undefined, 2)}\n` : text;
}

function findFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isSameJson(one: string, other: string): boolean {
  return findFault(one) === undefined && JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}
