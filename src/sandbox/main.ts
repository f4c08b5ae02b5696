import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { Faults } from "./faults";
import { listen } from "./server";
import { Service } from "./service";
import { Throttle } from "./throttle";
import type { Sandbox, SandboxOptions } from "./types";
import { World } from "./world";

export { generateOrganization } from "./generate";
export { createTechCorp } from "./techCorp";
export { getTechCorpUse } from "./techCorpUse";
export { addDemoFacts } from "./techCorpFacts";

/** The account without an organization, when none is named. */
const STANDALONE_ACCOUNT = "123456789012";
/** Signing region of Organizations in the partition `aws`. */
const REGION = "us-east-1";
const MAX_RANDOM = 2 ** 48 - 1;

/** Serves an organization on loopback until it is closed. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = () => Date.now();
  const world = new World({
    contents: options.contents,
    callerAccountId:
      options.callerAccountId ??
      options.contents?.organization.masterAccountId ??
      options.accountId ??
      STANDALONE_ACCOUNT,
    clock,
    random: () => randomInt(MAX_RANDOM) / MAX_RANDOM,
  });
  const credentials = {
    accessKeyId: `AKIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64"),
  };
  const faults = new Faults(options.faults);
  const service = new Service({
    world,
    credentials: options.anyCredentials ? undefined : credentials,
    faults,
    throttle: options.rates ? new Throttle(clock) : undefined,
    clock,
    createRequestId: randomUUID,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onDidWrite: options.onDidWrite,
    simulate: options.simulate,
    servicesUsed: options.servicesUsed ?? {},
  });
  const server = await listen(options.port ?? 0, (request) => service.answer(request));
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    ...credentials,
    region: REGION,
    getContents: () => world.getContents(),
    setFaults: (next) => faults.set(next),
    getRequestCounts: () => service.getRequestCounts(),
    close: () => server.close(),
  };
}
