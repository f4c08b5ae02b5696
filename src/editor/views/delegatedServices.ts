import type { DelegatedService } from "../../organization/model";
import type { Known } from "./description";

/**
 * The services that an account administers, once known. AWS answers for one that administers none with an error
 * (API Reference, ListDelegatedServicesForAccount: AccountNotRegisteredException).
 */
export function getDelegatedServices(known: Known, accountId: string): readonly DelegatedService[] | undefined {
  const state = known.getState({ part: "delegatedServices", accountId });
  if (state.state === "failed" && state.error.awsName === "AccountNotRegisteredException") return [];
  return known.getDelegatedServices(accountId);
}
