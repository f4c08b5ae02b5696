import { REGIONS, UNSPECIFIED_REGION } from "../../terms/regions";
import type { Suggestion } from "./suggestion";

/** Regions of a partition by code and name. */
export function suggestRegions(partition: string): readonly Suggestion[] {
  return REGIONS.filter((region) => region.partition === partition).map(({ code, name }) => ({
    label: code,
    kind: "value",
    detail: name,
    filterText: `${code} ${name}`,
    rank: 0,
  }));
}

/** After all Regions, what stands in place of one. */
export function suggestNoRegion(key: string, partition: string): readonly Suggestion[] {
  if (key.toLowerCase() !== "aws:requestedregion" || partition !== "aws") return [];
  return [{ label: UNSPECIFIED_REGION, kind: "value", detail: "global inference profiles of Amazon Bedrock", rank: 9 }];
}
