/** Asks about a new text of a policy and sends it; publishing a draft and undoing one share it. */
import * as vscode from "vscode";
import type { ChangeOutcome } from "../../changes/run";
import type { OrganizationStore } from "../../organization/store";
import { countCharacters } from "../../terms/quotas";
import type { Session } from "../connection/session";
import { askToConfirm } from "../messages";
import { toPlainLine } from "../plainText";
import type { EditorServices } from "../services";
import { getPathText } from "../targets";
import { canChangeOrExplain } from "./guard";
import { PATIENCE } from "./loadPlan";
import { getWhereWords } from "./where";
import { runStep } from "./perform";
import { getPublishQuestion, type PublishFacts, type SizeFacts } from "./publishQuestion";
import { loadReach } from "./reach";
import { getStepText, type Step } from "./step";

type Services = Pick<EditorServices, "connections" | "getLanguage">;

/** Answers `undefined` when the person did not confirm it. */
export async function confirmAndPublish(
  services: Services,
  session: Session,
  step: Step,
  size: SizeFacts,
  goOn: () => unknown,
): Promise<ChangeOutcome | undefined> {
  const t = vscode.l10n.t;
  const facts = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: t("Looking at who is reached…") },
    () => loadFacts(session.store, step, size),
  );
  const question = getPublishQuestion(facts, session, t, vscode.env.language);
  if (!(await askToConfirm(question.message, question.detail, question.confirm))) return undefined;
  if (!canChangeOrExplain(services, session, goOn)) return undefined;
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: toPlainLine(`${getStepText(step, t)} ${getWhereWords(session, t)}`),
    },
    () => runStep(session, step, facts.reach.accountIds),
  );
}

/** The sizes of a text that is stored as it stands. */
export function getSizeOf(services: Pick<EditorServices, "getLanguage">, text: string): SizeFacts {
  const typed = countCharacters(text);
  const minified = countCharacters(services.getLanguage().minify(text));
  return { stored: typed, typed, minified, form: "typed" };
}

async function loadFacts(store: OrganizationStore, step: Step, size: SizeFacts): Promise<PublishFacts> {
  const { id, type } = step.policy;
  store.refresh([{ part: "targets", policyId: id }]);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const targets = await store.loadTargets(id);
  const reach = await loadReach(
    store,
    targets.map(({ targetId }) => targetId),
    type,
    patience,
  );
  const names = targets.map(({ targetId, name }) => getPathText(store.getPath(targetId)) || `${name} (${targetId})`);
  return { step, targets: names, reach, size };
}
