/** What is published beside the draft, as it is typed now. */
import * as vscode from "vscode";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { showRefusal } from "../messages";
import type { EditorServices } from "../services";
import { getComparedUri } from "./comparison";
import { parsePolicyUri } from "./openPolicies";
import { getNameInPath } from "./policyUri";
import type { PolicyTexts } from "./policyTexts";

export async function showPublished(
  services: Pick<EditorServices, "connections">,
  texts: PolicyTexts,
  uri: vscode.Uri,
): Promise<void> {
  const address = parsePolicyUri(uri);
  if (!address) {
    showRefusal(vscode.l10n.t("Open a policy of an organization first."));
    return;
  }
  await texts.loadSession(address);
  const name = services.connections.getSession()?.store.getPolicySummary(address.policyId)?.name;
  const shown = name ?? getNameInPath(uri.path);
  const side = {
    text: { kind: "policy", ...address },
    name: vscode.l10n.t("{0} (published)", shown),
    kind: getPolicyTypeFacts(address.type).kind,
  } as const;
  // The draft can be edited as it is typed: what is published takes its order and its indentation.
  const published = getComparedUri(side, { kind: "document", uri: uri.toString() }, { asTyped: true });
  await vscode.commands.executeCommand("vscode.diff", published, uri, vscode.l10n.t("{0}: published ↔ draft", shown));
}
