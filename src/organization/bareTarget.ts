import { getTargetKind, type TargetKind } from "../terms/ids";
import type { PolicyTarget, TargetType } from "./model";

const TYPES: Readonly<Record<TargetKind, TargetType>> = {
  root: "ROOT",
  organizationalUnit: "ORGANIZATIONAL_UNIT",
  account: "ACCOUNT",
};

/** A target of which nothing is known but its id; `undefined` for what is none. */
export function createBareTarget(targetId: string): PolicyTarget | undefined {
  const kind = getTargetKind(targetId);
  return kind && { targetId, arn: "", name: targetId, type: TYPES[kind] };
}
