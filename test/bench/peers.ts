/** What another tool of the npm registry takes for the same job, against the sandbox with all of AWS's rates. */
import { createRequire } from "node:module";
import { generateOrganization, startSandbox } from "../../src/sandbox/main";

/** The reader of org-formation, as much of it as is used. */
interface Reader {
  readonly organization: Lazy;
  readonly accounts: Lazy;
}
interface Lazy {
  getValue(): Promise<unknown>;
}
type AskAccount = (reader: Reader, accountId: string) => Promise<unknown>;
interface ReaderClass {
  new (client: object, crossAccount: object): Reader;
  getSupportLevelForAccount: AskAccount;
  getIamAliasForAccount: AskAccount;
  getIamPasswordPolicyForAccount: AskAccount;
}
interface Sdk {
  OrganizationsClient: new (
    config: object,
  ) => {
    readonly middlewareStack: {
      add(middleware: Middleware, options: { readonly step: string; readonly priority: string }): void;
    };
    destroy(): void;
  };
}
type Handler = (args: object) => Promise<object>;
type Middleware = (next: Handler) => Handler;

export interface PeerLoad {
  readonly accounts: number;
  readonly policies: number;
  readonly seconds: number;
  readonly requests: number;
  readonly throttles: number;
}

/**
 * Reads an organization with org-formation: parents, accounts with their tags, SCPs. What it asks each account itself
 * (alias, password policy, support plan) is left out. `folder` has it in its node_modules.
 */
export async function measureOrgFormation(folder: string, accounts: number): Promise<PeerLoad> {
  const load = createRequire(`${folder}/package.json`);
  const { AwsOrganizationReader } = load(
    "aws-organization-formation/dist/src/aws-provider/aws-organization-reader.js",
  ) as {
    readonly AwsOrganizationReader: ReaderClass;
  };
  const { OrganizationsClient } = load("@aws-sdk/client-organizations") as Sdk;
  const skip = async (): Promise<undefined> => undefined;
  Object.assign(AwsOrganizationReader, {
    getSupportLevelForAccount: skip,
    getIamAliasForAccount: skip,
    getIamPasswordPolicyForAccount: skip,
  });
  const contents = generateOrganization({ accounts, seed: 1 });
  const sandbox = await startSandbox({ contents, rates: true });
  const client = new OrganizationsClient({
    endpoint: sandbox.endpoint,
    region: sandbox.region,
    credentials: { accessKeyId: sandbox.accessKeyId, secretAccessKey: sandbox.secretAccessKey },
  });
  let requests = 0;
  let throttles = 0;
  const count: Middleware = (next) => async (args) => {
    requests++;
    try {
      return await next(args);
    } catch (error) {
      if (error instanceof Error && error.name === "TooManyRequestsException") throttles++;
      throw error;
    }
  };
  // Each attempt, around what makes errors of answers.
  client.middlewareStack.add(count, { step: "deserialize", priority: "high" });
  try {
    const began = performance.now();
    const reader = new AwsOrganizationReader(client, {});
    await reader.organization.getValue();
    await reader.accounts.getValue();
    const policies = contents.policies.filter(({ type }) => type === "SERVICE_CONTROL_POLICY").length;
    return { accounts, policies, seconds: (performance.now() - began) / 1000, requests, throttles };
  } finally {
    client.destroy();
    await sandbox.close();
  }
}
