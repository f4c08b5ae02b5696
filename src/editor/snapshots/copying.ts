/** What-if copies: the connected organization in the sandbox, free to change. */
import * as vscode from "vscode";
import type { Copies } from "../connection/copies";
import type { Connections, Session } from "../connection/session";
import { connectTo } from "../commands/connecting";
import { askToChoose, showRefusal, showWarning } from "../messages";
import { formatTime, NOW } from "./chooseMoment";
import type { ChangedView } from "./changedView";
import { loadWholeOrganization } from "./wholeOrganization";

const { t } = vscode.l10n;

export async function openCopy(
  session: Session,
  connections: Connections,
  copies: Copies,
  changed: ChangedView,
): Promise<void> {
  if (session.role === "copy") return showRefusal(t("This is a copy already."));
  const organizationId = session.store.getOrganization()?.id ?? session.organizationId;
  const before = await copies.findTakenAt(organizationId);
  const anew = t("Copy Anew");
  const open = t("Open That Copy");
  const answer =
    before === undefined
      ? anew
      : await askToChoose(
          t("There is a copy of {0} already.", organizationId),
          t(
            "It was made from the organization as of {0}. Copying anew forgets what was tried on it.",
            formatTime(before),
          ),
          open,
          anew,
        );
  if (answer === undefined) return;
  if (answer === anew) {
    const contents = await loadWholeOrganization(session);
    await copies.make(contents, session.choice);
    if (contents.gaps) {
      showWarning(t("Not all of the organization could be read: what is missing is missing in the copy too."));
    }
  }
  await connectTo(connections, { kind: "copy", id: organizationId });
  if (connections.getSession()?.role === "copy") await showCopyDifferences(organizationId, changed);
}

/** What was changed in the copy so far. */
export async function showCopyDifferences(id: string, changed: ChangedView): Promise<void> {
  await changed.show({ from: { moment: { kind: "copied", id }, when: t("as copied") }, to: NOW });
}
