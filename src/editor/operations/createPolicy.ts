/** *Create Policy…*: from a text that is there, or by starting one. */
import * as vscode from "vscode";
import type { Session } from "../connection/session";
import { getPolicyTypeFacts, type PolicyType } from "../../terms/policyTypes";
import { getDeclaredPolicyType, getPolicyType, hasStatements } from "../../policy/policyType";
import { getNameOfFile } from "../../engine/deployment/fileNames";
import { choose, type Choice } from "../changing/choose";
import { COMMANDS, POLICY_SCHEME } from "../contributions";
import { showRefusal } from "../messages";
import { pickPolicy } from "../picks";
import type { PlanRequest } from "../plans/request";
import type { EditorServices } from "../services";
import { askText, checkName } from "./ask";
import { operate } from "./operate";
import { askForCopy, openCreated } from "./policies";
import { getSkeleton, getStoredText, loadNames } from "./policySteps";

const { t } = vscode.l10n;

/** What is to become a policy. */
interface Text {
  readonly text: string;
  /** Names the file, for type and name; empty for what has none. */
  readonly path: string;
}

interface ActiveText extends Text {
  readonly isSelection: boolean;
}

/** `given`: the document of an editor title button; `type`: that of the row it was called on. */
export async function createPolicy(
  services: EditorServices,
  given: vscode.Uri | undefined,
  type: PolicyType | undefined,
): Promise<void> {
  const run = await operate(services, async (session) => {
    await session.store.loadRoots();
    if (given && given.scheme !== POLICY_SCHEME) {
      return askAboutText(services, session, await readDocument(given), type);
    }
    const active = getActiveText();
    const guess = () => active && guessType(services, active);
    const wanted = type ?? (await chooseType(session, t("Create a policy of which type?"), await guess()));
    return wanted === undefined ? undefined : chooseSource(services, session, wanted, active);
  });
  await openCreated(run);
}

async function chooseSource(
  services: EditorServices,
  session: Session,
  type: PolicyType,
  active: ActiveText | undefined,
): Promise<PlanRequest | undefined> {
  const { name } = getPolicyTypeFacts(type);
  const source = await choose(t("Create a policy: {0}", name), t("What should it start from?"), async () =>
    [
      { id: "empty", label: `$(file) ${t("Empty")}`, detail: t("Opens a text to write; create it from there.") },
      ...(hasStatements(type)
        ? [
            {
              id: "guardrail",
              label: `$(shield) ${t("Guardrail…")}`,
              detail: t("One of the library: opens its text to fill in; create it from there."),
            },
          ]
        : []),
      ...(active
        ? [
            {
              id: "active",
              label: `$(edit) ${active.isSelection ? t("Selection") : t("Active editor")}`,
              description: active.path.split("/").at(-1) ?? "",
            },
          ]
        : []),
      { id: "file", label: `$(folder-opened) ${t("File…")}` },
      { id: "copy", label: `$(copy) ${t("Another policy…")}` },
    ].map((choice): Choice => choice),
  );
  switch (source) {
    case "empty":
      await openText(type, getSkeleton(type));
      return undefined;
    case "guardrail":
      await openText(type, "");
      await vscode.commands.executeCommand(COMMANDS.insertGuardrail);
      return undefined;
    case "active":
      return active && askAboutText(services, session, active, type);
    case "file": {
      const [file] = (await vscode.window.showOpenDialog({ filters: { [t("Policies")]: ["json", "jsonc"] } })) ?? [];
      return file && askAboutText(services, session, await readDocument(file), type);
    }
    case "copy": {
      const policyId = await pickPolicy(session, t("Copy which policy?"), { type });
      return policyId === undefined ? undefined : askForCopy(session, policyId);
    }
    default:
      return undefined;
  }
}

async function askAboutText(
  services: EditorServices,
  session: Session,
  { text, path }: Text,
  wanted: PolicyType | undefined,
): Promise<PlanRequest | undefined> {
  const language = await services.loadLanguage();
  const document = language.parse(text);
  const found = wanted ?? getPolicyType(path, document);
  const isEnabled = found !== undefined && session.store.getEnabledPolicyTypes().includes(found);
  const type = isEnabled ? found : await chooseType(session, t("Create it as a policy of which type?"));
  if (type === undefined) return undefined;
  const content = getStoredText(text, type, (stored) => language.minify(stored));
  const errors = language
    .getProblems(document, { type, stored: content })
    .filter(({ severity }) => severity === "error")
    .map((problem) => language.renderMessage(problem));
  if (text.trim() === "") {
    showRefusal(t("There is no text yet to create a policy from."));
    return undefined;
  }
  const { store } = session;
  const title = t("Create a policy: {0}", getPolicyTypeFacts(type).name);
  const name = await askText({
    title,
    prompt: t("Its name; it can be changed later."),
    value: suggestName(path),
    check: checkName(await loadNames(store, type)),
  });
  if (name === undefined) return undefined;
  const description = await askText({ title, prompt: t("What it is for; may stay empty.") });
  if (description === undefined) return undefined;
  return {
    steps: [{ kind: "createPolicy", policy: { type, name, description, content, tags: {} } }],
    notes: [
      t("It is attached to nothing until you attach it."),
      ...errors.slice(0, 8).map((message) => t("Error in the text: {0}", message)),
    ],
  };
}

/** `likely`: comes first. */
async function chooseType({ store }: Session, title: string, likely?: PolicyType): Promise<PolicyType | undefined> {
  const types = store.getEnabledPolicyTypes();
  const first = types.filter((type) => type === likely);
  return choose(title, t("Policy types enabled at the root"), async () => [
    ...first.map((type): Choice => ({ ...toChoice(type), description: t("what the active editor shows") })),
    ...types.filter((type) => type !== likely).map(toChoice),
  ]);
}

function toChoice(type: PolicyType): Choice {
  return { id: type, label: getPolicyTypeFacts(type).name };
}

/** Named so that the type is known and help is there; it is saved wherever the person likes, or nowhere. */
async function openText(type: PolicyType, text: string): Promise<void> {
  const taken = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.path));
  const { kind } = getPolicyTypeFacts(type);
  let name = `new-policy.${kind}.json`;
  for (let count = 2; taken.has(name); count++) name = `new-policy-${count}.${kind}.json`;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: "untitled", path: name }));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  if (text === "") return;
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  await editor.edit((edit) => edit.replace(whole, text));
}

async function readDocument(uri: vscode.Uri): Promise<Text> {
  const document = await vscode.workspace.openTextDocument(uri);
  return { text: document.getText(), path: uri.path };
}

/** The text of the editor in front, or what is selected in it. */
function getActiveText(): ActiveText | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.document.uri.scheme === POLICY_SCHEME) return undefined;
  const { document, selection } = editor;
  const isSelection = !selection.isEmpty;
  const text = document.getText(isSelection ? selection : undefined);
  return text.trim() === "" ? undefined : { text, path: document.uri.path, isSelection };
}

/** Characters: no policy is near as long, and only its name is asked what it is. */
const TOO_LONG = 100_000;

/** `undefined` for what is no organization policy. */
async function guessType(services: EditorServices, { text, path }: Text): Promise<PolicyType | undefined> {
  if (text.length > TOO_LONG) return getDeclaredPolicyType(path);
  return getPolicyType(path, (await services.loadLanguage()).parse(text));
}

/** Empty for a text that was never named. */
function suggestName(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  return /^new-policy(-\d+)?\./.test(name) ? "" : getNameOfFile(name);
}
