import { REGIONS } from "../../terms/regions";
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
