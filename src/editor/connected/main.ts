/** The door to what there is to do with a connection, a bundle of its own: plans, snapshots, and files of policies. */
import * as vscode from "vscode";
import { Deployment } from "../deployment/deployment";
import { registerDeployment } from "../deployment/register";
import { registerPlans } from "../plans/register";
import type { Plans } from "../plans/services";
import type { EditorServices } from "../services";
import { registerSnapshots, type SnapshotServices } from "../snapshots/register";
import type { Drift } from "../views/storeTree";

export type ConnectedPorts = Omit<SnapshotServices, "plans">;

export interface Connected extends vscode.Disposable {
  readonly plans: Plans;
  readonly drift: Drift;
}

export function openConnected(ports: ConnectedPorts): Connected {
  const plans = registerPlans(ports);
  const services: EditorServices & ConnectedPorts = { ...ports, plans };
  const deployment = new Deployment({ connections: ports.connections, state: ports.context.workspaceState });
  const registered = vscode.Disposable.from(
    plans,
    registerSnapshots(services),
    registerDeployment(services, deployment),
    deployment,
  );
  return { plans, drift: deployment, dispose: () => registered.dispose() };
}
