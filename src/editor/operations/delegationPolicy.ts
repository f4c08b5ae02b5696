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
import { toRange } from "../language/ranges";
import { getDelegationProblems } from "./delegationChecks";
import { operate } from "./operate";

const { t } = vscode.l10n;

/** The manifest's menus know it by this name. */
const FILE_NAME = "delegation-policy.json";

export class DelegationPolicies implements vscode.Disposable {
  readonly #services: EditorServices;
  /** What was published when the document was opened, by organization; `undefined`: nothing. */
  readonly #bases = new Map<string, string | undefined>();

  readonly #problems = vscode.languages.createDiagnosticCollection("orgscope-delegation");
  readonly #subscription = vscode.Disposable.from(
    this.#problems,
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.#check(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)),
  );

  constructor(services: EditorServices) {
    this.#services = services;
    vscode.workspace.textDocuments.forEach((document) => this.#check(document));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async open(): Promise<void> {
    const session = getSessionOrExplain(this.#services);
    if (!session) return;
    if (!session.changes)
      return showInformation(t("{0} is open read-only, without its delegation policy.", session.name));
    const uri = getUri(session);
    const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    if (isOpen) return;
    const published = (await session.changes.reads.findResourcePolicy())?.content;
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
      const { reads } = session.changes;
      const from = this.#bases.has(session.organizationId)
        ? this.#bases.get(session.organizationId)
        : (await reads.findResourcePolicy())?.content;
      if (text.trim() === "") {
        if (from !== undefined) {
          const found = await reads.findResourcePolicy();
          const tags = found ? await reads.listTags(found.id) : {};
          return { steps: [{ kind: "deleteResourcePolicy", was: from, tags }] };
        }
        showInformation(t("There is no delegation policy to delete."));
        return undefined;
      }
      const fault = getDelegationProblems(text, t).find(({ severity }) => severity === "error");
      if (fault) {
        showRefusal(t("Not sent, since AWS would refuse it: {0}", fault.message), {
          title: t("Show Problems"),
          run: () => vscode.commands.executeCommand("workbench.actions.view.problems"),
        });
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

  #check(document: vscode.TextDocument): void {
    if (!isDelegationPolicy(document)) return;
    this.#problems.set(
      document.uri,
      getDelegationProblems(document.getText(), t).map(({ span, severity, message }) => {
        const { Error, Warning } = vscode.DiagnosticSeverity;
        const problem = new vscode.Diagnostic(toRange(document, span), message, severity === "error" ? Error : Warning);
        problem.source = "orgscope";
        return problem;
      }),
    );
  }
}

function isDelegationPolicy({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === "untitled" && uri.path.endsWith(`/${FILE_NAME}`);
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
  const value = parse(text);
  return value === undefined ? text : `${JSON.stringify(value, undefined, 2)}\n`;
}

function isSameJson(one: string, other: string): boolean {
  const value = parse(one);
  return value !== undefined && JSON.stringify(value) === JSON.stringify(parse(other));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
