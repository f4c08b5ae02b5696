import data from "./data/partitions.json";

/** One of AWS's separate clouds, such as `aws` or `aws-cn`. An organization never spans two. */
export interface Partition {
  /** As in an ARN. */
  readonly id: string;
  readonly dnsSuffix: string;
  /** Where AWS Organizations has its one endpoint, and the Region that requests are signed for. */
  readonly organizationsRegion: string;
  readonly organizationsEndpoint: string;
  /** No AWS page states the endpoint. */
  readonly assumed?: boolean;
  /** Host of the web console, where it is public. */
  readonly consoleHost?: string;
  /** Names of the Regions by code. */
  readonly regions: Readonly<Record<string, string>>;
}

interface Row extends Partition {
  readonly regionPattern: string;
}

const ROWS: readonly Row[] = data.partitions;
const PATTERNS: readonly (readonly [RegExp, Partition])[] = ROWS.map((row) => [new RegExp(row.regionPattern), row]);

const [COMMERCIAL] = ROWS as readonly [Row];

/** The partitions known on the day of the data, `aws` first. */
export const PARTITIONS: readonly Partition[] = ROWS;

/** The partition of a Region; `aws` for a code that no partition's pattern fits. */
export function getPartition(region: string): Partition {
  const listed = ROWS.find((row) => Object.hasOwn(row.regions, region));
  return listed ?? getPartitionByPattern(region) ?? COMMERCIAL;
}

/** The partition whose Regions are named like this. */
export function getPartitionByPattern(region: string): Partition | undefined {
  return PATTERNS.find(([pattern]) => pattern.test(region))?.[1];
}

/** By its id, as in an ARN. */
export function getPartitionById(id: string): Partition | undefined {
  return ROWS.find((row) => row.id === id);
}
