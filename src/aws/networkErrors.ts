import { ANSWER_LOST, OrganizationError } from "../organization/errors";

/** No answer could be had: the request was most likely never heard. */
const OFFLINE: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  ECONNREFUSED: "nothing answers there",
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the network",
  ENETDOWN: "the network is down",
  ETIMEDOUT: "no answer in time",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed and not trusted here",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate's authority is not trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate's authority is not trusted here",
  UNABLE_TO_GET_ISSUER_CERT: "its certificate's authority is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate's authority is not known here",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host",
  EPROTO: "it does not speak TLS as expected",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS",
};

/** The line was cut with the request under way: it may have been carried out. */
const CUT: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED", "ERR_STREAM_PREMATURE_CLOSE"]);

interface NodeError extends Error {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly hostname?: unknown;
  readonly address?: unknown;
  readonly errors?: unknown;
  /** The SDK's: with a status once an answer has begun. */
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

/** A failure below HTTP, or an aborted request; `undefined` for any other error. */
export function translateNetworkFailure(error: NodeError, operation: string): OrganizationError | undefined {
  const details = { awsName: error.name, operation, cause: error };
  if (error.name === "AbortError") return new OrganizationError("cancelled", "Cancelled", details);
  const { code, host } = getFacts(error);
  // The handler's own limit for an answer; one for a connection to be made has no code (@smithy/node-http-handler).
  const isLate =
    (code === "ETIMEDOUT" && error.syscall !== "connect" && !Array.isArray(error.errors)) ||
    (error.name === "TimeoutError" && error.$metadata?.httpStatusCode !== undefined);
  const lost = isLate || CUT.has(code) ? { reason: ANSWER_LOST } : {};
  const cause = OFFLINE[code];
  const at = host ? `: ${host}` : "";
  if (cause !== undefined) {
    return new OrganizationError("offline", `The endpoint cannot be reached, ${cause}${at}`, { ...details, ...lost });
  }
  if (CUT.has(code)) {
    const message = `${operation}: The connection was cut before the answer came`;
    return new OrganizationError("unavailable", message, { ...details, ...lost });
  }
  if (error.name === "TimeoutError") {
    return new OrganizationError("offline", `The endpoint cannot be reached, no answer in time${at}`, {
      ...details,
      ...lost,
    });
  }
  return undefined;
}

/** A host with several addresses fails with one error for each of them (AggregateError). */
function getFacts(error: NodeError): { readonly code: string; readonly host: string | undefined } {
  const [first] = Array.isArray(error.errors) ? (error.errors as readonly NodeError[]) : [];
  const isText = (value: unknown): value is string => typeof value === "string";
  return {
    code: [error.code, first?.code].find(isText) ?? "",
    host: [error.hostname, error.address, first?.hostname, first?.address].find(isText),
  };
}
