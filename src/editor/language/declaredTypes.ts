import type * as vscode from "vscode";
import { type DeclaredPolicy, findDeclaredType, readDeclaredPolicies } from "../../engine/declaredPolicies";
import type { Disposable, Event } from "../../terms/event";
import type { PolicyType } from "../../terms/policyTypes";
import { DECLARING_FILES } from "./declaringFiles";
import { watchWorkspaceTexts } from "./workspaceTexts";

/** The types that Terraform and the Landing Zone Accelerator give to files of the workspace. */
export interface DeclaredTypes extends Disposable {
  get(uri: vscode.Uri): PolicyType | undefined;
  readonly onDidChange: Event<void>;
}

export function createDeclaredTypes(): DeclaredTypes {
  const files = watchWorkspaceTexts<readonly DeclaredPolicy[]>(DECLARING_FILES, (uri, text) => {
    const declared = readDeclaredPolicies(uri.path.replace(/^\//, ""), text);
    return declared.length > 0 ? declared : undefined;
  });
  return {
    onDidChange: files.onDidChange,
    get(uri) {
      const path = uri.path.replace(/^\//, "");
      for (const declared of files.get().values()) {
        const type = findDeclaredType(declared, path);
        if (type) return type;
      }
      return undefined;
    },
    dispose: () => files.dispose(),
  };
}
