/** Sending a draft: an explicit act. It looks for errors and for changes made elsewhere, asks, and records. */
import * as vscode from "vscode";
import { canChangeOrganizationOrExplain, getSessionOrExplain } from "../changing/guard";
import type { StorePart } from "../../organization/store";
import { countCharacters, getPolicyQuota } from "../../terms/quotas";
import type { Session } from "../connection/session";
import { askToChoose, askToType, showInformation, showRefusal } from "../messages";
import type { Draft } from "./drafts";
import { findErrors, isJson } from "./errors";
import type { EditorServices } from "../services";
import type { PolicyTexts } from "./policyTexts";
import { parsePolicyUri } from "./openPolicies";
import type { PolicyAddress } from "./policyUri";
import type { Publication } from "./storedForm";

interface Publishing {
  readonly services: EditorServices;
  readonly texts: PolicyTexts;
}

/** Saves what is typed as the draft, then proposes to publish it. */
export async function publishPolicy(publishing: Publishing, uri: vscode.Uri): Promise<void> {
  const { services, texts } = publishing;
  const address = parsePolicyUri(uri);
  if (!address) {
    showRefusal(vscode.l10n.t("This is not a policy of an organization, so there is nothing to publish it to."));
    return;
  }
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (document?.isDirty && !(await document.save()) && document.isDirty) {
    // What is kept is older than what the person sees.
    showRefusal(vscode.l10n.t("Not sent: what is typed could not be saved as a draft."));
    return;
  }
  const draft = await texts.loadDraft(address);
  if (!draft) {
    showInformation(vscode.l10n.t("Nothing to publish: the text is as it is published."));
    return;
  }
  const session = await inSight(() => loadSessionOf(publishing, address));
  if (!session || !canChangeOrganizationOrExplain(services, session, () => publishPolicy(publishing, uri))) return;
  const publication = texts.getPublication(draft, draft.text, draft.base);
  if (fits(address, publication) && (await passesErrors(publishing, draft, publication.text))) {
    await proposeDraft(publishing, uri, session, draft);
  }
}

/** Reads the policy again, and sends the draft if it is still made from what is published and the person agrees. */
async function proposeDraft(publishing: Publishing, uri: vscode.Uri, session: Session, draft: Draft): Promise<void> {
  const { services, texts } = publishing;
  const policy: StorePart = { part: "policy", policyId: draft.policyId };
  session.store.refresh([policy]);
  const published = await inSight(() => session.store.loadPolicy(draft.policyId));
  if (published.content !== draft.base) {
    await (await loadTexts()).conflicts.resolveConflict(texts, uri, draft, published);
    return;
  }
  const publication = texts.getPublication(draft, draft.text, published.content);
  if (!publication.changed) {
    showInformation(vscode.l10n.t("Nothing to publish: only the white space differs from what is published."), {
      title: vscode.l10n.t("Discard Draft"),
      run: () => texts.discardDraft(draft),
    });
    return;
  }
  const run = await services.plans.propose(session, {
    steps: [
      {
        kind: "updatePolicy",
        policyId: published.id,
        from: { content: published.content },
        to: { content: publication.text },
      },
    ],
    notes: getFormNotes(publication),
    justRead: [policy],
  });
  const record = run?.steps[0]?.record;
  if (record?.state === "done" || record?.state === "alreadySo") await texts.settleDraft(draft, publication.text);
  if (record?.state === "conflict") {
    session.store.refresh([policy]);
    await (await loadTexts()).conflicts.resolveConflict(
      texts,
      uri,
      draft,
      await session.store.loadPolicy(draft.policyId),
    );
  }
}

/** What is waited for before the question is seen to be under way. */
function inSight<T>(load: () => Promise<T>): Promise<T> {
  const title = vscode.l10n.t("Looking at what is published…");
  return Promise.resolve(vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, load));
}

/** What compares texts is in the bundle that loads with the first operation. */
function loadTexts() {
  return import("../operations/main");
}

/** How it is stored, where that is not as it is typed. */
function getFormNotes({ form, typedSize, minifiedSize }: Publication): readonly string[] {
  if (typedSize === minifiedSize) return [];
  const [asTyped, without] = [typedSize, minifiedSize].map((size) => size.toLocaleString(vscode.env.language));
  return [
    form === "minified"
      ? vscode.l10n.t(
          "Stored without white space, as {0} characters; as typed it would be {1}.",
          without ?? "",
          asTyped ?? "",
        )
      : vscode.l10n.t("Stored as typed; without white space it would be {0} characters.", without ?? ""),
  ];
}

/** The session of the document's own organization, never of another. */
async function loadSessionOf({ services, texts }: Publishing, address: PolicyAddress): Promise<Session | undefined> {
  await texts.waitForConnection();
  const session = getSessionOrExplain(services);
  if (!session || session.organizationId === address.organizationId) return session;
  return texts.loadSession(address);
}

function fits({ type }: PolicyAddress, { text, minifiedSize }: Publication): boolean {
  const maxSize = getPolicyQuota(type)?.maxSize;
  const size = countCharacters(text);
  if (maxSize === undefined || size <= maxSize) return true;
  showRefusal(
    vscode.l10n.t(
      "Not sent: {0} characters, and AWS allows {1} for this type of policy. Without white space it would be {2}.",
      size.toLocaleString(vscode.env.language),
      maxSize.toLocaleString(vscode.env.language),
      minifiedSize.toLocaleString(vscode.env.language),
    ),
  );
  return false;
}

/** Errors stop it. A text that is JSON may go all the same once the policy's name was typed: our rules can be stale. */
async function passesErrors({ services, texts }: Publishing, draft: Draft, stored: string): Promise<boolean> {
  const errors = findErrors(await services.loadLanguage(), draft, stored);
  if (errors.length === 0) return true;
  const { name } = await texts.loadPublished(draft);
  const showProblems = vscode.l10n.t("Show Problems");
  const sendAnyway = vscode.l10n.t("Let AWS Decide…");
  const answers = isJson(draft.text) ? [showProblems, sendAnyway] : [showProblems];
  const answer = await askToChoose(
    errors.length === 1
      ? vscode.l10n.t("“{0}” has an error and was not sent.", name)
      : vscode.l10n.t("“{0}” has {1} errors and was not sent.", name, errors.length),
    errors.slice(0, 8).join("\n"),
    ...answers,
  );
  if (answer === showProblems) await vscode.commands.executeCommand("workbench.actions.view.problems");
  return (
    answer === sendAnyway &&
    askToType(
      vscode.l10n.t("Publish “{0}” with errors", name),
      vscode.l10n.t("AWS will decide whether it takes the text. Type the policy's name to go on: {0}", name),
      name,
    )
  );
}
