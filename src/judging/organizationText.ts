import type { OrganizationContents } from "../organization/model";
import { STEP } from "../organization/steps";

/** The organization as JSON for the judge, with pauses. No verdict rests on tags, which are most of a large one. */
export function* writeOrganization(contents: OrganizationContents): Generator<void, string> {
  const members: string[] = [];
  for (const [name, value] of Object.entries({ ...contents, tags: {}, handshakes: [] })) {
    if (value === undefined) continue;
    members.push(`${JSON.stringify(name)}:${Array.isArray(value) ? yield* writeList(value) : JSON.stringify(value)}`);
  }
  return `{${members.join()}}`;
}

function* writeList(list: readonly unknown[]): Generator<void, string> {
  const runs: string[] = [];
  for (let at = 0; at < list.length; at += STEP) {
    runs.push(JSON.stringify(list.slice(at, at + STEP)).slice(1, -1));
    yield;
  }
  return `[${runs.join()}]`;
}
