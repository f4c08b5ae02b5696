/** Values of condition keys that are written almost, but not quite, as AWS knows them. */
import data from "./data/keyValues.json";
import { findNearest } from "./nearest";

const VALUES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(data.values).map(([key, values]) => [key.toLowerCase(), values]),
);

/** The keys whose lists are whole, so that a near miss is no newer value. */
const WHOLE: ReadonlySet<string> = new Set(
  [
    ...data.closed,
    "aws:PrincipalType",
    "dynamodb:ReturnValues",
    "ec2:RootDeviceType",
    "ec2:Tenancy",
    "kms:KeyOrigin",
    "s3:x-amz-metadata-directive",
    "s3:x-amz-server-side-encryption",
  ].map((key) => key.toLowerCase()),
);

/** The values of keys that take no others. */
export function getWholeLists(): ReadonlyMap<string, readonly string[]> {
  return new Map(data.closed.map((key) => [key.toLowerCase(), VALUES.get(key.toLowerCase()) ?? []]));
}

/** The known value that a written one means; of keys with open lists only one that differs in case alone. */
export function findMeantValue(key: string, written: string): string | undefined {
  const values = VALUES.get(key);
  if (!values || values.includes(written)) return undefined;
  // The root user is the account itself.
  if (key === "aws:principaltype" && /^root(user)?$/i.test(written)) return "Account";
  // What is switched on or off is not true or false.
  const isOn = /^(?:true|false)$/i.exec(written)?.[0].toLowerCase();
  const answer = isOn === "true" ? /^enabled$/i : isOn === "false" ? /^disabled$/i : undefined;
  const answered = answer && values.find((value) => answer.test(value));
  if (answered !== undefined) return answered;
  const inOtherCase = values.find((value) => value.toLowerCase() === written.toLowerCase());
  return inOtherCase ?? (WHOLE.has(key) ? findNearest(written, values) : undefined);
}

/** `cloudformation.amazon.com`, `ec2` → with the domain of service principals. */
export function findMeantService(written: string): string | undefined {
  const [, name] = /^([a-z][\w-]*)(?:\.(?:aws\.)?amazon\.com|\.aws\.com|\.amazonaws(?:\.co)?)?$/i.exec(written) ?? [];
  return name === undefined || name.toLowerCase().startsWith("alexa") ? undefined : `${name}.amazonaws.com`;
}
