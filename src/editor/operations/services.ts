/** Trusted access of AWS services to the organization, and the accounts that administer them. */
import * as vscode from "vscode";
import type { Step } from "../../changes/step";
import { INTEGRATED_SERVICES } from "../../terms/integratedServices";
import { choose, type Choice } from "../changing/choose";
import { loadTargetName } from "../changing/targetName";
import type { Session } from "../connection/session";
import { showInformation } from "../messages";
import { pickTarget } from "../picks";
import type { EditorServices } from "../services";
import { getTargetIds, type Subject } from "../subject";
import { askText } from "./ask";
import { operate } from "./operate";

const { t } = vscode.l10n;
const OTHER = "other";

export function enableTrustedAccess(services: EditorServices): Promise<unknown> {
  return operate(services, async (session) => {
    const servicePrincipal = await chooseService(t("Enable trusted access of…"), async () => {
      const trusted = await loadTrusted(session);
      return INTEGRATED_SERVICES.map(({ principal }) => principal).filter((principal) => !trusted.includes(principal));
    });
    return servicePrincipal === undefined
      ? undefined
      : {
          steps: [{ kind: "enableAWSServiceAccess", servicePrincipal }],
          notes: [
            t("The service may then create service-linked roles in every account and read the organization."),
            t("AWS recommends to enable it in the service's own console, which may set up more than this does."),
          ],
        };
  });
}

export function disableTrustedAccess(services: EditorServices): Promise<unknown> {
  return operate(services, async (session) => {
    const servicePrincipal = await choose(
      t("Disable trusted access of…"),
      t("Services with trusted access"),
      async () => (await loadTrusted(session)).map(toChoice),
    );
    return servicePrincipal === undefined
      ? undefined
      : {
          steps: [{ kind: "disableAWSServiceAccess", servicePrincipal }],
          notes: [
            t(
              "The service stops working across accounts; what it has set up in them stays, and it is not undone here.",
            ),
          ],
        };
  });
}

/** Makes an account the administrator of a service with trusted access. */
export function registerDelegate(services: EditorServices, subjects: readonly Subject[]): Promise<unknown> {
  return operate(services, async (session) => {
    const accountId = await chooseAccount(session, subjects, t("Which account is to administer a service?"));
    if (accountId === undefined) return undefined;
    const name = await loadTargetName(session.store, accountId);
    const servicePrincipal = await chooseService(t("{0} is to administer…", name), () => loadTrusted(session));
    if (servicePrincipal === undefined) return undefined;
    const step: Step = { kind: "registerDelegatedAdministrator", accountId, servicePrincipal };
    // AWS wants trusted access first.
    const trusted = await loadTrusted(session);
    return trusted.includes(servicePrincipal)
      ? { steps: [step] }
      : {
          title: t("Let {0} administer {1}", name, servicePrincipal),
          steps: [{ kind: "enableAWSServiceAccess", servicePrincipal }, step],
        };
  });
}

/** `servicePrincipal`: that of the row in Details. */
export function deregisterDelegate(
  services: EditorServices,
  subjects: readonly Subject[],
  given?: { readonly accountId: string; readonly servicePrincipal: string },
): Promise<unknown> {
  return operate(services, async (session) => {
    const accountId =
      given?.accountId ?? (await chooseAccount(session, subjects, t("Which account is to administer less?")));
    if (accountId === undefined) return undefined;
    const name = await loadTargetName(session.store, accountId);
    const servicePrincipal =
      given?.servicePrincipal ??
      (await choose(t("{0} is no longer to administer…", name), t("Services it administers"), async () =>
        (await session.store.loadDelegatedServices(accountId)).map((service) => toChoice(service.servicePrincipal)),
      ));
    return servicePrincipal === undefined
      ? undefined
      : { steps: [{ kind: "deregisterDelegatedAdministrator", accountId, servicePrincipal }] };
  });
}

async function chooseAccount(
  session: Session,
  subjects: readonly Subject[],
  title: string,
): Promise<string | undefined> {
  const account = getTargetIds(subjects).find((id) => /^\d{12}$/.test(id));
  const accountId = account ?? (await pickTarget(session, title, { kinds: ["account"], membersOnly: true }));
  if (accountId === undefined || accountId !== session.store.getOrganization()?.masterAccountId) return accountId;
  showInformation(t("The management account administers every service already."));
  return undefined;
}

/** Any service can be named: AWS adds some during a year. */
async function chooseService(title: string, load: () => Promise<readonly string[]>): Promise<string | undefined> {
  const chosen = await choose(title, t("Name or principal of a service"), async () => [
    ...(await load()).map(toChoice),
    { id: OTHER, label: `$(edit) ${t("Another service…")}` },
  ]);
  if (chosen !== OTHER) return chosen;
  return askText({
    title,
    prompt: t("The service's principal"),
    placeholder: "guardduty.amazonaws.com",
    // Organizations API Reference, EnableAWSServiceAccess.
    check: (text) => (/^[\w+=,.@-]{1,128}$/.test(text) ? undefined : t("A principal such as guardduty.amazonaws.com")),
  });
}

function toChoice(principal: string): Choice {
  const name = INTEGRATED_SERVICES.find((service) => service.principal === principal)?.name;
  return { id: principal, label: name ?? principal, ...(name !== undefined && { description: principal }) };
}

async function loadTrusted({ changes }: Session): Promise<readonly string[]> {
  const principals: string[] = [];
  if (!changes) return principals;
  for await (const { servicePrincipal } of changes.reads.listEnabledServices()) principals.push(servicePrincipal);
  return principals.sort();
}
