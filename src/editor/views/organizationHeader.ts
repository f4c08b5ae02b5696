/** What stands beside and above the rows of the organization. */
import type { Connections, ConnectionState, Session } from "../connection/session";
import { getHeaderText } from "../connection/sessionText";
import type { Translate } from "../../terms/translate";
import { getAgeText } from "./age";
import { getArrangementText, type Arrangement } from "./arrangement";
import { getReasonText, joinWords } from "./words";

export interface Header {
  /** Behind the view's title. */
  readonly description: string;
  /** Above the rows; an empty view without one shows its welcome. */
  readonly message: string;
}

/** `now` in milliseconds since 1970. */
export function getHeader(
  connections: Pick<Connections, "getState" | "getSession" | "canChange">,
  arrangement: Arrangement,
  now: number,
  t: Translate,
): Header {
  const session = connections.getSession();
  const canChange = connections.canChange();
  const arranged = session && getArrangementText(arrangement, session.store, t);
  const message = getMessage(connections.getState(), canChange, now, t);
  return {
    description: session ? getHeaderText(session, canChange, t) : "",
    message: joinWords(arranged, message),
  };
}

function getMessage(state: ConnectionState, canChange: boolean, now: number, t: Translate): string {
  switch (state.state) {
    case "connecting":
      return state.isRestoring ? "" : t("Connecting…");
    case "restored": {
      const seen = t("As it was {0}", getAgeText(state.session.shown?.takenAt ?? "", now, t));
      return state.error ? t("{0}. Not connected: {1}", seen, getReasonText(state.error)) : t("{0}; asking AWS…", seen);
    }
    case "connected":
      return joinWords(getAge(state.session, now, t), getChanging(state.session, canChange, t));
    case "disconnected":
    case "failed":
      return "";
  }
}

/** How old what is shown is, where it is not what AWS said in this session. */
function getAge({ shown, store }: Session, now: number, t: Translate): string | undefined {
  if (shown) return t("As it was {0}", getAgeText(shown.takenAt, now, t));
  const seededAt = store.getSeededAt();
  return seededAt === undefined ? undefined : t("Partly as it was {0}; reading again…", getAgeText(seededAt, now, t));
}

function getChanging({ role, name }: Session, canChange: boolean, t: Translate): string | undefined {
  if (role === "demo" || role === "copy" || !canChange) return undefined;
  return t("Changes are enabled in this window: {0}", name);
}
