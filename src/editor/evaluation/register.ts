/** What policies do, in the editor. */
import * as vscode from "vscode";
import { COMMANDS } from "../contributions";
import type { GeneratedTexts } from "../language/generatedTexts";
import type { PolicyDocuments } from "../language/policyDocuments";
import type { EditorServices } from "../services";
import { askAccess } from "./askAccess";
import { showActionUse } from "./actionReport";
import { compareMeaning } from "./compareMeaning";
import { explainDenial, reviewPolicyEdit } from "./explainDenial";
import { explainTarget } from "./explainTarget";
import { showBlastRadius } from "./blastRadius";
import { chooseTrialTargets } from "./placePolicy";
import { registerDeadWeight } from "./deadWeight";
import type { KnownContents } from "./knownContents";
import { registerMeasureLenses } from "./measureLenses";
import { openPacked, packPolicies } from "./pack";
import { askSecondOpinion } from "./secondOpinion";
import { showServiceUse } from "./serviceUse";
import { showMatrix } from "./showMatrix";
import { openStatement } from "./openStatement";
import { PolicyMeasures } from "./policyMeasures";
import type { EvaluationServices } from "./services";
import { registerTestCompletion } from "./tests/testCompletion";
import { registerTestExplorer } from "./tests/testExplorer";
import { TrialTargets } from "./trialTargets";

export interface EvaluationParts extends EditorServices {
  readonly contents: KnownContents;
  readonly documents: PolicyDocuments;
  readonly texts: GeneratedTexts;
}

/** Tests of policies, in the Test Explorer and while they are written. */
export function registerTests({ judging }: Pick<EditorServices, "judging">): vscode.Disposable {
  return vscode.Disposable.from(registerTestExplorer(judging), registerTestCompletion(judging));
}

export function registerEvaluation(parts: EvaluationParts): vscode.Disposable {
  const { t } = vscode.l10n;
  const { registry, documents, context } = parts;
  const trials = new TrialTargets(context.workspaceState);
  const services: EvaluationServices = { ...parts, trials };
  const measures = new PolicyMeasures(services);
  return vscode.Disposable.from(
    trials,
    measures,
    registerMeasureLenses({ ...services, measures }),
    registerDeadWeight(measures, documents),
    registry.register(COMMANDS.showBlastRadius, t("Showing what the policy does failed"), (...args) =>
      showBlastRadius(services, args),
    ),
    registry.register(COMMANDS.chooseTrialTargets, t("Choosing targets failed"), (...args) =>
      chooseTrialTargets(services, args),
    ),
    registry.register(COMMANDS.askAccess, t("Asking what the account can do failed"), (...args) =>
      askAccess(services, args),
    ),
    registry.register(COMMANDS.askSecondOpinion, t("Asking AWS failed"), (...args) => askSecondOpinion(services, args)),
    registry.register(COMMANDS.showServiceUse, t("Asking who used these services failed"), (...args) =>
      showServiceUse(services, args),
    ),
    registry.register(COMMANDS.explainTarget, t("Showing what is left failed"), (...args) =>
      explainTarget(services, args),
    ),
    registry.register(COMMANDS.showActionUse, t("Finding who can do the action failed"), () => showActionUse(services)),
    registry.register(COMMANDS.explainDenial, t("Explaining the message failed"), () => explainDenial(services)),
    registry.register(COMMANDS.reviewPolicyEdit, t("Preparing the edit failed"), (...args) =>
      reviewPolicyEdit(services, args),
    ),
    registry.register(COMMANDS.showMatrix, t("Showing the matrix failed"), (...args) => showMatrix(services, args)),
    registry.register(COMMANDS.packPolicies, t("Packing the policies failed"), (...args) =>
      packPolicies(services, args),
    ),
    registry.register(COMMANDS.openPacked, t("Opening the policy failed"), (...args) => openPacked(services, args)),
    registry.register(COMMANDS.compareMeaning, t("Comparing failed"), (...args) => compareMeaning(services, args)),
    registry.register(COMMANDS.openStatement, t("Opening the statement failed"), (...args) =>
      openStatement(services, args),
    ),
  );
}
