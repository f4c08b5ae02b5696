/** Values of condition keys that are written almost, but not quite, as AWS knows them. */
import data from "./data/keyValues.json";
import { hasWildcard } from "./glob";
import { findNearest } from "./nearest";

const VALUES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(data.values).map(([key, values]) => [key.toLowerCase(), values]),
);

/** What people call some of them, in lower case: the root user is the account itself. */
const CALLED: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(data.called).map(([key, names]) => [key.toLowerCase(), new Map(Object.entries(names))]),
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

/** Whether the key is known to hold words, such as `AES256`: no answers, numbers or addresses, nor ids of accounts. */
export function holdsWords(key: string): boolean {
  if (key.toLowerCase() === "ec2:owner") return false;
  return VALUES.get(key.toLowerCase())?.every((value) => !/^[\d.]+$/.test(value)) === true;
}

/** The values that stand in one text, between commas or spaces. */
export function splitValues(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

export function isKnownValue(key: string, value: string): boolean {
  return VALUES.get(key)?.includes(value) === true;
}

/** The values of keys that take no others. */
export function getWholeLists(): ReadonlyMap<string, readonly string[]> {
  return new Map(data.closed.map((key) => [key.toLowerCase(), VALUES.get(key.toLowerCase()) ?? []]));
}

/** The known value that a written one means; of keys with open lists only one of the same words. */
export function findMeantValue(key: string, written: string): string | undefined {
  const values = VALUES.get(key);
  if (!values || values.includes(written)) return undefined;
  const called = CALLED.get(key)?.get(written.toLowerCase());
  if (called !== undefined) return called;
  // What is switched on or off is not true or false.
  const isOn = /^(?:true|false)$/i.exec(written)?.[0].toLowerCase();
  const answer = isOn === "true" ? /^enabled$/i : isOn === "false" ? /^disabled$/i : undefined;
  const answered = answer && values.find((value) => answer.test(value));
  if (answered !== undefined) return answered;
  const inOtherCase = values.find((value) => value.toLowerCase() === written.toLowerCase());
  const ofSameWords = inOtherCase ?? values.find((value) => joinWords(value) === joinWords(written));
  return ofSameWords ?? (WHOLE.has(key) ? findNearest(written, values) : undefined);
}

/** `gp-3` → gp3; a pattern stays as it is. */
function joinWords(value: string): string {
  return hasWildcard(value) ? value : value.toLowerCase().replace(/[ ._-]/g, "");
}

/** `cloudformation.amazon.com`, `ec2` → with the domain of service principals. */
export function findMeantService(written: string): string | undefined {
  const [, name] = /^([a-z][\w-]*)(?:\.(?:aws\.)?amazon\.com|\.aws\.com|\.amazonaws(?:\.co)?)?$/i.exec(written) ?? [];
  return name === undefined || name.toLowerCase().startsWith("alexa") ? undefined : `${name}.amazonaws.com`;
}
