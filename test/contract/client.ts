import * as organizations from "@aws-sdk/client-organizations";

export interface ServerAddress {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export type Output = Record<string, any>;

export interface Client {
  /** Carries an operation out, such as `ListAccounts`, through the real SDK. */
  call(operation: string, input?: object): Promise<Output>;
  /** How it fails: `Name` or `Name REASON`; `done` where it does not. */
  fail(operation: string, input?: object): Promise<string>;
  close(): void;
}

/** Never retries, so that every request is one that a test sent. */
export function createClient({ endpoint, region, accessKeyId, secretAccessKey }: ServerAddress): Client {
  const client = new organizations.OrganizationsClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
  const call = async (operation: string, input: object = {}) => {
    const Command = (organizations as unknown as Record<string, new (input: object) => never>)[`${operation}Command`];
    if (!Command) throw new Error(`The SDK knows no ${operation}.`);
    const { $metadata: _metadata, ...output } = (await client.send(new Command(input))) as Output;
    return output;
  };
  return {
    call,
    async fail(operation, input) {
      try {
        await call(operation, input);
        return "done";
      } catch (error) {
        const { name, Reason } = error as Error & { readonly Reason?: string };
        return Reason === undefined ? name : `${name} ${Reason}`;
      }
    },
    close: () => client.destroy(),
  };
}
