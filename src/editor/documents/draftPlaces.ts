/** Where the drafts of an organization lie: two organizations can have one id, such as the demo and a copy of it. */
import type * as vscode from "vscode";
import type { Connections } from "../connection/session";

const KEY = "orgscope.draftPlaces";

/** By organization id. */
type Places = Readonly<Record<string, string>>;

/** The place of the organization that is connected; of another, or before it is, the place where it was last. */
export function createDraftPlaces(
  connections: Pick<Connections, "getSession">,
  state: vscode.Memento,
): (organizationId: string) => string {
  return (organizationId) => {
    const places = state.get<Places>(KEY) ?? {};
    const session = connections.getSession();
    if (session?.organizationId !== organizationId) return places[organizationId] ?? organizationId;
    const place = session.snapshotPlace ?? organizationId;
    if (places[organizationId] !== place) void state.update(KEY, { ...places, [organizationId]: place });
    return place;
  };
}
