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
/** Of what is published, for a comparison. */
const PUBLISHED_SCHEME = "orgscope-delegation";

export class DelegationPolicies implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #services: EditorServices;
  /** What the text was made from, by organization: what was published then; `undefined`: nothing. */
  readonly #bases = new Map<string, string | undefined>();
  readonly #based = new vscode.EventEmitter<void>();
  readonly #published = new vscode.EventEmitter<vscode.Uri>();

  readonly #problems = vscode.languages.createDiagnosticCollection("orgscope-delegation");
  readonly #subscription = vscode.Disposable.from(
    this.#problems,
    this.#based,
    this.#published,
    vscode.languages.registerCodeLensProvider({ scheme: "untitled", pattern: `**/${FILE_NAME}` }, this),
    vscode.workspace.registerTextDocumentContentProvider(PUBLISHED_SCHEME, {
      onDidChange: this.#published.event,
      provideTextDocumentContent: ({ authority }) => present(this.#bases.get(authority) ?? ""),
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => this.#check(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)),
  );

  constructor(services: EditorServices) {
    this.#services = services;
    vscode.workspace.textDocuments.forEach((document) => this.#check(document));
  }

  readonly onDidChangeCodeLenses = this.#based.event;

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const create = (title: string, command: string, ...args: readonly unknown[]) =>
      new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [...args] });
    const organizationId = getOrganizationId(document.uri);
    const base = this.#bases.get(organizationId);
    return [
      create(t("$(cloud-upload) Publish…"), COMMANDS.publishDelegationPolicy),
      ...(base === undefined ? [] : [create(t("Compare with What Is Published"), DIFF, ...getSides(organizationId))]),
    ];
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
    // After a restart it is not known any more what an open one was made from.
    if (isOpen && this.#bases.has(session.organizationId)) return;
    const published = (await session.changes.reads.findResourcePolicy())?.content;
    this.#setBase(session.organizationId, published);
    if (isOpen) return;
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
      const { organizationId } = session;
      const uri = getUri(session).toString();
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
      if (!document || !session.changes) {
        await this.open();
        return undefined;
      }
      const text = document.getText();
      const { reads } = session.changes;
      const found = await reads.findResourcePolicy();
      const from = found?.content;
      const isChanged = this.#bases.has(organizationId) && this.#bases.get(organizationId) !== from;
      this.#setBase(organizationId, from);
      if (isChanged) {
        if (from !== undefined) await vscode.commands.executeCommand(DIFF, ...getSides(organizationId));
        showRefusal(
          t(
            "Not sent: the delegation policy has been changed since. Look at what is published now, then publish again.",
          ),
        );
        return undefined;
      }
      if (text.trim() === "") {
        if (found && from !== undefined) {
          const tags = await reads.listTags(found.id);
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
      };
    });
    const step = run?.steps[0];
    if (!run || step?.record?.state !== "done") return;
    this.#setBase(run.plan.organizationId, step.step.kind === "putResourcePolicy" ? step.step.to : undefined);
  }

  #setBase(organizationId: string, published: string | undefined): void {
    this.#bases.set(organizationId, published);
    this.#based.fire();
    this.#published.fire(getPublishedUri(organizationId));
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
function getUri({ organizationId }: Pick<Session, "organizationId">): vscode.Uri {
  return vscode.Uri.from({ scheme: "untitled", path: `${organizationId}/${FILE_NAME}` });
}

function getOrganizationId({ path }: vscode.Uri): string {
  return path.split("/").at(-2) ?? "";
}

function getPublishedUri(organizationId: string): vscode.Uri {
  return vscode.Uri.from({ scheme: PUBLISHED_SCHEME, authority: organizationId, path: `/${FILE_NAME}` });
}

const DIFF = "vscode.diff";

/** What is published, beside what is typed. */
function getSides(organizationId: string): readonly [vscode.Uri, vscode.Uri, string] {
  return [getPublishedUri(organizationId), getUri({ organizationId }), t("Delegation policy: published ↔ draft")];
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
