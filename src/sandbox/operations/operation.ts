import type { Random } from "../ids";
import type { Input } from "../input";
import { cutPage } from "../paging";
import type { OrganizationState } from "../state";

/** One call, with all that an operation needs from outside. */
export interface OperationRequest {
  /** Its name, such as `ListAccounts`. */
  readonly operation: string;
  readonly input: Input;
  readonly callerAccountId: string;
  /** ISO 8601. */
  readonly now: string;
  readonly random: Random;
  /** Answer a list with an empty page that leads on. */
  readonly emptyPage: boolean;
}

/** Reads or changes the organization; answers AWS's output or fails with an `AwsError`. */
export type Operation = (state: OrganizationState, request: OperationRequest) => object;

/**
 * Who may call (API Reference): any account of the organization, the management account and delegated administrators, or
 * the former alone; `recipient` also accounts that are not members, about handshakes sent to them.
 */
export type Permitted = "anyone" | "delegates" | "management" | "recipient";

export interface OperationEntry {
  readonly permitted: Permitted;
  readonly run: Operation;
}

/** A page under the output's own name: `{ Accounts: [...], NextToken }`. */
export function answerPage(
  request: OperationRequest,
  member: string,
  ids: readonly string[],
  describe: (id: string) => unknown,
): object {
  const { items, NextToken } = cutPage(request, ids, describe);
  return { [member]: items, NextToken };
}
