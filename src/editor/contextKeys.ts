import * as vscode from "vscode";
import { getProblem, type Problem } from "./connection/problem";
import type { Connections, ConnectionState } from "./connection/session";
import type { FirstPaint } from "./connection/firstPaint";
import { CONTEXT_KEYS } from "./contributions";

/** What each context key may hold; `undefined` clears it. */
interface ContextValues {
  readonly connected: boolean;
  readonly connecting: boolean;
  readonly demo: boolean;
  readonly copy: boolean;
  readonly file: boolean;
  readonly problem: Problem | undefined;
  readonly canChange: boolean;
  readonly arranged: boolean;
  readonly comparing: boolean;
  readonly policyInFront: boolean;
}

export function setContextKey<K extends keyof ContextValues>(key: K, value: ContextValues[K]): void {
  void vscode.commands.executeCommand("setContext", CONTEXT_KEYS[key], value);
}

/**
 * Keeps the keys about the connection in step with it. VS Code lays all views out anew for them, which takes longer than
 * the first rows do: these come first.
 */
export function followConnection(connections: Connections, firstPaint: FirstPaint): vscode.Disposable {
  let isConnected = false;
  const update = (): void => {
    const state = connections.getState();
    const error = state.state === "failed" || state.state === "restored" ? state.error : undefined;
    setContextKey("connecting", state.state === "connecting");
    setContextKey("problem", error && getProblem(error));
    setContextKey("demo", connections.getSession()?.role === "demo");
    setContextKey("file", connections.getSession()?.role === "file");
    setContextKey("copy", connections.getSession()?.role === "copy");
    setContextKey("canChange", connections.canChange());
    isConnected = connections.getSession() !== undefined;
    setContextKey("connected", isConnected);
  };
  const follow = async ({ state }: ConnectionState): Promise<void> => {
    if (state === "restored" && !isConnected) await firstPaint();
    update();
  };
  update();
  return vscode.Disposable.from(
    connections.onDidChange((state) => void follow(state)),
    connections.onDidChangeCanChange(update),
  );
}
