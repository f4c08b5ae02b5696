/**
 * What VS Code waits for in every window with a JSON file: the places of Orgscope on the screen. What fills them, the
 * workbench, loads with the first occasion. The view comes first, whose rows somebody may be waiting for.
 */
import * as vscode from "vscode";
import { registerCommandLine } from "./commandLine";
import { createCommandRegistry } from "./commands";
import { COMMANDS, POLICY_SCHEME } from "./contributions";
import { LateFiles } from "./front/lateFiles";
import { createLateView } from "./front/lateView";
import { followOccasions } from "./front/occasions";
import { createStatusItem } from "./front/statusItem";
import { showError } from "./messages";
import { createDragAndDrop } from "./operations/dragAndDrop";
import { createPart } from "./parts";
import { redactLog } from "./redactedLog";
import { nextTurn } from "../organization/turns";

const { t } = vscode.l10n;

export function start(context: vscode.ExtensionContext): void {
  const start = performance.now();
  const log = redactLog(vscode.window.createOutputChannel("Orgscope", { log: true }));
  const load = () => workbench.load();
  const loadQuietly = (): void => {
    load().catch((error: unknown) => log.error(`The workbench could not be loaded: ${String(error)}`));
  };
  const registry = createCommandRegistry(log, async (part) => {
    if (part === "front") return;
    const opened = await load();
    if (part !== "workbench") await opened.load(part);
  });
  const dragAndDrop = createDragAndDrop(async (dragged, onto) => {
    try {
      await (await load()).drop(dragged, onto);
    } catch (error) {
      showError(t("The drop could not be carried out"), error);
    }
  });
  const open = async (): Promise<void> => (await load()).restored;
  const organization = createLateView(open, dragAndDrop, (asked) => {
    performance.measure("orgscope: first rows after activation", { start });
    performance.measure("orgscope: first rows once asked for", { start: asked });
  });
  const files = new LateFiles(load);
  const status = createStatusItem();
  const workbench = createPart(
    () => import("./workbench/main"),
    ({ openWorkbench }) => openWorkbench({ context, log, registry, organization, dragAndDrop, files, status }),
  );
  context.subscriptions.push(
    log,
    registry,
    registry.register(COMMANDS.showLog, t("The log could not be shown"), () => log.show()),
    workbench,
    organization,
    vscode.workspace.registerFileSystemProvider(POLICY_SCHEME, files, { isCaseSensitive: true }),
    files,
    status,
  );
  registry.stand();
  void nextTurn().then(() => {
    context.subscriptions.push(registerCommandLine(context, log), followOccasions(context, loadQuietly));
  });
}
