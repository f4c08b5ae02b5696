/** The planned load of a session's whole organization: one at a time, shared by all who need it. */
import type { RequestCount } from "../../aws/types";
import type { OrganizationError } from "../../organization/errors";
import { loadEverything, type LoadOutcome } from "../../organization/loading/loadEverything";
import { type Estimate, estimateRest, type LoadProgress } from "../../organization/loading/progress";
import type { Gap } from "../../organization/model";
import type { OrganizationStore } from "../../organization/store";
import { Emitter, type Event } from "../../terms/event";
import { wait } from "./wait";

export type LoadState =
  /** Nobody has needed it yet. */
  | { readonly state: "idle" }
  | {
      readonly state: "loading" | "paused";
      readonly progress: LoadProgress;
      readonly estimate: Estimate;
    }
  /** All that can be read has been, but for the gaps. */
  | { readonly state: "done"; readonly gaps: readonly Gap[] }
  /** It ended before its time; what was read stays, and `start` goes on from there. */
  | { readonly state: "stopped"; readonly error: OrganizationError };

export interface BackgroundLoad {
  readonly onDidChange: Event<LoadState>;
  getState(): LoadState;
  /**
   * Reads what is not known of the organization, behind what the screen asks for: structure, policies of the enabled
   * types, attachments and texts. Joins a load under way, and afterwards reads what was refreshed meanwhile.
   */
  start(): Promise<LoadOutcome>;
  /** The same, but does not wait for more than every root, OU and account. */
  startStructure(): Promise<void>;
  /** Sends nothing more until it is let go on; what the screen asks for goes on. */
  setPaused(isPaused: boolean): void;
  /** Part of AWS's rates that may be used, 0 to 1. */
  readonly share: number;
  /** The ledger: every request of this session by operation, whoever asked. */
  getRequestCounts(): readonly RequestCount[];
  dispose(): void;
}

export interface LoadPorts {
  readonly store: OrganizationStore;
  /** Part of AWS's rates that may be used, 0 to 1. */
  readonly share: number;
  readonly getRequestCounts: () => readonly RequestCount[];
  readonly holdBackground: (isHeld: boolean) => void;
}

const NOTHING: LoadProgress = { steps: [] };

export function createBackgroundLoad(ports: LoadPorts): BackgroundLoad {
  const { store, share, getRequestCounts } = ports;
  const changes = new Emitter<LoadState>();
  const ended = new AbortController();
  let state: LoadState = { state: "idle" };
  let isPaused = false;
  let running: Promise<LoadOutcome> | undefined;
  let structure = createMark();
  let isWantedAgain = false;

  function setState(next: LoadState): void {
    state = next;
    changes.fire(next);
  }

  function setProgress(progress: LoadProgress): void {
    const counts = getRequestCounts();
    // An endpoint without limits has none for what has not been asked yet either.
    const isLimited = counts.some(({ rate }) => rate !== undefined);
    const estimate = estimateRest(progress, counts, isLimited ? share : undefined);
    setState({ state: isPaused ? "paused" : "loading", progress, estimate });
  }

  async function run(): Promise<LoadOutcome> {
    let outcome: LoadOutcome;
    do {
      isWantedAgain = false;
      setProgress(NOTHING);
      outcome = await loadEverything(store, {
        scope: "everything",
        signal: ended.signal,
        wait,
        onProgress: setProgress,
        onStructure: structure.reach,
      });
    } while (isWantedAgain && !outcome.stopped);
    running = undefined;
    structure.reach();
    structure = createMark();
    const { stopped, gaps } = outcome;
    if (!ended.signal.aborted) setState(stopped ? { state: "stopped", error: stopped } : { state: "done", gaps });
    return outcome;
  }

  function start(): Promise<LoadOutcome> {
    if (running) isWantedAgain = true;
    else running = run();
    return running;
  }

  return {
    onDidChange: changes.event,
    getState: () => state,
    start,
    startStructure() {
      const { reached } = structure;
      void start();
      return reached;
    },
    setPaused(isHeld) {
      if (isHeld === isPaused) return;
      isPaused = isHeld;
      ports.holdBackground(isHeld);
      if (state.state === "loading" || state.state === "paused") setProgress(state.progress);
    },
    share,
    getRequestCounts,
    dispose() {
      ended.abort();
      changes.dispose();
    },
  };
}

function createMark() {
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}
