/** What the sandbox answers to a request: who asks, for what, in which protocol. Knows no sockets. */
import type { OrganizationContents } from "../organization/model";
import { authenticate, isLocalHost, type Credentials, type Protocol } from "./authentication";
import { AwsError } from "./awsError";
import type { Faults } from "./faults";
import { Iam, type ServicesUsed, type Simulate } from "./iam";
import type { Input } from "./input";
import { parseForm, type QueryService, renderQueryError, renderQueryResult } from "./query";
import { parseAuthorization, type SignedRequest } from "./signature";
import { getCallerIdentity } from "./sts";
import type { Throttle } from "./throttle";
import { validatePolicy } from "./validatePolicy";
import type { World } from "./world";

export interface ServiceOptions {
  readonly world: World;
  /** `undefined`: any will do. */
  readonly credentials: Credentials | undefined;
  readonly faults: Faults;
  readonly throttle: Throttle | undefined;
  readonly clock: () => number;
  readonly createRequestId: () => string;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly onDidWrite: ((contents: OrganizationContents) => void | Promise<void>) | undefined;
  readonly simulate: Simulate | undefined;
  readonly servicesUsed: ServicesUsed;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const VALIDATE_POLICY = "ValidatePolicy";
const TARGET_PREFIX = "AWSOrganizationsV20161128.";
/** Of other services, one operation each. */
const TARGETS: ReadonlyMap<string | undefined, string> = new Map([
  ["ResourceGroupsTaggingAPI_20170126.GetResources", "GetResources"],
  ["CloudTrail_20131101.LookupEvents", "LookupEvents"],
]);

export class Service {
  readonly #options: ServiceOptions;
  readonly #iam: Iam;
  readonly #counts = new Map<string, number>();
  #told: Promise<unknown> = Promise.resolve();

  constructor(options: ServiceOptions) {
    this.#options = options;
    this.#iam = new Iam(options);
  }

  /** Requests so far, by operation. */
  getRequestCounts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** `undefined`: cut the connection. */
  async answer(request: SignedRequest): Promise<Answer | undefined> {
    const requestId = this.#options.createRequestId();
    const target = getHeader(request, "x-amz-target");
    const authorization = parseAuthorization(getHeader(request, "authorization"));
    const service = target === undefined ? readQueryService(authorization?.service) : undefined;
    const protocol: Protocol = service ? "query" : "json";
    try {
      if (!isLocalHost(getHeader(request, "host"))) {
        throw new AwsError("AccessDeniedException", "The sandbox answers to local names only.", { status: 403 });
      }
      const { credentials, clock } = this.#options;
      if (credentials) authenticate(request, authorization, protocol, credentials, clock());
      const operation =
        authorization?.service === "account" || authorization?.service === "access-analyzer"
          ? readPath(request)
          : service
            ? readAction(request, service)
            : readTarget(target);
      this.#counts.set(operation, (this.#counts.get(operation) ?? 0) + 1);
      const { accessKeyId = "" } = authorization ?? {};
      const body = await this.#perform(operation, request, { service, accessKeyId, requestId });
      return body === undefined ? undefined : frame(protocol, 200, body, requestId);
    } catch (error) {
      const failure = error instanceof AwsError ? error : toServiceFailure(error);
      const body = service ? renderQueryError(service, failure, requestId) : renderJsonError(failure);
      return frame(protocol, failure.status, body, requestId);
    }
  }

  async #perform(
    operation: string,
    request: SignedRequest,
    { service, accessKeyId, requestId }: Caller,
  ): Promise<string | undefined> {
    const { world, faults, throttle, wait } = this.#options;
    const readInput = () => (service ? parseForm(readForm(request)) : parseInput(request.body));
    const fault = faults.take(operation, readInput);
    if (fault?.kind === "reset") return undefined;
    if (fault?.kind === "delay") await wait(fault.milliseconds);
    if (fault?.kind === "error") {
      throw new AwsError(fault.name, fault.message ?? "The sandbox was told to fail.", {
        ...(fault.reason !== undefined && { reason: fault.reason }),
        ...(fault.status !== undefined && { status: fault.status }),
      });
    }
    if (service) {
      const isSts = service === "sts";
      const result = isSts
        ? getCallerIdentity(world.callerAccountId, accessKeyId)
        : this.#iam.run(operation, readInput());
      return renderQueryResult(service, operation, result, requestId);
    }
    if (throttle && !throttle.tryTake(operation, world.callerAccountId, world.organizationId)) throw tooManyRequests();
    if (operation === VALIDATE_POLICY) return JSON.stringify(validatePolicy(readInput()));
    const before = world.revision;
    const output = world.run(operation, readInput(), { emptyPage: fault?.kind === "emptyPage" });
    if (world.revision !== before) await this.#tellWrite();
    if (fault?.kind === "loseResponse") return undefined;
    const body = JSON.stringify(output);
    return fault?.kind === "truncate" ? body.slice(0, body.length / 2) : body;
  }

  async #tellWrite(): Promise<void> {
    const { onDidWrite, world } = this.#options;
    if (!onDidWrite) return;
    const contents = world.getContents();
    if (!contents) return;
    // One after the other, so that an older state never comes after a newer one.
    const telling = this.#told.then(() => onDidWrite(contents));
    this.#told = telling.catch(() => undefined);
    await telling;
  }
}

interface Caller {
  readonly service: QueryService | undefined;
  readonly accessKeyId: string;
  readonly requestId: string;
}

/** Requests that are not signed are taken for STS's. */
function readQueryService(signedFor = "sts"): QueryService | undefined {
  return signedFor === "sts" || signedFor === "iam" ? signedFor : undefined;
}

function getHeader(request: SignedRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : undefined;
}

function readTarget(target: string | undefined): string {
  if (target?.startsWith(TARGET_PREFIX)) return target.slice(TARGET_PREFIX.length);
  const operation = TARGETS.get(target);
  if (operation !== undefined) return operation;
  throw new AwsError(
    "UnknownOperationException",
    "The sandbox serves AWS Organizations, STS, and parts of IAM, Access Analyzer, CloudTrail and the tagging API.",
    { status: 404 },
  );
}

const PATHS: ReadonlyMap<string | undefined, string> = new Map([
  ["/putAccountName", "PutAccountName"],
  ["/getAlternateContact", "GetAlternateContact"],
  ["/policy/validation", VALIDATE_POLICY],
]);

/** Account Management and Access Analyzer speak REST: the path names the operation. */
function readPath({ url }: SignedRequest): string {
  const operation = PATHS.get(url.split("?", 1)[0]);
  if (operation !== undefined) return operation;
  const message =
    "The sandbox knows PutAccountName and GetAlternateContact of Account Management and ValidatePolicy of Access Analyzer only.";
  throw new AwsError("UnknownOperationException", message, { status: 404 });
}

function readAction(request: SignedRequest, service: QueryService): string {
  const action = readForm(request).get("Action") ?? "";
  if (service === "iam" || action === "GetCallerIdentity") return action;
  throw new AwsError("InvalidAction", "The sandbox's STS knows GetCallerIdentity only.");
}

function readForm({ url, body }: SignedRequest): URLSearchParams {
  return new URLSearchParams(body.length > 0 ? body.toString() : url.split("?", 2)[1]);
}

function parseInput(body: Buffer): Input {
  try {
    const input: unknown = JSON.parse(body.toString() || "{}");
    if (typeof input === "object" && input !== null && !Array.isArray(input)) return input as Input;
  } catch {
    // Answered below, like any other body that is no object.
  }
  throw new AwsError("SerializationException", "The body of the request is no JSON object.");
}

function tooManyRequests(): AwsError {
  const message = "You have sent too many requests in too short a period of time. Try again later.";
  return new AwsError("TooManyRequestsException", message, { members: { Type: "RATE" } });
}

function toServiceFailure(error: unknown): AwsError {
  const cause = error instanceof Error ? error.message : String(error);
  return new AwsError("ServiceException", `The sandbox failed: ${cause}`, { status: 500 });
}

function renderJsonError(error: AwsError): string {
  return JSON.stringify({ __type: error.name, Message: error.message, Reason: error.reason, ...error.members });
}

function frame(protocol: Protocol, status: number, body: string, requestId: string): Answer {
  const contentType = protocol === "query" ? "text/xml" : "application/x-amz-json-1.1";
  return { status, headers: { "content-type": contentType, "x-amzn-requestid": requestId }, body };
}
