/** Policies as documents, and the commands that open, publish and compare them. */
import path from "node:path";
import * as vscode from "vscode";
import { COMMANDS, POLICY_LANGUAGE_ID } from "../contributions";
import { showInformation, showRefusal, showWarning } from "../messages";
import type { EditorServices } from "../services";
import type { LateFiles } from "../front/lateFiles";
import { PolicyCodeLenses } from "./codeLens";
import { comparePolicies, compareWithTarget } from "./compare";
import { ComparedTexts } from "./comparison";
import { registerDraftMarks } from "./draftMarks";
import { createDraftPlaces } from "./draftPlaces";
import { createDrafts, type Draft } from "./drafts";
import { registerEffectivePolicies } from "./effectivePolicy";
import { followPolicyInFront, getPolicyInFront } from "./inFront";
import { openEffectivePolicy, openPolicy } from "./open";
import { getPolicyUri, parsePolicyUri } from "./openPolicies";
import { PolicyFileSystem } from "./policyFileSystem";
import { PolicyTexts } from "./policyTexts";
import { publishPolicy } from "./publish";
import { DRAFTS_FOLDER } from "../connection/keptState";
import { showPublished } from "./showPublished";
import { followUnsaved } from "./unsaved";

export interface RegisteredDocuments extends vscode.Disposable {
  /** What is stored once this text of a policy's document is published; `undefined` where that is not known. */
  readonly getStored: (uri: vscode.Uri, text: string) => string | undefined;
}

export function registerDocuments(services: EditorServices, late: LateFiles): RegisteredDocuments {
  const { registry, connections, context, getSubjects } = services;
  const drafts = createDrafts(
    path.join(context.globalStorageUri.fsPath, DRAFTS_FOLDER),
    createDraftPlaces(connections, context.workspaceState),
  );
  const texts = new PolicyTexts(connections, drafts, Date.now);
  const files = new PolicyFileSystem(texts, (reason) =>
    showWarning(reason, {
      title: vscode.l10n.t("Connect"),
      run: () => vscode.commands.executeCommand(COMMANDS.connect),
    }),
  );
  const compared = new ComparedTexts(texts, services.connections);
  const withDocument = (run: (uri: vscode.Uri) => unknown) => (first: unknown) => {
    const uri = first instanceof vscode.Uri ? first : getPolicyInFront();
    if (uri && parsePolicyUri(uri)) return run(uri);
    return showRefusal(vscode.l10n.t("Open a policy of an organization first."));
  };
  const registered = vscode.Disposable.from(
    texts.onDidSetAside(({ draft, file }) =>
      showWarning(
        vscode.l10n.t(
          "Another window has typed a draft of {0} too. This window's draft is kept now; the other one was set aside.",
          connections.getSession()?.store.getPolicySummary(draft.policyId)?.name ?? draft.policyId,
        ),
        { title: vscode.l10n.t("Compare"), run: () => compareWithDraft(texts, draft, file) },
      ),
    ),
    texts,
    files,
    compared,
    late.follow(files),
    connections.onDidChange(({ state }) => {
      if (state !== "connected") return;
      files
        .reload()
        .catch((error: unknown) => services.log.warn(`Policies could not be opened again: ${String(error)}`));
    }),
    followUnsaved(texts, services.log),
    new PolicyCodeLenses(services, texts),
    followPolicyInFront(),
    registerDraftMarks(texts),
    registerEffectivePolicies(services),
    registry.register(COMMANDS.openPolicy, vscode.l10n.t("Opening the policy failed"), (...args) =>
      openPolicy(services, args),
    ),
    registry.register(COMMANDS.openEffectivePolicy, vscode.l10n.t("Opening the effective policy failed"), (...args) =>
      openEffectivePolicy(services, getSubjects(args)),
    ),
    registry.register(
      COMMANDS.publishPolicy,
      vscode.l10n.t("Publishing the policy failed"),
      withDocument((uri) => publishPolicy({ services, texts }, uri)),
    ),
    registry.register(
      COMMANDS.discardDraft,
      vscode.l10n.t("Discarding the draft failed"),
      withDocument((uri) => discardDraft(texts, uri)),
    ),
    registry.register(
      COMMANDS.showPublished,
      vscode.l10n.t("Showing the published policy failed"),
      withDocument((uri) => showPublished(services, texts, uri)),
    ),
    registry.register(COMMANDS.comparePolicies, vscode.l10n.t("Comparing failed"), (...args) =>
      comparePolicies(services, args),
    ),
    registry.register(COMMANDS.compareWithTarget, vscode.l10n.t("Comparing failed"), (...args) =>
      compareWithTarget(services, compared, args),
    ),
  );
  return {
    getStored(uri, text) {
      const address = parsePolicyUri(uri);
      return address && texts.getStored(address, text);
    },
    dispose: () => registered.dispose(),
  };
}

/** What another window had typed, beside what is kept now. */
async function compareWithDraft(texts: PolicyTexts, theirs: Draft, file: string): Promise<void> {
  const other = await vscode.workspace.openTextDocument({ language: POLICY_LANGUAGE_ID, content: theirs.text });
  const mine = getPolicyUri(theirs, (await texts.loadPublished(theirs)).name);
  await vscode.commands.executeCommand("vscode.diff", other.uri, mine, path.basename(file));
}

/** Drops what is typed and not published; the document shows what is published, and can be undone as any edit. */
async function discardDraft(texts: PolicyTexts, uri: vscode.Uri): Promise<void> {
  const address = parsePolicyUri(uri);
  if (!address) return;
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  const draft = await texts.loadDraft(address);
  if (!draft && !document?.isDirty) {
    showInformation(vscode.l10n.t("There is no draft: the text is as it is published."));
    return;
  }
  const { content } = await texts.loadPublished(address);
  if (document) {
    const edit = new vscode.WorkspaceEdit();
    const everything = new vscode.Range(0, 0, document.lineCount, 0);
    edit.replace(uri, everything, texts.present(content));
    await vscode.workspace.applyEdit(edit);
    await document.save();
  }
  await texts.discardDraft(address);
}
