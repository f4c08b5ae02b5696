/** Which organization a confirmation speaks of: demo, custom endpoint and AWS must never be mistaken for one another. */
import { isAws } from "../../engine/endpoints";
import type { Session } from "../connection/session";
import { getEndpointHost } from "../connection/sessionText";
import type { Translate } from "../views/description";

type Place = Pick<Session, "choice" | "name" | "organizationId" | "caller" | "customEndpoint">;

/** A few words for a question: `in the demo organization`. */
export function getWhereWords(place: Place, t: Translate): string {
  if (place.choice.kind === "demo") return t("in the demo organization");
  if (place.choice.kind === "copy") return t("in the what-if copy");
  if (!isAws(place.customEndpoint)) return t("at the custom endpoint {0}", getEndpointHost(place.customEndpoint ?? ""));
  return t("in the REAL organization {0}", place.organizationId);
}

/** Neither the demo nor a copy nor another server. */
export function isReal({ choice, customEndpoint }: Pick<Place, "choice" | "customEndpoint">): boolean {
  return choice.kind !== "demo" && choice.kind !== "copy" && isAws(customEndpoint);
}

/** A line for the details of a question. */
export function getWhereLine(place: Place, t: Translate): string {
  if (place.choice.kind === "demo") {
    return t("Organization: {0} ({1}), on this machine; nothing is sent to AWS", place.name, place.organizationId);
  }
  if (place.choice.kind === "copy") {
    return t("Organization: {0}, on this machine; nothing is sent to AWS", place.name);
  }
  const { organizationId, customEndpoint, name, caller } = place;
  if (customEndpoint === undefined) {
    return t("Organization: {0}, REAL, on AWS, by {1} as {2}", organizationId, name, caller.arn);
  }
  return isAws(customEndpoint)
    ? t("Organization: {0}, REAL, on AWS at {1}, by {2} as {3}", organizationId, customEndpoint, name, caller.arn)
    : t("Organization: {0}, custom endpoint {1}, as {2}", organizationId, customEndpoint, caller.arn);
}
