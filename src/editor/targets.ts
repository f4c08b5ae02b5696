/** Roots, OUs and accounts read alike. */
import type { Target } from "../organization/store";

export interface TargetFacts {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
}

export function getTargetFacts(target: Target): TargetFacts {
  switch (target.kind) {
    case "root":
      return target.root;
    case "organizationalUnit":
      return target.organizationalUnit;
    case "account":
      return target.account;
  }
}

/** `Root / Production / Web Services`; empty when the place is not known. */
export function getPathText(path: readonly Target[]): string {
  return path.map((target) => getTargetFacts(target).name).join(" / ");
}
