import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "./pacing";

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds, signal) =>
    sleep(Math.max(0, milliseconds), undefined, { ...(signal && { signal }) }).catch(() => undefined),
  random: Math.random,
};
