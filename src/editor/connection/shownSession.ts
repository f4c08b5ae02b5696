/** Sessions that show an organization as a file or a snapshot holds it, without AWS. */
import type { ChangeJournal } from "../../changes/ports";
import { createContentsReader } from "../../organization/contentsReader";
import { createStore } from "../../organization/createStore";
import { OrganizationError } from "../../organization/errors";
import type { OrganizationContents } from "../../organization/model";
import type { Session } from "./session";

export type ShownFacts = Omit<Session, "store" | "contents" | "writer" | "changeReader" | "journal">;

/** Everything in it is known at once, and nothing can be changed. */
export function createShownSession(facts: ShownFacts, contents: OrganizationContents, journal: ChangeJournal): Session {
  const reader = createContentsReader(contents);
  return {
    ...facts,
    contents,
    store: createStore(reader),
    writer: { attachPolicy: refuse, detachPolicy: refuse, updatePolicyContent: refuse },
    changeReader: { ...reader, getCallerIdentity: async () => facts.caller },
    journal,
  };
}

async function refuse(): Promise<never> {
  throw new OrganizationError("unsupported", "This is not AWS but what a file or snapshot holds: it cannot be changed");
}
