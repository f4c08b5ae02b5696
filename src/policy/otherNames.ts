/** How policies call what people know by another name. */
import names from "./data/otherNames.json";

type Names = Readonly<Partial<Record<string, string>>>;

/** The prefix of a service: `efs` is `elasticfilesystem`. */
export function getServiceByOtherName(name: string): string | undefined {
  return (names.services as Names)[name.toLowerCase()];
}

/** The action, without its service, that an operation asks for: `s3:ListBuckets` asks for `ListAllMyBuckets`. */
export function getActionOfOperation(operation: string): string | undefined {
  return (names.actions as Names)[operation.toLowerCase()];
}

/** The condition key: `aws:Region` is `aws:RequestedRegion`. */
export function getKeyByOtherName(key: string): string | undefined {
  return (names.keys as Names)[key.toLowerCase()];
}
