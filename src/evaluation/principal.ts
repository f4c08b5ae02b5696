import type { EvaluationRequest } from "./request";

/** Who asks, as far as the request tells. */
export type Principal =
  | { readonly kind: "anonymous" }
  | { readonly kind: "service"; readonly name: string }
  | {
      readonly kind: "identity";
      readonly accountId: string;
      /** The value of aws:PrincipalArn; `undefined`: not given, `unknown`: it has one that the request does not tell. */
      readonly arn: string | "unknown" | undefined;
      readonly isServiceLinked: boolean | "perhaps";
    };

const SERVICE_LINKED_PATH = "role/aws-service-role/";
/** The path of these roles may hold a Region, so their ARN does not follow from their name. */
const SINGLE_SIGN_ON_PREFIX = "AWSReservedSSO_";
const SERVICE_LINKED_PREFIX = "AWSServiceRoleFor";

export function getPrincipal({ principal, accountId }: EvaluationRequest): Principal {
  if (principal === undefined) return { kind: "identity", accountId, arn: undefined, isServiceLinked: false };
  if (typeof principal !== "string") return { kind: "service", name: principal.service };
  if (principal === "anonymous") return { kind: "anonymous" };
  const [, partition = "aws", service, , account = accountId, ...rest] = principal.split(":");
  const resource = rest.join(":");
  const session = service === "sts" ? /^assumed-role\/([^/]+)\//.exec(resource)?.[1] : undefined;
  if (session === undefined) {
    const isServiceLinked = resource.startsWith(SERVICE_LINKED_PATH);
    return { kind: "identity", accountId: account, arn: principal, isServiceLinked };
  }
  // A session's ARN leaves out the path of its role.
  const isServiceLinked = session.startsWith(SERVICE_LINKED_PREFIX);
  const hasPath = isServiceLinked || session.startsWith(SINGLE_SIGN_ON_PREFIX);
  return {
    kind: "identity",
    accountId: account,
    arn: hasPath ? "unknown" : `arn:${partition}:iam::${account}:role/${session}`,
    isServiceLinked: isServiceLinked ? "perhaps" : false,
  };
}
