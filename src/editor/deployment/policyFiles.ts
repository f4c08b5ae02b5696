/** The files of the workspace that are sources of policies by their name or folder, as they are saved. */
import type * as vscode from "vscode";
import { getCanonicalForm } from "../../policy/alignment/canonical";
import { parsePolicyDocument } from "../../policy/document";
import { getDeclaredPolicyType, guessPolicyType, POLICY_FOLDERS } from "../../policy/policyType";
import { POLICY_TYPES, type PolicyType } from "../../terms/policyTypes";
import type { Disposable } from "../../terms/event";
import { POLICY_LANGUAGE_ID } from "../contributions";
import { getTypeOf } from "../documents/sources";
import { watchWorkspaceTexts } from "../language/workspaceTexts";

export interface PolicyFile {
  readonly uri: vscode.Uri;
  readonly type: PolicyType;
  readonly text: string;
  /** As in `LocalPolicy`. */
  readonly form: string | undefined;
}

export interface PolicyFiles extends Disposable {
  /** By the text of the URI; the first call starts to read. */
  get(): ReadonlyMap<string, PolicyFile>;
  /** As `get`, once all of them are read. */
  load(): Promise<ReadonlyMap<string, PolicyFile>>;
  onDidChange(listener: () => void): Disposable;
}

const KINDS = POLICY_TYPES.map(({ kind }) => kind).join();

export function watchPolicyFiles(): PolicyFiles {
  const watched = [
    watchWorkspaceTexts(`**/*.{${KINDS}}.{json,jsonc}`, toPolicyFile),
    watchWorkspaceTexts(`**/{${POLICY_FOLDERS.join()}}/**/*.json`, toPolicyFile),
  ];
  return {
    get: () => new Map(watched.flatMap((texts) => [...texts.get()])),
    load: async () => new Map((await Promise.all(watched.map((texts) => texts.load()))).flatMap((texts) => [...texts])),
    onDidChange(listener) {
      const subscriptions = watched.map((texts) => texts.onDidChange(listener));
      return { dispose: () => subscriptions.forEach((one) => one.dispose()) };
    },
    dispose: () => watched.forEach((texts) => texts.dispose()),
  };
}

function toPolicyFile(uri: vscode.Uri, text: string): PolicyFile | undefined {
  const type = getDeclaredPolicyType(uri.path);
  return type === undefined ? undefined : { uri, type, text, form: getCanonicalForm(text) };
}

/** A document as it is typed; `undefined` for one that is no policy. */
export function readPolicyDocument(document: vscode.TextDocument): PolicyFile | undefined {
  const text = document.getText();
  const isPolicy = document.languageId === POLICY_LANGUAGE_ID;
  const type = getTypeOf(document.uri) ?? (isPolicy ? guessPolicyType(parsePolicyDocument(text)) : undefined);
  return type === undefined ? undefined : { uri: document.uri, type, text, form: getCanonicalForm(text) };
}

export function getFileName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
