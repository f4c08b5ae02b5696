/** *Create Accounts from a CSV File…*: every row is checked, and what is wrong stands in Problems, before a plan is made. */
import * as vscode from "vscode";
import {
  ACCOUNT_COLUMNS,
  type AccountRows,
  getAccountSteps,
  getKnownPlaces,
  parseAccountRows,
} from "../../engine/accountRows";
import type { OrganizationContents } from "../../organization/model";
import { toContents } from "../../organization/toContents";
import { loadTargets } from "../changing/targetName";
import type { Session } from "../connection/session";
import { toRange } from "../language/ranges";
import { showRefusal } from "../messages";
import type { EditorServices } from "../services";
import { operate } from "./operate";

const { t } = vscode.l10n;

export class AccountsFiles implements vscode.Disposable {
  readonly #services: EditorServices;
  readonly #problems = vscode.languages.createDiagnosticCollection("orgscope-accounts");

  constructor(services: EditorServices) {
    this.#services = services;
  }

  create(given: vscode.Uri | undefined): Promise<unknown> {
    return operate(this.#services, async (session) => {
      const contents = await loadStructure(session);
      const [root] = contents?.roots ?? [];
      const uri = given ?? getActiveFile() ?? (await chooseFile());
      if (!uri || !contents || !root) return undefined;
      const document = await vscode.workspace.openTextDocument(uri);
      const found = parseAccountRows(document.getText(), getKnownPlaces(contents), t);
      this.#show(document, found);
      if (found.problems.length > 0) {
        await vscode.window.showTextDocument(document, { preview: false });
        showRefusal(
          found.problems.length === 1
            ? t("No account was planned: the file has 1 problem.")
            : t("No account was planned: the file has {0} problems.", found.problems.length),
          {
            title: t("Show Problems"),
            run: () => vscode.commands.executeCommand("workbench.actions.view.problems"),
          },
        );
        return undefined;
      }
      return {
        title: t("Create {0} accounts", found.rows.length),
        steps: getAccountSteps(found.rows, root.id),
        notes: [t("AWS creates each in the background, which takes minutes; none can be deleted, only closed.")],
      };
    });
  }

  dispose(): void {
    this.#problems.dispose();
  }

  #show(document: vscode.TextDocument, { problems }: AccountRows): void {
    this.#problems.set(
      document.uri,
      problems.map(({ span, message }) => {
        const problem = new vscode.Diagnostic(toRange(document, span), message, vscode.DiagnosticSeverity.Error);
        problem.source = "orgscope";
        return problem;
      }),
    );
  }
}

/** Where accounts can go, and whose e-mail addresses are taken. */
async function loadStructure({ store }: Session): Promise<OrganizationContents | undefined> {
  await loadTargets(store);
  await Promise.all([store.loadOrganization(), store.loadAccounts("screen")]);
  return toContents(store, new Date().toISOString());
}

/** The file in front is meant, if it can be. */
function getActiveFile(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && /\.(csv|tsv)$/i.test(uri.path) ? uri : undefined;
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: t("Create accounts from a file with the columns {0}", ACCOUNT_COLUMNS),
      filters: { CSV: ["csv", "tsv", "txt"] },
    })) ?? [];
  return file;
}
