import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { getRate } from "../../terms/rates";

export type LoadStep = "accounts" | "organizationalUnits" | "attachments" | "contents";

/** How far a step is, in things: accounts, OUs asked for their children, policies or targets asked, texts. */
export interface StepProgress {
  readonly step: LoadStep;
  readonly done: number;
  /** As far as it can be told; absent while AWS has not said how many there are. */
  readonly total?: number;
  /** Requests that the rest takes, where that is not one for each. */
  readonly requests?: number;
}

export interface LoadProgress {
  readonly steps: readonly StepProgress[];
}

/** Requests made and allowed so far, of one operation; of the pacing's ledger. */
export interface RequestRate {
  readonly operation: string;
  readonly sent: number;
  /** Requests a second now; absent without a limit. */
  readonly rate?: number;
}

/** What is left of a load. */
export interface Estimate {
  readonly seconds: number;
  /** How many there are of something is not known yet: it may take longer. */
  readonly isAtLeast: boolean;
}

/**
 * How long the rest will take at the rates of now. Each operation has a rate of its own, so that the slowest decides;
 * `share` is the part of AWS's rates that an operation gets which has not been used yet.
 */
export function estimateRest(
  { steps }: LoadProgress,
  rates: readonly RequestRate[],
  share: number | undefined,
): Estimate {
  const perSecond = (operation: string): number => {
    const known = rates.find((candidate) => candidate.operation === operation);
    if (known) return known.rate ?? Number.POSITIVE_INFINITY;
    const documented = getRate(operation)?.account.rate;
    return share === undefined || documented === undefined ? Number.POSITIVE_INFINITY : documented * share;
  };
  const seconds = steps.map(({ step, done, total = done, requests = total - done }): number => {
    const left = total - done;
    switch (step) {
      case "accounts":
        return Math.ceil(left / ORGANIZATION_QUOTAS.pageSize) / perSecond("ListAccounts");
      case "organizationalUnits":
        return left / (perSecond("ListOrganizationalUnitsForParent") + perSecond("ListChildren"));
      case "attachments":
        return requests / perSecond("ListTargetsForPolicy");
      case "contents":
        return left / perSecond("DescribePolicy");
    }
  });
  return { seconds: Math.max(0, ...seconds), isAtLeast: steps.some(({ total }) => total === undefined) };
}
