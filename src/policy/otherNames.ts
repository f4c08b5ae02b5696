/** How policies call what people know by another name. */
import names from "./data/otherNames.json";

type Names = Readonly<Partial<Record<string, string>>>;

/** The prefix of a service: `efs` is `elasticfilesystem`. */
export function getServiceByOtherName(name: string): string | undefined {
  const folded = name.toLowerCase();
  return (names.services as Names)[folded] ?? (names.services as Names)[folded.replaceAll("-", "")];
}

/** The action, without its service, that an operation asks for: `s3:ListBuckets` asks for `ListAllMyBuckets`. */
export function getActionOfOperation(operation: string): string | undefined {
  return (names.actions as Names)[operation.toLowerCase()];
}

/** The condition operator: `Boolean` is `Bool`. */
export function getOperatorByOtherName(operator: string): string | undefined {
  return (names.operators as Names)[operator.toLowerCase()];
}

/** The condition key: `aws:Region` is `aws:RequestedRegion`. */
export function getKeyByOtherName(key: string): string | undefined {
  return (names.keys as Names)[key.toLowerCase()];
}

/** The services whose actions are taken for those of another one: `cloudwatch:DeleteLogGroup` is one of `logs`. */
export function getSiblings(service: string): readonly string[] {
  return (names.siblings as Readonly<Partial<Record<string, readonly string[]>>>)[service.toLowerCase()] ?? [];
}
