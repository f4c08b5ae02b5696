import { getPartition, PARTITIONS } from "./partitions";

/** A Region by code and name: `eu-central-1`, `Europe (Frankfurt)`. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly partition: string;
}

/** The Regions known on the day of the data, partition by partition. */
export const REGIONS: readonly Region[] = PARTITIONS.flatMap((partition) =>
  Object.entries(partition.regions).map(([code, name]) => ({ code, name, partition: partition.id })),
);

/** `Europe (Frankfurt)`; `undefined` for a Region newer than the data. */
export function getRegionName(code: string): string | undefined {
  const { regions } = getPartition(code);
  return Object.hasOwn(regions, code) ? regions[code] : undefined;
}

/**
 * What `aws:RequestedRegion` says of a call by a global inference profile of Amazon Bedrock, which any commercial Region
 * may answer (Bedrock User Guide, Global cross-Region inference).
 */
export const UNSPECIFIED_REGION = "unspecified";
