import type { OrganizationContents } from "../organization/model";
import { AwsError, awsError } from "./awsError";
import type { Random } from "./ids";
import type { Input } from "./input";
import { settleCreations } from "./operations/accounts";
import type { OperationRequest, Permitted } from "./operations/operation";
import { createOrganization } from "./operations/organization";
import { OPERATIONS } from "./operations/table";
import { OrganizationState } from "./state";
import { Trail, TRAIL } from "./trail";
import { describeCreation, describeOrganization } from "./wire";

const READS = /^(Describe|Get|List)/;

export interface WorldOptions {
  readonly contents: OrganizationContents | undefined;
  /** The account that signs the requests. */
  readonly callerAccountId: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly random: Random;
}

/** The account that calls and its organization, if it has one: everything the sandbox knows, without HTTP. */
export class World {
  readonly callerAccountId: string;
  readonly #clock: () => number;
  readonly #random: Random;
  readonly #trail: Trail;
  #state: OrganizationState | undefined;

  constructor({ contents, callerAccountId, clock, random }: WorldOptions) {
    this.callerAccountId = callerAccountId;
    this.#clock = clock;
    this.#random = random;
    this.#state = contents && new OrganizationState(contents);
    this.#trail = new Trail(contents?.extra?.[TRAIL]);
  }

  /** Rises with each change; 0 as loaded. */
  get revision(): number {
    return this.#state?.revision ?? 0;
  }

  get organizationId(): string | undefined {
    return this.#state?.organization.id;
  }

  getContents(): OrganizationContents | undefined {
    const contents = this.#state?.getContents(this.#getNow());
    const { records } = this.#trail;
    return contents && records.length > 0 ? { ...contents, extra: { ...contents.extra, [TRAIL]: records } } : contents;
  }

  /** Carries an operation out. Fails with an `AwsError`. */
  run(operation: string, input: Input, { emptyPage = false } = {}): object {
    const request: OperationRequest = {
      operation,
      input,
      callerAccountId: this.callerAccountId,
      now: this.#getNow(),
      random: this.#random,
      emptyPage,
    };
    if (operation === "LookupEvents") return this.#trail.lookUp(request);
    if (READS.test(operation)) return this.#perform(request);
    try {
      const output = this.#perform(request);
      this.#trail.addCall(request, output);
      return output;
    } catch (error) {
      if (error instanceof AwsError) this.#trail.addCall(request, error);
      throw error;
    }
  }

  #perform(request: OperationRequest): object {
    const { operation } = request;
    if (operation === "CreateOrganization") return this.#createOrganization(request);
    if (operation === "DeleteOrganization") return this.#deleteOrganization();
    const entry = OPERATIONS.get(operation);
    if (!entry) throw new AwsError("UnknownOperationException", "The operation is not known here.", { status: 404 });
    const state = this.#state;
    const isMember = state?.getAccount(this.callerAccountId) !== undefined;
    if (!state || (!isMember && entry.permitted !== "recipient")) throw awsError("AWSOrganizationsNotInUseException");
    for (const creation of settleCreations(state, request.now, request.random)) {
      this.#trail.addCreation(describeCreation(creation), request);
    }
    if (!isPermitted(state, entry.permitted, this.callerAccountId)) throw awsError("AccessDeniedException");
    return entry.run(state, request);
  }

  #createOrganization(request: OperationRequest): object {
    if (this.#state) throw awsError("AlreadyInOrganizationException");
    const state = new OrganizationState(createOrganization(this.callerAccountId, request));
    state.revision = 1;
    this.#state = state;
    return { Organization: describeOrganization(state.organization) };
  }

  #deleteOrganization(): object {
    const state = this.#state;
    if (!state) throw awsError("AWSOrganizationsNotInUseException");
    if (this.callerAccountId !== state.organization.masterAccountId) throw awsError("AccessDeniedException");
    if (state.countAccounts() > 1) throw awsError("OrganizationNotEmptyException");
    this.#state = undefined;
    return {};
  }

  #getNow(): string {
    return new Date(this.#clock()).toISOString();
  }
}

function isPermitted(state: OrganizationState, permitted: Permitted, accountId: string): boolean {
  if (permitted === "anyone" || permitted === "recipient" || accountId === state.organization.masterAccountId)
    return true;
  return permitted === "delegates" && state.getDelegatedServices(accountId).length > 0;
}
