import type { Tags } from "../../organization/model";
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { finding, type PlanFinding } from "./catalogue";

/** Organizations API Reference, Tag; AWS says letters, digits, spaces and `_ . : / = + - @`. */
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** The tags to be set, on what has some already. */
export function* checkTags(tags: Tags, before: Tags, target: string): Generator<PlanFinding> {
  for (const [key, value] of Object.entries(tags)) {
    if (/^aws:/i.test(key)) yield finding("tagReserved", { key });
    else if (!KEY.test(key) || !VALUE.test(value)) yield finding("tagInvalid", { key });
  }
  const count = Object.keys({ ...before, ...tags }).length;
  const max = ORGANIZATION_QUOTAS.tagsPerResource;
  if (count > max) yield finding("tooManyTags", { target, tags: count, max });
}
