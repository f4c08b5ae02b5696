/** What was tried on a copy, offered as a plan for its original. */
import * as vscode from "vscode";
import { planDifference, type LeftOut } from "../../engine/deployment/difference/planDifference";
import { getSessionOrExplain } from "../changing/guard";
import { connectTo } from "../commands/connecting";
import type { Copies } from "../connection/copies";
import { unmarkOrganizationId } from "../connection/sessionMark";
import { showInformation, showRefusal } from "../messages";
import type { EditorServices } from "../services";

const { t } = vscode.l10n;

export async function planCopyChanges(services: EditorServices, copies: Copies): Promise<void> {
  const { connections } = services;
  const copy = getSessionOrExplain(services);
  if (!copy) return;
  const { choice } = copy;
  if (choice.kind !== "copy") {
    showRefusal(t("This is no what-if copy. Try changes on a copy first; they become a plan for its original."));
    return;
  }
  const [base, now] = await Promise.all([copies.readBase(choice.id), copies.readNow(choice.id)]);
  const { steps, leftOut } = planDifference(base, now, new Date().toISOString().slice(0, 10));
  if (steps.length === 0) {
    showInformation([t("Nothing was changed in the copy that a plan could do."), ...getNotes(leftOut)].join(" "));
    return;
  }
  const origin = await copies.findOrigin(choice.id);
  if (!origin) {
    showRefusal(t("It is not known where this copy was made from. Connect to its original and copy it anew."));
    return;
  }
  await connectTo(connections, origin);
  const session = connections.getSession();
  if (!session || connections.getState().state !== "connected") return;
  if (unmarkOrganizationId(session.organizationId) !== choice.id) {
    showRefusal(t("Nothing was planned: {0} answers now, and the copy is of {1}.", session.organizationId, choice.id));
    return;
  }
  await services.plans.propose(session, {
    ...(steps.length > 1 && { title: t("Do what was tried on the what-if copy of {0}", choice.id) }),
    steps,
    notes: getNotes(leftOut),
  });
}

function getNotes(leftOut: readonly LeftOut[]): readonly string[] {
  if (leftOut.length === 0) return [];
  return [t("Not part of the plan: {0}.", leftOut.map(describe).join(", "))];
}

function describe({ what, id }: LeftOut): string {
  switch (what) {
    case "invitation":
      return t("the invitation {0}", id);
    case "accountState":
      return t("how account {0} joined or left", id);
    case "delegatedAdministrator":
      return t("the services delegated to {0}", id);
  }
}
