/**
 * A process that runs a plan and kills itself at the write that it is told, before or after AWS has it; the sandbox is
 * another process and lives on. Arguments: endpoint, keys, folder of the journal, file of the plan, and, where it is not
 * to be killed from outside, `before` or `after`, and the write, counted from 1.
 */
import { readFileSync } from "node:fs";
import { connect } from "../../../src/aws/main";
import { runPlan } from "../../../src/changes/runPlan";
import type { ChangeWrites } from "../../../src/changes/writes";
import { createRunJournal } from "../../../src/disk/runJournal";
import { createRunLock } from "../../../src/disk/runLock";

const [endpoint = "", accessKeyId = "", secretAccessKey = "", folder = "", file = "", moment, at] =
  process.argv.slice(2);
const aws = connect({
  credentials: { kind: "static", accessKeyId, secretAccessKey },
  endpoint,
  region: "us-east-1",
});

let writes = 0;
const die = () => process.kill(process.pid, "SIGKILL");
const killing = new Proxy(aws.changeWrites, {
  get(target, name: keyof ChangeWrites) {
    const write = target[name] as (...args: unknown[]) => Promise<unknown>;
    return async (...args: unknown[]) => {
      const isIt = ++writes === Number(at);
      if (isIt && moment === "before") die();
      const answer = await write(...args);
      if (isIt && moment === "after") die();
      return answer;
    };
  },
});

void (async () => {
  await runPlan(
    JSON.parse(readFileSync(file, "utf8")),
    {
      reads: aws.changeReads,
      writes: killing,
      journal: createRunJournal(folder),
      lock: createRunLock(folder),
      now: () => new Date().toISOString(),
      wait: async () => {},
    },
    { runId: "killed", caller: await aws.caller.getCallerIdentity(), connection: "test" },
  );
  aws.dispose();
})();
