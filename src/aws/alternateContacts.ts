import { type AccountClient, type AlternateContactType, GetAlternateContactCommand } from "@aws-sdk/client-account";
import { isOrganizationError } from "../organization/errors";
import type { AlternateContact } from "../organization/model";
import type { CallerReader, OrganizationReader, RequestOptions } from "../organization/ports";
import type { Send } from "./sender";

const TYPES = ["BILLING", "OPERATIONS", "SECURITY"] as const satisfies readonly AlternateContactType[];

/**
 * The management account must not name itself (Account Management API Reference, GetAlternateContact), so that it is
 * asked first who asks.
 */
export function createAlternateContactReader(
  getClient: () => Promise<AccountClient>,
  send: Send,
  caller: CallerReader,
): OrganizationReader["listAlternateContacts"] {
  return async function* listAlternateContacts(accountId, options) {
    const own = (await caller.getCallerIdentity(options)).accountId;
    const target = accountId === own ? {} : { AccountId: accountId };
    for (const type of TYPES) {
      const contact = await find(type, target, options);
      if (contact) yield contact;
    }
  };

  async function find(
    AlternateContactType: AlternateContact["type"],
    target: { readonly AccountId?: string },
    options: RequestOptions | undefined,
  ): Promise<AlternateContact | undefined> {
    try {
      const command = new GetAlternateContactCommand({ ...target, AlternateContactType });
      const { AlternateContact } = await send(
        "GetAlternateContact",
        async (abortSignal) => (await getClient()).send(command, { ...(abortSignal && { abortSignal }) }),
        options,
      );
      const { Name = "", Title = "", EmailAddress = "", PhoneNumber = "" } = AlternateContact ?? {};
      return {
        type: AlternateContactType,
        name: Name,
        title: Title,
        emailAddress: EmailAddress,
        phoneNumber: PhoneNumber,
      };
    } catch (error) {
      if (isOrganizationError(error, "notFound")) return undefined;
      throw error;
    }
  }
}
