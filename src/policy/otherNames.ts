/** How policies call what people know by another name. */
import names from "./data/otherNames.json";

/** No name that a policy holds finds what every object has, such as `constructor`. */
const toMap = <T>(table: Readonly<Record<string, T>>): ReadonlyMap<string, T> => new Map(Object.entries(table));

const SERVICES = toMap(names.services);
const ACTIONS = toMap(names.actions);
const OPERATORS = toMap(names.operators);
const KEYS = toMap(names.keys);
const SIBLINGS = toMap<readonly string[]>(names.siblings);

/** The prefix of a service: `efs` is `elasticfilesystem`. */
export function getServiceByOtherName(name: string): string | undefined {
  const folded = name.toLowerCase();
  return SERVICES.get(folded) ?? SERVICES.get(folded.replaceAll("-", ""));
}

/** The action, without its service, that an operation asks for: `s3:ListBuckets` asks for `ListAllMyBuckets`. */
export function getActionOfOperation(operation: string): string | undefined {
  return ACTIONS.get(operation.toLowerCase());
}

/** The condition operator: `Boolean` is `Bool`. */
export function getOperatorByOtherName(operator: string): string | undefined {
  return OPERATORS.get(operator.toLowerCase());
}

/** The condition key: `aws:Region` is `aws:RequestedRegion`. */
export function getKeyByOtherName(key: string): string | undefined {
  return KEYS.get(key.toLowerCase());
}

/** The services whose actions are taken for those of another one: `cloudwatch:DeleteLogGroup` is one of `logs`. */
export function getSiblings(service: string): readonly string[] {
  return SIBLINGS.get(service.toLowerCase()) ?? [];
}
