import type { OrganizationError } from "../../organization/errors";

/** Why there is no session, as the welcome texts tell it apart. */
export type Problem =
  | "signedOut"
  | "denied"
  | "noOrganization"
  | "noCredentials"
  | "wrongCredentials"
  | "offline"
  | "other";

export function getProblem({ kind, reason }: OrganizationError): Problem {
  switch (kind) {
    case "signedOut":
      if (reason === "NoCredentials") return "noCredentials";
      if (reason === "InvalidCredentials") return "wrongCredentials";
      // A missing MFA code or a wrong clock are not mended by signing in.
      return reason === undefined || reason === "SsoExpired" || reason === "ExpiredToken" ? "signedOut" : "other";
    case "denied":
    case "noOrganization":
    case "offline":
      return kind;
    case "throttled":
    case "notFound":
    case "conflict":
    case "limit":
    case "malformed":
    case "invalid":
    case "unsupported":
    case "unavailable":
    case "cancelled":
      return "other";
  }
}
