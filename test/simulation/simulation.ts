import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { createCall, createOrganizationReader } from "../../src/aws/organizations";
import { Pacing } from "../../src/aws/pacing";
import { createSender, type Send } from "../../src/aws/sender";
import { createTaggedReader } from "../../src/aws/taggedResources";
import { createStore } from "../../src/organization/createStore";
import { loadEverything, type LoadOptions, type LoadOutcome } from "../../src/organization/loading/loadEverything";
import type { OrganizationContents } from "../../src/organization/model";
import type { OrganizationReader } from "../../src/organization/ports";
import type { OrganizationStore } from "../../src/organization/store";
import { Faults } from "../../src/sandbox/faults";
import { Service } from "../../src/sandbox/service";
import { Throttle } from "../../src/sandbox/throttle";
import type { Fault } from "../../src/sandbox/types";
import { World } from "../../src/sandbox/world";
import { getRate } from "../../src/terms/rates";
import { SimulatedClock } from "./clock";

export interface SimulationOptions {
  readonly contents: OrganizationContents;
  /** Part of AWS's rates that we use; `undefined`: no pacing. */
  readonly share?: number | undefined;
  /** Whether the server enforces AWS's rates; by default it does. */
  readonly rates?: boolean;
  /** Part of every rate of the same account that somebody else uses all the time. */
  readonly rival?: number;
  /** Milliseconds from request to answer, and how much they vary. */
  readonly latency?: { readonly least: number; readonly most: number };
  readonly faults?: readonly Fault[];
  /** Leave `Paths` out, as older emulators do. */
  readonly withoutPaths?: boolean;
}

export interface Simulation {
  readonly clock: SimulatedClock;
  readonly world: World;
  readonly faults: Faults;
  readonly pacing: Pacing;
  readonly reader: OrganizationReader;
  readonly store: OrganizationStore;
  /** Requests that reached the server, by operation. */
  readonly getRequestCounts: () => Readonly<Record<string, number>>;
  /** Requests of ours that the server refused as too many. */
  readonly countThrottles: () => number;
  readonly load: (options?: Partial<LoadOptions>) => Promise<LoadOutcome>;
}

const START = Date.UTC(2026, 10, 24, 10);

/** The real SDK, pacing and store against the sandbox's service without sockets: all of it on one simulated clock. */
export function createSimulation(options: SimulationOptions): Simulation {
  const clock = new SimulatedClock();
  const wallClock = () => START + clock.now();
  const { contents, rates = true } = options;
  const world = new World({
    contents,
    callerAccountId: contents.organization.masterAccountId,
    clock: wallClock,
    random: clock.random,
  });
  const faults = new Faults(options.faults);
  const throttle = rates ? new Throttle(wallClock) : undefined;
  let requestNumber = 0;
  const service = new Service({
    world,
    credentials: undefined,
    faults,
    throttle,
    clock: wallClock,
    createRequestId: () => `${++requestNumber}`,
    wait: (milliseconds) => clock.sleep(milliseconds),
    onDidWrite: undefined,
    simulate: undefined,
    servicesUsed: {},
  });
  const pacing = new Pacing({ share: options.share, clock });
  const settings = createSettings(service, clock, options.latency ?? { least: 30, most: 90 });
  const client = new OrganizationsClient(settings);
  const taggingClient = new ResourceGroupsTaggingAPIClient(settings);
  const sender = createSender({
    pacing,
    ended: new AbortController().signal,
    isSso: async () => false,
    log: undefined,
  });
  const send: Send = (operation, command, sending) =>
    sender(
      operation,
      async (signal) => {
        clock.begin();
        try {
          return await command(signal);
        } finally {
          clock.end();
        }
      },
      sending,
    );
  const whole = createOrganizationReader(
    createCall(async () => client, send),
    {
      listTagged: createTaggedReader(async () => taggingClient, send),
      listAlternateContacts: () => {
        throw new Error("Nobody asks for contacts.");
      },
    },
  );
  const reader = options.withoutPaths ? hidePaths(whole) : whole;
  const store = createStore(reader);
  if (options.rival !== undefined && throttle) startRival(options.rival, throttle, world, clock);
  return {
    clock,
    world,
    faults,
    pacing,
    reader,
    store,
    getRequestCounts: () => service.getRequestCounts(),
    countThrottles: () => pacing.getCounts().reduce((sum, { throttled }) => sum + throttled, 0),
    load: (rest) =>
      clock.run(
        loadEverything(store, {
          scope: "everything",
          signal: new AbortController().signal,
          wait: clock.sleep,
          ...rest,
        }),
      ),
  };
}

/** Time passes on the way there and back; what the SDK does itself takes none. */
function createSettings(
  service: Service,
  clock: SimulatedClock,
  { least, most }: { readonly least: number; readonly most: number },
) {
  const travel = async () => {
    clock.end();
    await clock.sleep((least + clock.random() * (most - least)) / 2);
    clock.begin();
  };
  return {
    endpoint: "http://127.0.0.1",
    region: "us-east-1",
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      async handle({ method, path, headers, body }: Request) {
        await travel();
        const answer = await waitOutside(clock, service.answer({ method, url: path, headers, body: toBuffer(body) }));
        await travel();
        if (!answer) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
        return {
          response: { statusCode: answer.status, headers: answer.headers, body: new TextEncoder().encode(answer.body) },
        };
      },
      destroy() {},
    } as never,
  };
}

/** The server may wait too, when it was told to be slow. */
async function waitOutside<T>(clock: SimulatedClock, work: Promise<T>): Promise<T> {
  clock.end();
  try {
    return await work;
  } finally {
    clock.begin();
  }
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The SDK's bodies have a few methods of their own that warn when they are called. */
function toBuffer(body: string | Uint8Array): Buffer {
  return Buffer.from(typeof body === "string" ? body : new TextDecoder().decode(body));
}

const RIVALLED = [
  "ListAccounts",
  "ListOrganizationalUnitsForParent",
  "ListChildren",
  "ListPolicies",
  "ListTargetsForPolicy",
  "ListPoliciesForTarget",
  "DescribePolicy",
];

/** Another client of the same account that calls at a steady pace. */
function startRival(share: number, throttle: Throttle, world: World, clock: SimulatedClock): void {
  for (const operation of RIVALLED) {
    const rate = (getRate(operation)?.account.rate ?? 1) * share;
    const call = async (): Promise<void> => {
      for (;;) {
        throttle.tryTake(operation, world.callerAccountId, world.organizationId);
        await clock.sleep(1000 / rate);
      }
    };
    void call();
  }
}

function hidePaths(reader: OrganizationReader): OrganizationReader {
  return {
    ...reader,
    async *listAccounts(options) {
      for await (const { parentId: _parent, ancestorIds: _ancestors, ...account } of reader.listAccounts(options)) {
        yield account;
      }
    },
  };
}
