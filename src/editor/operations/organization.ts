/** Operations on the organization as a whole: create it, enable all features, answer what it was sent. */
import * as vscode from "vscode";
import { isOpen } from "../../changes/openHandshake";
import type { Step } from "../../changes/step";
import type { Handshake } from "../../organization/model";
import type { ChangeReads } from "../../changes/reads";
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { choose } from "../changing/choose";
import { canChangeOrExplain } from "../changing/guard";
import { showInformation } from "../messages";
import type { EditorServices } from "../services";
import { findValues, getHandshakeText, getSender } from "../views/handshakeWords";
import { actAlone, type LoneServices } from "./loneAccount";
import { operate } from "./operate";

const { t } = vscode.l10n;

export function createOrganization(services: LoneServices): Promise<void> {
  return actAlone(services, async ({ caller }) => {
    const featureSet = await chooseFeatureSet();
    if (!featureSet) return undefined;
    return {
      title: t("Create an organization of account {0}", caller.accountId),
      verb: t("Create Organization"),
      step: { kind: "createOrganization", featureSet },
      detail: [
        t("The account becomes the management account. That cannot be changed later."),
        t("It pays for every account, and no SCP or RCP ever restricts it: keep workloads out of it."),
        featureSet === "ALL"
          ? t("SCPs are enabled: FullAWSAccess is attached, so that nothing is denied yet.")
          : t("Without all features there are no policies; they can be enabled later."),
        t("Orgscope cannot undo it. AWS deletes an organization only when no other account is in it."),
      ],
    };
  });
}

async function chooseFeatureSet(): Promise<"ALL" | "CONSOLIDATED_BILLING" | undefined> {
  const chosen = await choose(t("Create an organization"), t("With which features?"), async () => [
    { id: "ALL", label: t("All features"), detail: t("Policies, delegated administrators, trusted access, one bill") },
    { id: "CONSOLIDATED_BILLING", label: t("Consolidated billing"), detail: t("One bill, and nothing else") },
  ]);
  return chosen === "ALL" || chosen === "CONSOLIDATED_BILLING" ? chosen : undefined;
}

export function enableAllFeatures(services: EditorServices): Promise<unknown> {
  return operate(services, async ({ store }) => {
    store.refresh([{ part: "organization" }]);
    const { featureSet } = await store.loadOrganization();
    if (featureSet === "ALL") {
      showInformation(t("All features are enabled already."));
      return undefined;
    }
    return {
      steps: [{ kind: "enableAllFeatures" }],
      notes: [
        t("Every invited account is asked first and has {0} days to agree.", ORGANIZATION_QUOTAS.allFeaturesDays),
        t("It cannot be taken back: policies can then restrict every account but the management account."),
      ],
    };
  });
}

/** What the account was sent: an invitation into an organization, or a request to agree to all features. */
export async function answerInvitation(services: EditorServices & LoneServices, given?: string): Promise<void> {
  const { connections } = services;
  if (connections.getSession()) {
    await operate(
      services,
      async ({ changes }) => {
        const answer = changes && (await chooseAnswer(changes.reads, given));
        return answer && { title: answer.title, steps: [answer.step], notes: answer.detail };
      },
      canChangeOrExplain,
    );
    return;
  }
  await actAlone(services, async ({ changes }) => chooseAnswer(changes.reads), true);
}

/** `given`: the id of the handshake that was clicked. */
async function chooseAnswer(reads: ChangeReads, given?: string) {
  const received: Handshake[] = [];
  for await (const handshake of reads.listReceivedHandshakes()) {
    if (isOpen(handshake)) received.push(handshake);
  }
  if (received.length === 0) {
    showInformation(t("This account was sent nothing that is open."));
    return undefined;
  }
  const id =
    given ??
    (await choose(t("Answer which invitation or request?"), t("What this account was sent"), async () =>
      received.map((handshake) => ({
        id: handshake.id,
        label: getHandshakeText(handshake, t),
        description: handshake.id,
        detail: [...getSender(handshake, t), ...findValues(handshake.resources, "NOTES")].join(" · "),
      })),
    ));
  const handshake = received.find((one) => one.id === id);
  if (!handshake) return undefined;
  const what = getHandshakeText(handshake, t);
  const verb = await choose(what, getSender(handshake, t).join(" · "), async () => [
    { id: "accept", label: t("Accept") },
    { id: "decline", label: t("Decline") },
  ]);
  if (verb === undefined) return undefined;
  const isAccepted = verb === "accept";
  const step: Step = isAccepted
    ? { kind: "acceptHandshake", handshakeId: handshake.id }
    : { kind: "declineHandshake", handshakeId: handshake.id };
  return {
    title: isAccepted ? t("Accept: {0}", what) : t("Decline: {0}", what),
    verb: isAccepted ? t("Accept") : t("Decline"),
    step,
    detail: [
      ...getSender(handshake, t),
      ...(isAccepted && handshake.action === "INVITE"
        ? [t("The organization's policies and its bill then reach this account.")]
        : []),
      t("Orgscope cannot undo it."),
    ],
  };
}
