import * as vscode from "vscode";
import { getProblem, type Problem } from "./connection/problem";
import type { Connections } from "./connection/session";
import { CONTEXT_KEYS } from "./contributions";

/** What each context key may hold; `undefined` clears it. */
interface ContextValues {
  readonly connected: boolean;
  readonly connecting: boolean;
  readonly demo: boolean;
  readonly copy: boolean;
  readonly problem: Problem | undefined;
  readonly canChange: boolean;
  readonly arranged: boolean;
  readonly comparing: boolean;
  readonly policyInFront: boolean;
}

export function setContextKey<K extends keyof ContextValues>(key: K, value: ContextValues[K]): void {
  void vscode.commands.executeCommand("setContext", CONTEXT_KEYS[key], value);
}

/** Keeps the keys about the connection in step with it. */
export function followConnection(connections: Connections): vscode.Disposable {
  const update = (): void => {
    const state = connections.getState();
    const error = state.state === "failed" || state.state === "restored" ? state.error : undefined;
    setContextKey("connecting", state.state === "connecting");
    setContextKey("problem", error && getProblem(error));
    setContextKey("demo", connections.getSession()?.role === "demo");
    setContextKey("copy", connections.getSession()?.role === "copy");
    setContextKey("canChange", connections.canChange());
    setContextKey("connected", connections.getSession() !== undefined);
  };
  update();
  return vscode.Disposable.from(connections.onDidChange(update), connections.onDidChangeCanChange(update));
}
