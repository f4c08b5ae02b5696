/** What speaks against a change before anything is sent: the preflight, and what a person should stop and think at. */
import { renderFinding } from "../../changes/findings";
import { getFindings as getPreflightFindings, type PreflightFacts } from "../../changes/preflight";
import { getTargetKind } from "../../terms/ids";
import { SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Translate } from "../views/description";
import type { Step } from "./step";

export interface Finding {
  /** `stop`: AWS would refuse. `typed`: it can lock people out, so that a click is not enough. */
  readonly level: "stop" | "typed" | "warning";
  readonly message: string;
}

export interface StepFacts extends Omit<PreflightFacts, "policy" | "targetName"> {
  /** Ids of attached policies whose text allows something. */
  readonly allowing: ReadonlySet<string>;
}

export function getFindings(step: Step, facts: StepFacts, t: Translate): readonly Finding[] {
  const { change, policy, target } = step;
  const found = getPreflightFindings(change, { ...facts, policy, ...(target && { targetName: target.name }) });
  const preflight = found.map(
    (finding): Finding => ({
      level: finding.severity === "error" ? "stop" : "warning",
      message: renderFinding(finding),
    }),
  );
  if (preflight.some(({ level }) => level === "stop")) return preflight;
  const lockOut = getLockOut(step, facts, t);
  if (lockOut) return [lockOut, ...preflight.filter((_, index) => found[index]?.code !== "withoutFullAccess")];
  if (change.kind !== "attach" || getTargetKind(change.targetId) !== "root") return preflight;
  return [...preflight, { level: "warning", message: t("At the root it reaches every account of the organization.") }];
}

/** An SCP grants nothing, but where none allows anything, everything below is denied (User Guide, SCP evaluation). */
function getLockOut(step: Step, { attached, allowing }: StepFacts, t: Translate): Finding | undefined {
  const { change, policy, target } = step;
  if (change.kind !== "detach" || policy.type !== SERVICE_CONTROL_POLICY || !allowing.has(policy.id)) return undefined;
  if (!attached || attached.some(({ id }) => id !== policy.id && allowing.has(id))) return undefined;
  const name = target?.name ?? change.targetId;
  return {
    level: "typed",
    message: t(
      "No other SCP attached to {0} allows anything: every action of the accounts below would be denied.",
      name,
    ),
  };
}
