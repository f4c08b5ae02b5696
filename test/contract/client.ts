import * as organizations from "@aws-sdk/client-organizations";

export interface ServerAddress {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

type Commands = typeof organizations;
const COMMANDS: Commands = organizations;

/** Such as `ListAccounts`. */
export type Operation = { [K in keyof Commands]: K extends `${infer Name}Command` ? Name : never }[keyof Commands];

type Command<O extends Operation> = InstanceType<Extract<Commands[`${O}Command`], new (input: never) => object>>;

/** The SDK declares every member optional; a test that misses one fails anyway. */
type Full<T> = T extends Date ? T : { readonly [K in keyof T]-?: Full<NonNullable<T[K]>> };

type Output<O extends Operation> =
  Command<O> extends { resolveMiddleware(...rest: never[]): (...rest: never[]) => Promise<{ output: infer T }> }
    ? Full<Omit<T, "$metadata">>
    : never;

export interface Client {
  /** Carries an operation out through the real SDK. */
  readonly call: <O extends Operation>(operation: O, input?: object) => Promise<Output<O>>;
  /** How it fails: `Name` or `Name REASON`; `done` where it does not. */
  readonly fail: (operation: Operation, input?: object) => Promise<string>;
  readonly close: () => void;
}

/** Never retries, so that every request is one that a test sent. */
export function createClient({ endpoint, region, accessKeyId, secretAccessKey }: ServerAddress): Client {
  const client = new organizations.OrganizationsClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
  const call = async <O extends Operation>(operation: O, input: object = {}) => {
    const SdkCommand = COMMANDS[`${operation}Command`] as unknown as new (input: object) => never;
    return (await client.send(new SdkCommand(input))) as unknown as Output<O>;
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
