import type { Connections } from "../connection/session";
import type { GeneratedTexts } from "../language/generatedTexts";
import type { PolicyDocuments } from "../language/policyDocuments";
import type { EditorServices } from "../services";
import type { KnownContents } from "./knownContents";
import type { EditorJudging } from "./openJudging";
import type { TrialTargets } from "./trialTargets";

/** What the questions about what policies do are answered with. */
export interface EvaluationServices extends EditorServices {
  readonly connections: Connections;
  readonly contents: KnownContents;
  readonly documents: PolicyDocuments;
  readonly judging: EditorJudging;
  readonly texts: GeneratedTexts;
  readonly trials: TrialTargets;
}
