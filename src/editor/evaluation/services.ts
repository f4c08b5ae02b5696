import type { GeneratedTexts } from "../language/generatedTexts";
import type { PolicyDocuments } from "../language/policyDocuments";
import type { EditorServices } from "../services";
import type { KnownContents } from "./knownContents";
import type { TrialTargets } from "./trialTargets";

/** What the questions about what policies do are answered with. */
export interface EvaluationServices extends EditorServices {
  readonly contents: KnownContents;
  readonly documents: PolicyDocuments;
  readonly texts: GeneratedTexts;
  readonly trials: TrialTargets;
}
