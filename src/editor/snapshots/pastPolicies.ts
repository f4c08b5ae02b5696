/**
 * Policies as they were: read-only documents of the `orgscope-past:` scheme, formatted as policies are everywhere. In a
 * diff the later one takes the order of the earlier.
 */
import * as vscode from "vscode";
import { toTabName } from "../plainText";
import { OrganizationError } from "../../organization/errors";
import type { NamedPolicy } from "../../organization/snapshot/difference";
import { alignPolicy } from "../../policy/alignment/align";
import { getPolicyTypeFacts } from "../../terms/policyTypes";
import { PAST_SCHEME } from "../contributions";
import { followPolicies, hasGone } from "../documents/followPolicies";
import type { EditorServices } from "../services";
import { parseMoment, type Moment, type Moments } from "./moments";

/** A policy at a moment; `when` is how the moment is called on the tab. */
export interface PastPolicy {
  readonly moment: Moment;
  readonly policy: NamedPolicy;
  readonly when: string;
}

export async function openPastPolicy(past: PastPolicy): Promise<void> {
  await vscode.window.showTextDocument(getPastUri(past));
}

export async function openPastDiff(from: PastPolicy, to: PastPolicy): Promise<void> {
  const title = vscode.l10n.t("{0}: {1} ↔ {2}", to.policy.name, from.when, to.when);
  await vscode.commands.executeCommand("vscode.diff", getPastUri(from), getPastUri(to, from), title);
}

/** Also tells documents of the present when the organization changes under them. */
export function registerPastPolicies(
  { connections }: Pick<EditorServices, "connections">,
  moments: Moments,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const followed = followPolicies(connections, (isMeant) => {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== PAST_SCHEME) continue;
      const { moment, reference, policyId } = parsePast(uri);
      if (moment.kind !== "now" && reference?.kind !== "now") continue;
      if (isMeant(policyId)) changed.fire(uri);
    }
  });
  const loadContent = async (moment: Moment, policyId: string): Promise<string | undefined> =>
    (await moments.load(moment)).policies.find(({ id }) => id === policyId)?.content;
  return vscode.Disposable.from(
    changed,
    followed,
    vscode.workspace.registerTextDocumentContentProvider(PAST_SCHEME, {
      onDidChange: changed.event,
      async provideTextDocumentContent(uri) {
        const { moment, reference, policyId } = parsePast(uri);
        const content = await loadContent(moment, policyId);
        // A text that VS Code shows already would stay: of what was deleted meanwhile nothing is left.
        const store = connections.getSession()?.store;
        if (content === undefined && moment.kind === "now" && store && hasGone(store, policyId)) return "";
        if (content === undefined) {
          throw new OrganizationError("notFound", vscode.l10n.t("There was no policy {0} then", policyId));
        }
        const other = reference && (await loadContent(reference, policyId));
        return alignPolicy(content, other ?? content);
      },
    }),
  );
}

function getPastUri({ moment, policy: { id, name, type }, when }: PastPolicy, reference?: PastPolicy): vscode.Uri {
  const file = toTabName(`${name} (${when})`);
  return vscode.Uri.from({
    scheme: PAST_SCHEME,
    path: `/${file}.${getPolicyTypeFacts(type).kind}.json`,
    query: JSON.stringify({ moment, policyId: id, reference: reference?.moment }),
  });
}

interface Past {
  readonly moment: Moment;
  readonly policyId: string;
  /** The other side of a diff. */
  readonly reference: Moment | undefined;
}

function parsePast(uri: vscode.Uri): Past {
  const { policyId, ...written } = JSON.parse(uri.query) as Readonly<Record<keyof Past, unknown>>;
  const moment = parseMoment(written.moment);
  if (!moment || typeof policyId !== "string") throw vscode.FileSystemError.FileNotFound(uri);
  return { moment, policyId, reference: parseMoment(written.reference) };
}
