import * as vscode from "vscode";
import { getOutline } from "../../policy/statements";
import { getSessionOrExplain } from "../changing/guard";
import { getPolicyUri, getUrisOf } from "../documents/openPolicies";
import { toRange } from "../language/ranges";
import type { EvaluationServices } from "./services";

/** Opens a policy of the organization with the statement selected; `statement` from 0. */
export async function openStatement(services: EvaluationServices, args: readonly unknown[]): Promise<void> {
  const [policyId, statement] = args;
  const session = getSessionOrExplain(services);
  if (!session || typeof policyId !== "string") return;
  const { store, organizationId } = session;
  const { type, name } = store.getPolicySummary(policyId) ?? (await store.loadPolicy(policyId));
  const address = { organizationId, type, policyId };
  const [open] = getUrisOf(address);
  // A report stands beside the policy, and goes on standing there.
  const editor = await vscode.window.showTextDocument(open ?? getPolicyUri(address, name), {
    viewColumn: vscode.ViewColumn.One,
  });
  const { policy } = services.documents.parse(editor.document);
  const node = getOutline(policy).statements.find(({ index }) => index === statement)?.node;
  if (!node) return;
  const range = toRange(editor.document, { start: node.offset, end: node.offset + node.length });
  // The caret where the statement begins.
  editor.selection = new vscode.Selection(range.end, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
