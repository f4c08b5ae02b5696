import { type ContextValue, present } from "../policy/matching/context";
import type { EvaluationRequest } from "./request";

/** Who asks, as far as the request tells. */
export type Principal =
  | { readonly kind: "anonymous" }
  | { readonly kind: "service"; readonly name: string }
  | {
      readonly kind: "identity";
      readonly accountId: string;
      /** The value of aws:PrincipalArn, where one follows. */
      readonly arn: ContextValue | undefined;
      readonly isServiceLinked: boolean | "perhaps";
    };

const SERVICE_LINKED_PATH = "role/aws-service-role/";
const SERVICE_LINKED_PREFIX = "AWSServiceRoleFor";
/** Roles of IAM Identity Center; a Region may follow in their path. */
const IDENTITY_CENTER_PATH = "role/aws-reserved/sso.amazonaws.com/";
const IDENTITY_CENTER_PREFIX = "AWSReservedSSO_";

export function getPrincipal({ principal, accountId }: EvaluationRequest): Principal {
  if (principal === undefined) return { kind: "identity", accountId, arn: undefined, isServiceLinked: false };
  if (typeof principal !== "string") return { kind: "service", name: principal.service };
  if (principal === "anonymous") return { kind: "anonymous" };
  const [, partition = "aws", service, , account = accountId, ...rest] = principal.split(":");
  const resource = rest.join(":");
  const session = service === "sts" ? /^assumed-role\/([^/]+)\//.exec(resource)?.[1] : undefined;
  if (session === undefined) {
    const isServiceLinked = resource.startsWith(SERVICE_LINKED_PATH);
    return { kind: "identity", accountId: account, arn: present(principal), isServiceLinked };
  }
  return {
    kind: "identity",
    accountId: account,
    arn: getRoleArn(`arn:${partition}:iam::${account}:`, session),
    isServiceLinked: session.startsWith(SERVICE_LINKED_PREFIX) ? "perhaps" : false,
  };
}

/** A session's ARN leaves out the path of its role: none is assumed, but where the name tells of one. */
function getRoleArn(account: string, name: string): ContextValue {
  if (name.startsWith(SERVICE_LINKED_PREFIX)) return { kind: "shape", patterns: [`${account}role/*${name}`] };
  if (name.startsWith(IDENTITY_CENTER_PREFIX)) {
    const path = account + IDENTITY_CENTER_PATH;
    return { kind: "shape", patterns: [path + name, `${path}*/${name}`] };
  }
  return present(`${account}role/${name}`);
}
