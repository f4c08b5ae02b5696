/**
 * The AWS room's door. The SDK loads with the first need of it, in turns of their own: whatever else the process has to do
 * comes between them.
 */
import { inTurn } from "../organization/turns";
import type { AwsConnection, ConnectOptions, Profile } from "./types";

const loadCore = () => inTurn(() => import("./core"));

/** A connection to AWS or an endpoint like it. Nothing is read or sent before the first question. */
export async function connect(options: ConnectOptions): Promise<AwsConnection> {
  await loadCore();
  const room = await inTurn(() => import("./main"));
  return room.connect(options);
}

/** The profiles of the shared AWS config files, `default` first. */
export async function listProfiles(): Promise<readonly Profile[]> {
  return (await loadCore()).listProfiles();
}
