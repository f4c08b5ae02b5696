import type { ActionName } from "../policy/matching/actions";
import type { RequestContext } from "../policy/matching/context";
import type { RequestResource } from "../policy/matching/resources";
import { RCP_SERVICES_AS_OF, supportsResourceControl } from "../terms/rcpServices";
import type { Membership } from "./places";
import type { Principal } from "./principal";

/** Why policies of a type are not asked; with `key`, that is so only if the key of the request says so. */
export interface Exemption {
  readonly reason: string;
  readonly key?: string;
}

/**
 * Services whose tasks SCPs cannot restrict (Organizations User Guide, Service control policies). Alexa's and the Product
 * Marketing API, which that page names too, have no actions that a policy could name.
 */
const UNRESTRICTED = new Map([["mechanicalturk", "Amazon Mechanical Turk"]]);

/** AWS answers it even to a principal that is denied it, since the denial would tell the same (STS API Reference). */
export const ALWAYS_ANSWERED = "sts:GetCallerIdentity";

/** Whatever SCPs say, and whoever asks. */
export function findUnrestricted({ service, full }: Pick<ActionName, "service" | "full">): Exemption | undefined {
  const name = UNRESTRICTED.get(service);
  if (name !== undefined) return { reason: `SCPs cannot restrict ${name}.` };
  return isAlwaysAnswered(full)
    ? { reason: `SCPs cannot restrict ${ALWAYS_ANSWERED}, which AWS always answers.` }
    : undefined;
}

function isAlwaysAnswered(action: string): boolean {
  return action.toLowerCase() === ALWAYS_ANSWERED.toLowerCase();
}

/** Who and what is not limited by SCPs (Organizations User Guide, Service control policies). */
export function findScpExemption(
  action: ActionName,
  principal: Principal,
  membership: Membership,
  context: RequestContext,
): Exemption | undefined {
  const unrestricted = findUnrestricted(action);
  if (unrestricted) return unrestricted;
  switch (principal.kind) {
    case "anonymous":
      return { reason: "An unsigned request has no principal whose SCPs could apply." };
    case "service":
      return { reason: "SCPs do not limit AWS services that act as themselves." };
    case "identity":
      if (membership.kind === "management")
        return { reason: "SCPs do not limit principals of the management account." };
      if (membership.kind === "outside") {
        return {
          reason: `SCPs do not limit principals outside the organization, such as account ${principal.accountId}.`,
        };
      }
      return findServiceLinked(principal, context, "SCPs do not limit service-linked roles.");
  }
}

/** What is out of reach of RCPs (Organizations User Guide, Resource control policies). */
export function findRcpExemption(
  action: ActionName,
  resource: RequestResource,
  principal: Principal,
  membership: Membership,
  context: RequestContext,
): Exemption | undefined {
  if (membership.kind === "management") return { reason: "RCPs do not reach resources of the management account." };
  if (membership.kind === "outside") return { reason: "RCPs do not reach resources outside the organization." };
  if (!supportsResourceControl(action.service)) {
    return { reason: `RCPs do not reach the service ${action.service}, by AWS's list of ${RCP_SERVICES_AS_OF}.` };
  }
  if (action.service === "kms" && action.name === "retiregrant")
    return { reason: "RCPs do not reach kms:RetireGrant." };
  if (isAlwaysAnswered(action.full)) {
    return { reason: `RCPs cannot restrict ${ALWAYS_ANSWERED}, which AWS always answers.` };
  }
  const linked = findServiceLinked(principal, context, "RCPs do not limit service-linked roles.");
  if (linked && linked.key === undefined) return linked;
  return (action.service === "kms" ? findManagedKey(action, resource, context) : undefined) ?? linked;
}

const SERVICE_LINKED_ROLE = ":role/aws-service-role/";

function findServiceLinked(principal: Principal, context: RequestContext, reason: string): Exemption | undefined {
  if (principal.kind !== "identity") return undefined;
  const { isServiceLinked } = principal;
  if (isServiceLinked === true) return { reason };
  if (isServiceLinked === false && principal.arn !== undefined) return undefined;
  // A session's ARN does not show the path that tells a service-linked role; the key does.
  const arn = context.get("aws:principalarn");
  if (arn.kind === "present") return arn.values[0]?.includes(SERVICE_LINKED_ROLE) ? { reason } : undefined;
  return isServiceLinked ? { reason, key: "aws:PrincipalArn" } : undefined;
}

/** Actions of AWS KMS that no key is the resource of (Service Authorization Reference, AWS KMS). */
const WITHOUT_KEY = new Set([
  ...["connectcustomkeystore", "createcustomkeystore", "createkey", "deletecustomkeystore", "describecustomkeystores"],
  ...["disconnectcustomkeystore", "generaterandom", "listaliases", "listkeys", "listretirablegrants"],
  ...["updatecustomkeystore"],
]);

/** AWS managed keys are told by their alias, which starts with `aws/` and which only they have. */
function findManagedKey(
  { name }: ActionName,
  resource: RequestResource,
  context: RequestContext,
): Exemption | undefined {
  if (WITHOUT_KEY.has(name)) return undefined;
  const reason = "RCPs do not reach AWS managed KMS keys.";
  const arn = resource.kind === "exact" ? resource.arn : "";
  const own = /^arn:[^:]+:kms:[^:]*:[^:]*:alias\/(.*)$/.exec(arn)?.[1];
  const aliases = context.get("kms:resourcealiases");
  const asked = context.get("kms:requestalias");
  const names = [
    ...(own === undefined ? [] : [`alias/${own}`]),
    ...(aliases.kind === "present" ? aliases.values : []),
    ...(asked.kind === "present" ? asked.values : []),
  ];
  if (names.some((alias) => alias.startsWith("alias/aws/"))) return { reason };
  // Another alias, or none at all, is that of a customer's key.
  return names.length > 0 || aliases.kind === "absent" ? undefined : { reason, key: "kms:ResourceAliases" };
}
