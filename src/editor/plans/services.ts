import type { Run } from "../../changes/runs";
import type { Session } from "../connection/session";
import type { EditorServices } from "../services";
import type { PlanRequest } from "./request";

/** What the parts of this folder share. */
export interface PlanServices extends Pick<EditorServices, "connections" | "judging"> {
  /** Told after each run and each change of the journal. */
  readonly onRun: () => void;
}

/** The way to change an organization. */
export interface Plans {
  /**
   * Judges what is asked for, shows it, and runs it once it is confirmed. Answers with the run, or `undefined` when it was
   * not run, or only shown to be run later.
   */
  propose(session: Session, request: PlanRequest): Promise<Run | undefined>;
}
