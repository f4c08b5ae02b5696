import type { AwsConnection, ConnectOptions } from "../../aws/types";
import type { ChangeJournal } from "../../changes/ports";
import { createStore } from "../../organization/createStore";
import { createBackgroundLoad } from "../loading/backgroundLoad";
import type { OpenSession } from "./connections";
import type { Demo } from "./demo";
import { isAws, isLoopback } from "./endpoint";
import type { ConnectionChoice, Session } from "./session";
import { getEndpointHost } from "./sessionText";

export interface SessionPorts {
  readonly demo: Demo;
  readonly demoName: string;
  readonly environmentName: string;
  /** What was changed at AWS, and what elsewhere: a copy of an organization bears the same id. */
  readonly journals: { readonly aws: ChangeJournal; readonly elsewhere: ChangeJournal };
  /** Part of AWS's request rates to use, 0 to 1. */
  getRequestShare(): number;
  /** Asks for the code of an MFA device. */
  readonly askMfaCode: (serial: string) => Promise<string>;
  readonly log: (line: string) => void;
}

/** What servers that check no signature are given. */
const DUMMY = { kind: "static", accessKeyId: "orgscope", secretAccessKey: "orgscope" } as const;

/** Opens what a person chose: signs in, and reads the organization and its roots. */
export async function openSession(choice: ConnectionChoice, ports: SessionPorts): Promise<OpenSession> {
  switch (choice.kind) {
    case "demo":
      return openDemo(choice, ports);
    case "profile": {
      const { profile, region } = choice;
      const connection = await connect({ credentials: { kind: "profile", profile }, ...(region && { region }) }, ports);
      return readSession(choice, profile, connection, ports);
    }
    case "environment":
      return openEnvironment(choice, ports);
    case "endpoint": {
      const { url, profile, region } = choice;
      const credentials = profile === undefined ? DUMMY : ({ kind: "profile", profile } as const);
      const connection = await connect({ credentials, endpoint: url, ...(region && { region }) }, ports);
      return readSession(choice, profile ?? getEndpointHost(url), connection, ports);
    }
  }
}

async function openDemo(choice: ConnectionChoice, ports: SessionPorts): Promise<OpenSession> {
  const sandbox = await ports.demo.start();
  try {
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox;
    const credentials = { kind: "static", accessKeyId, secretAccessKey } as const;
    const connection = await connect({ credentials, endpoint, region }, ports);
    const opened = await readSession(choice, ports.demoName, connection, ports);
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
async function openEnvironment(choice: ConnectionChoice, ports: SessionPorts): Promise<OpenSession> {
  const connection = await connect({ credentials: { kind: "environment" } }, ports);
  const endpoint = await connection.getEndpoint();
  if (!endpoint.custom || isAws(endpoint.url)) return readSession(choice, ports.environmentName, connection, ports);
  connection.dispose();
  const local = await connect({ credentials: DUMMY, endpoint: endpoint.url, region: endpoint.region }, ports);
  return readSession(choice, getEndpointHost(endpoint.url), local, ports);
}

async function connect(options: ConnectOptions, ports: SessionPorts): Promise<AwsConnection> {
  const aws = await import("../../aws/main");
  return aws.connect({
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
  try {
    const [caller, organization, endpoint] = await Promise.all([
      connection.caller.getCallerIdentity(),
      store.loadOrganization(),
      connection.getEndpoint(),
      // A member account may describe its organization, and read nothing of it.
      store.loadRoots(),
    ]);
    const isManagement = caller.accountId === organization.masterAccountId;
    const session: Session = {
      choice,
      name,
      organizationId: organization.id,
      caller,
      role: choice.kind === "demo" ? "demo" : isManagement ? "management" : "member",
      partition: endpoint.partition,
      customEndpoint: endpoint.custom && choice.kind !== "demo" ? endpoint.url : undefined,
      store,
      loading,
      writer: connection.writer,
      validator: connection.validator,
      changeReader: connection.changeReader,
      journal: isAws(endpoint.custom ? endpoint.url : undefined) ? ports.journals.aws : ports.journals.elsewhere,
    };
    return { session, close };
  } catch (error) {
    await close();
    throw error;
  }
}
