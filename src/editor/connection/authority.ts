/** Who the caller is to the organization, as far as calls that only read can tell. */
import { getDelegatedActions } from "../../engine/delegation";
import { isOrganizationError } from "../../organization/errors";
import type { CallerIdentity, DelegatedService, Organization } from "../../organization/model";

export type Authority =
  | { readonly kind: "management" }
  /** The delegation policy lets it change policies. */
  | { readonly kind: "delegate"; readonly actions: readonly string[] }
  /** Registered for AWS services: it reads the organization, and changes nothing of it. */
  | { readonly kind: "serviceAdministrator"; readonly services: readonly string[] }
  | { readonly kind: "member" }
  /** AWS did not let it be read. */
  | { readonly kind: "unknown" };

export interface AuthorityReads {
  listDelegatedServices(accountId: string): AsyncIterable<DelegatedService>;
  /** The delegation policy, if there is one. */
  findResourcePolicy(): Promise<string | undefined>;
}

/** Asks nothing for the management account; two requests for any other. Never fails: what is refused is unknown. */
export async function findAuthority(
  caller: CallerIdentity,
  organization: Organization,
  reads: AuthorityReads,
): Promise<Authority> {
  if (caller.accountId === organization.masterAccountId) return { kind: "management" };
  const [policy, services] = await Promise.all([readPolicy(reads), readServices(caller.accountId, reads)]);
  const actions = policy === undefined ? [] : getDelegatedActions(policy ?? "", caller);
  if (actions.length > 0) return { kind: "delegate", actions };
  if (policy === undefined || services === undefined) return { kind: "unknown" };
  return services.length > 0 ? { kind: "serviceAdministrator", services } : { kind: "member" };
}

/** `null`: there is none; `undefined`: it could not be read. */
async function readPolicy(reads: AuthorityReads): Promise<string | null | undefined> {
  try {
    return (await reads.findResourcePolicy()) ?? null;
  } catch {
    // That it is refused is an answer, and whatever else failed fails again where it matters.
    return undefined;
  }
}

async function readServices(accountId: string, reads: AuthorityReads): Promise<readonly string[] | undefined> {
  const services: string[] = [];
  try {
    for await (const { servicePrincipal } of reads.listDelegatedServices(accountId)) services.push(servicePrincipal);
    return services;
  } catch (error) {
    // AccountNotRegisteredException: it administers none.
    return isOrganizationError(error, "notFound", "invalid", "conflict") ? [] : undefined;
  }
}
