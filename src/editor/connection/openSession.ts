import { connect as connectToAws } from "../../aws/load";
import type { AwsConnection, ConnectOptions } from "../../aws/types";
import { createStore } from "../../organization/createStore";
import { isOrganizationError, OrganizationError } from "../../organization/errors";
import type { CallerIdentity, Organization, OrganizationContents } from "../../organization/model";
import type { Sandbox } from "../../sandbox/types";
import { createBackgroundLoad } from "../loading/backgroundLoad";
import { findAuthority } from "./authority";
import type { OpenSession } from "./connections";
import type { Copies } from "./copies";
import type { Demo } from "./demo";
import { isAws, isLoopback } from "../../engine/endpoints";
import { openOrganizationFile } from "./organizationFile";
import { type AllRuns, getRuns, type Runs } from "./runPlaces";
import type { ConnectionChoice, Session, SessionChanges } from "./session";
import { markOrganizationId } from "./sessionMark";
import { getEndpointHost } from "./sessionText";

export interface SessionPorts {
  readonly demo: Demo;
  readonly copies: Copies;
  /** What a copy of an organization is called. */
  readonly getCopyName: (organizationId: string) => string;
  readonly demoName: string;
  readonly environmentName: string;
  readonly runs: AllRuns;
  /** Part of AWS's request rates to use, 0 to 1. */
  getRequestShare(): number;
  /** Asks for the code of an MFA device. */
  readonly askMfaCode: (serial: string) => Promise<string>;
  readonly log: (line: string) => void;
}

/** What was last seen of an organization. */
export interface Seen {
  readonly contents: OrganizationContents;
  /** It was read a moment ago and need not be read again: by a reading that was interrupted. */
  readonly isFresh: boolean;
}

/** What servers that check no signature are given. */
const DUMMY = { kind: "static", accessKeyId: "orgscope", secretAccessKey: "orgscope" } as const;

/**
 * Opens what a person chose: signs in, and reads the organization and its roots. `seen` fills in what is not read yet,
 * if it is of the same organization.
 */
export async function openSession(choice: ConnectionChoice, ports: SessionPorts, seen?: Seen): Promise<OpenSession> {
  switch (choice.kind) {
    case "demo":
      return openSandbox(choice, ports.demoName, await ports.demo.start(), ports);
    case "copy":
      return openSandbox(choice, ports.getCopyName(choice.id), await ports.copies.start(choice.id), ports);
    case "file":
      return openOrganizationFile(choice);
    case "profile":
    case "environment":
    case "endpoint": {
      const { name, connection } = await openConnection(choice, ports);
      return readSession(choice, name, connection, ports, seen);
    }
  }
}

/** An account of which nothing is known but who signs: it has no organization. */
export interface LoneAccount extends Pick<Session, "choice" | "name" | "caller" | "customEndpoint"> {
  readonly changes: SessionChanges;
  close(): void;
}

/** Opens the account behind a choice without asking for an organization. */
export async function openLoneAccount(choice: AwsChoice, ports: SessionPorts): Promise<LoneAccount> {
  const { name, connection } = await openConnection(choice, ports);
  try {
    const [caller, endpoint] = await Promise.all([connection.caller.getCallerIdentity(), connection.getEndpoint()]);
    const customEndpoint = endpoint.custom ? endpoint.url : undefined;
    const runs = getRuns(ports.runs, { role: "member", customEndpoint, name });
    const changes = { reads: connection.changeReads, writes: connection.changeWrites, ...runs };
    return { choice, name, caller, customEndpoint, changes, close: () => connection.dispose() };
  } catch (error) {
    connection.dispose();
    throw error;
  }
}

/** What is reached through AWS's SDK and kept by nobody here. */
export type AwsChoice = Extract<ConnectionChoice, { readonly kind: "profile" | "environment" | "endpoint" }>;

interface NamedConnection {
  readonly name: string;
  readonly connection: AwsConnection;
}

async function openConnection(choice: AwsChoice, ports: SessionPorts): Promise<NamedConnection> {
  switch (choice.kind) {
    case "profile": {
      const { profile, region } = choice;
      const connection = await connect({ credentials: { kind: "profile", profile }, ...(region && { region }) }, ports);
      return { name: profile, connection };
    }
    case "environment":
      return openEnvironment(ports);
    case "endpoint": {
      const { url, profile, region } = choice;
      const credentials = profile === undefined ? DUMMY : ({ kind: "profile", profile } as const);
      const connection = await connect({ credentials, endpoint: url, ...(region && { region }) }, ports);
      return { name: profile ?? getEndpointHost(url), connection };
    }
  }
}

async function openSandbox(
  choice: ConnectionChoice,
  name: string,
  sandbox: Sandbox,
  ports: SessionPorts,
): Promise<OpenSession> {
  try {
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox;
    const credentials = { kind: "static", accessKeyId, secretAccessKey } as const;
    const connection = await connect({ credentials, endpoint, region }, ports);
    const opened = await readSession(choice, name, connection, ports);
    return {
      session: opened.session,
      async close() {
        await opened.close();
        await sandbox.close();
      },
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

/** An endpoint that the environment names and that is not AWS is not given the environment's credentials. */
async function openEnvironment(ports: SessionPorts): Promise<NamedConnection> {
  const connection = await connect({ credentials: { kind: "environment" } }, ports);
  const endpoint = await connection.getEndpoint();
  if (!endpoint.custom || isAws(endpoint.url)) {
    return { name: ports.environmentName, connection };
  }
  connection.dispose();
  const local = await connect({ credentials: DUMMY, endpoint: endpoint.url, region: endpoint.region }, ports);
  return { name: getEndpointHost(endpoint.url), connection: local };
}

function connect(options: ConnectOptions, ports: SessionPorts): Promise<AwsConnection> {
  return connectToAws({
    ...options,
    requestShare: ports.getRequestShare(),
    pacedOnceThrottled: options.endpoint !== undefined && isLoopback(options.endpoint),
    mfaCodeProvider: ports.askMfaCode,
    log: ports.log,
  });
}

async function readSession(
  choice: ConnectionChoice,
  name: string,
  connection: AwsConnection,
  ports: SessionPorts,
  seen?: Seen,
): Promise<OpenSession> {
  const store = createStore(connection.reader);
  const loading = createBackgroundLoad({
    store,
    share: ports.getRequestShare(),
    getRequestCounts: () => connection.getRequestCounts(),
    holdBackground: (isHeld) => connection.holdBackground(isHeld),
  });
  const close = async (): Promise<void> => {
    loading.dispose();
    store.dispose();
    connection.dispose();
  };
  const identity = Promise.all([connection.caller.getCallerIdentity(), store.loadOrganization()]);
  try {
    const [[caller, organization], endpoint] = await Promise.all([
      identity,
      connection.getEndpoint(),
      store.loadRoots(),
    ]);
    const authority = await findAuthority(caller, organization, {
      listDelegatedServices: (accountId) => connection.reader.listDelegatedServices(accountId),
      findResourcePolicy: async () => (await connection.changeReads.findResourcePolicy())?.content,
    });
    if (seen?.contents.organization.id === organization.id) {
      await (seen.isFresh ? store.resume(seen.contents) : store.seed(seen.contents));
    }
    const isManagement = caller.accountId === organization.masterAccountId;
    const isPlayground = choice.kind === "demo" || choice.kind === "copy";
    const customEndpoint = endpoint.custom && !isPlayground ? endpoint.url : undefined;
    const role = isPlayground ? choice.kind : isManagement ? "management" : "member";
    const runs = getRuns(ports.runs, { role, customEndpoint, name });
    const session: Session = {
      choice,
      name,
      organizationId: organization.id,
      caller,
      authority,
      role,
      partition: endpoint.partition,
      customEndpoint,
      snapshotPlace: getSnapshotPlace(organization.id, choice, customEndpoint),
      store,
      loading,
      validator: connection.validator,
      simulator: connection.simulator,
      serviceUse: connection.serviceUse,
      trail: connection.trail,
      credentials: connection.credentials,
      changes: { reads: connection.changeReads, writes: connection.changeWrites, ...runs },
      ...(choice.kind === "copy" && markAsCopy(organization, connection, runs)),
    };
    return { session, close };
  } catch (error) {
    const explained = await explainDenial(error, identity);
    await close();
    throw explained;
  }
}

/** A member account may describe its organization, and read nothing of it unless it is a delegated administrator. */
async function explainDenial(
  caught: unknown,
  identity: Promise<readonly [CallerIdentity, Organization]>,
): Promise<unknown> {
  if (!isOrganizationError(caught, "denied")) return caught;
  const [caller, organization] = (await identity.catch(() => undefined)) ?? [];
  if (!caller || !organization || caller.accountId === organization.masterAccountId) return caught;
  return new OrganizationError(
    "denied",
    `Account ${caller.accountId} is a member of ${organization.id} and may not read it. Sign in to the management account ${organization.masterAccountId} or to a delegated administrator (${caught.message})`,
    { cause: caught },
  );
}

/** The same organization at another endpoint is another one: a sandbox, say. */
function getSnapshotPlace(
  organizationId: string,
  { kind }: ConnectionChoice,
  customEndpoint: string | undefined,
): string | undefined {
  if (kind === "copy") return undefined;
  if (kind === "demo") return `${organizationId}@demo`;
  const isOriginal = customEndpoint === undefined || isAws(customEndpoint);
  return isOriginal ? organizationId : `${organizationId}@${getEndpointHost(customEndpoint)}`;
}

/** To whatever checks which organization answers, a copy is another than its original. */
function markAsCopy(
  { id }: Organization,
  { changeReads, changeWrites: writes }: AwsConnection,
  runs: Runs,
): Pick<Session, "organizationId" | "changes"> {
  const describeOrganization = async () => {
    const found = await changeReads.describeOrganization();
    return { ...found, id: markOrganizationId(found.id, "copy") };
  };
  return {
    organizationId: markOrganizationId(id, "copy"),
    changes: { reads: { ...changeReads, describeOrganization }, writes, ...runs },
  };
}
