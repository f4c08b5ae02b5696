/** Which organization a confirmation speaks of: demo, custom endpoint and AWS must never be mistaken for one another. */
import type { Session } from "../connection/session";
import type { Translate } from "../views/description";

type Place = Pick<Session, "choice" | "name" | "organizationId" | "caller" | "customEndpoint">;

/** A few words for a question: `in the demo organization`. */
export function getWhereWords(place: Place, t: Translate): string {
  if (place.choice.kind === "demo") return t("in the demo organization");
  if (place.customEndpoint !== undefined) return t("at the custom endpoint {0}", getHost(place.customEndpoint));
  return t("in the REAL organization {0}", place.organizationId);
}

/** A line for the details of a question. */
export function getWhereLine(place: Place, t: Translate): string {
  if (place.choice.kind === "demo") {
    return t("Organization: {0} ({1}), on this machine; nothing is sent to AWS", place.name, place.organizationId);
  }
  if (place.customEndpoint !== undefined) {
    return t("Organization: {0}, custom endpoint {1}, not AWS", place.organizationId, place.customEndpoint);
  }
  return t("Organization: {0}, REAL, on AWS, by {1} as {2}", place.organizationId, place.name, place.caller.arn);
}

function getHost(url: string): string {
  return /^[a-z]+:\/\/([^/]+)/i.exec(url)?.[1] ?? url;
}
