/** A sandbox, the real SDK in front of it, and a journal on the disk. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect } from "../../../src/aws/main";
import type { AwsConnection } from "../../../src/aws/types";
import type { Plan } from "../../../src/changes/plan";
import { runPlan, type RunOptions, type RunPorts, type RunResult } from "../../../src/changes/runPlan";
import { readRuns, type Run } from "../../../src/changes/runs";
import { createRunJournal } from "../../../src/disk/runJournal";
import { createRunLock } from "../../../src/disk/runLock";
import type { OrganizationContents } from "../../../src/organization/model";
import { startSandbox } from "../../../src/sandbox/main";
import type { Sandbox } from "../../../src/sandbox/types";

export interface World {
  readonly sandbox: Sandbox;
  readonly aws: AwsConnection;
  readonly ports: RunPorts;
  readonly folder: string;
  getContents(): OrganizationContents;
  run(plan: Plan, options?: Partial<RunOptions>, ports?: Partial<RunPorts>): Promise<RunResult>;
  readRuns(): Promise<readonly Run[]>;
  close(): Promise<void>;
}

/** Without `contents` an account that has no organization. `waits`: told of each pause that the run wanted, none of which is made. */
export async function createWorld(contents: OrganizationContents | undefined, waits: number[] = []): Promise<World> {
  const sandbox = await startSandbox({ ...(contents && { contents }) });
  const folder = await mkdtemp(path.join(tmpdir(), "orgscope-run-"));
  const { endpoint, region, accessKeyId, secretAccessKey } = sandbox;
  const aws = connect({ credentials: { kind: "static", accessKeyId, secretAccessKey }, endpoint, region });
  const caller = await aws.caller.getCallerIdentity();
  const ports: RunPorts = {
    reads: aws.changeReads,
    writes: aws.changeWrites,
    journal: createRunJournal(folder),
    lock: createRunLock(folder),
    now: () => new Date().toISOString(),
    wait: async (milliseconds) => void waits.push(milliseconds),
  };
  let count = 0;
  return {
    sandbox,
    aws,
    ports,
    folder,
    getContents() {
      const now = sandbox.getContents();
      if (!now) throw new Error("There is no organization.");
      return now;
    },
    run: (plan, options = {}, other = {}) =>
      runPlan(plan, { ...ports, ...other }, { runId: String(++count), caller, connection: "test", ...options }),
    readRuns: async () => readRuns(await ports.journal.read(contents?.organization.id ?? "")),
    async close() {
      aws.dispose();
      await sandbox.close();
      await rm(folder, { recursive: true });
    },
  };
}
