import data from "./data/rates.json";

/** A token bucket: `rate` requests a second on average, up to `burst` at once. */
export interface Rate {
  readonly rate: number;
  readonly burst: number;
}

/** How often an operation of AWS Organizations may be called. */
export interface OperationRates {
  /** For one calling account. */
  readonly account: Rate;
  /** For all callers of one organization together, where it is documented. */
  readonly organization?: Rate;
  /** No AWS page states it. */
  readonly assumed?: true;
}

interface Row {
  readonly account: readonly number[];
  readonly organization?: readonly number[];
  readonly assumed?: boolean;
}

const TABLE: Readonly<Record<string, Row>> = data.operations;

function parseRate([rate = 0, burst = 0]: readonly number[]): Rate {
  return { rate, burst };
}

/**
 * The request rates of an operation, such as `ListAccounts`; `undefined` for one that the data does not know.
 * Source: AWS Organizations User Guide, Quotas for AWS Organizations.
 */
export function getRate(operation: string): OperationRates | undefined {
  const row = Object.hasOwn(TABLE, operation) ? TABLE[operation] : undefined;
  if (!row) return undefined;
  return {
    account: parseRate(row.account),
    ...(row.organization && { organization: parseRate(row.organization) }),
    ...(row.assumed && { assumed: true }),
  };
}
