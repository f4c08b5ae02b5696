import type { PolicyOutline } from "./statements";
import { getString } from "./tree";

/** Whether this is AWS's own RCPFullAWSAccess, the one RCP that may allow. */
export function isFullAccess({ statements }: PolicyOutline): boolean {
  const [statement] = statements;
  if (!statement || statements.length !== 1 || statement.get("Condition")) return false;
  if (getString(statement.get("Effect")?.value) !== "Allow") return false;
  return ["Principal", "Action", "Resource"].every((name) => getString(statement.get(name)?.value) === "*");
}
