/** Changes of tags on one or many resources. No VS Code here. */
import type { StepOf } from "../../changes/step";
import type { Tags } from "../../organization/model";

/** A resource and what is on it now. */
export interface Tagged {
  readonly resourceId: string;
  readonly tags: Tags;
}

/** Sets a tag wherever it is another or missing. */
export function getTagSteps(
  resources: readonly Tagged[],
  key: string,
  value: string,
): readonly StepOf<"tagResource">[] {
  return resources
    .filter(({ tags }) => getTag(tags, key) !== value)
    .map(({ resourceId, tags }) => {
      const before = getTag(tags, key);
      return {
        kind: "tagResource",
        resourceId,
        tags: { [key]: value },
        was: before === undefined ? {} : { [key]: before },
      };
    });
}

/** Removes tags wherever they are. */
export function getUntagSteps(
  resources: readonly Tagged[],
  keys: readonly string[],
): readonly StepOf<"untagResource">[] {
  return resources.flatMap(({ resourceId, tags }) => {
    const was = Object.entries(tags).filter(([key]) => keys.includes(key));
    return was.length === 0 ? [] : [{ kind: "untagResource", resourceId, was: Object.fromEntries(was) }];
  });
}

/** Every key in use, with its values on the resources; `undefined` stands for a resource without it. */
export function getKeys(resources: readonly Tagged[]): ReadonlyMap<string, ReadonlySet<string | undefined>> {
  const keys = [...new Set(resources.flatMap(({ tags }) => Object.keys(tags)))].sort();
  return new Map(keys.map((key) => [key, new Set(resources.map(({ tags }) => getTag(tags, key)))]));
}

/** Why AWS takes no such key; `undefined` when it does (Organizations API Reference, Tag). */
export function getKeyFault(key: string): "empty" | "reserved" | "letters" | undefined {
  if (key === "") return "empty";
  if (/^aws:/i.test(key)) return "reserved";
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) ? undefined : "letters";
}

export function isTagValue(value: string): boolean {
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value);
}

/** A key may be the name of what every object inherits. */
function getTag(tags: Tags, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}
