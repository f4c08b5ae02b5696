import type { Step, StepOf } from "../step";
import { ALREADY_SO, conflict, find, getTag, READY, type Operation } from "./operation";

const GONE = "no such resource any more";
const CHANGED = "tags that were changed since";

export const tagResource: Operation<StepOf<"tagResource">> = {
  async look({ resourceId, tags, was }, reads) {
    const found = await find(reads.listTags(resourceId));
    if (!found) return conflict(GONE);
    const keys = Object.keys(tags);
    if (keys.every((key) => getTag(found, key) === tags[key])) return ALREADY_SO;
    return keys.every((key) => getTag(found, key) === getTag(was, key)) ? READY : conflict(CHANGED);
  },
  async send({ resourceId, tags }, writes) {
    await writes.tagResource(resourceId, tags);
    return {};
  },
  invert: ({ resourceId, tags, was }) => {
    const added = Object.entries(tags).filter(([key]) => getTag(was, key) === undefined);
    const steps: Step[] = [];
    if (Object.keys(was).length > 0) {
      const now = Object.fromEntries(Object.entries(tags).filter(([key]) => getTag(was, key) !== undefined));
      steps.push({ kind: "tagResource", resourceId, tags: was, was: now });
    }
    if (added.length > 0) steps.push({ kind: "untagResource", resourceId, was: Object.fromEntries(added) });
    return { steps };
  },
};

export const untagResource: Operation<StepOf<"untagResource">> = {
  async look({ resourceId, was }, reads) {
    const found = await find(reads.listTags(resourceId));
    if (!found) return conflict(GONE);
    const keys = Object.keys(was);
    if (keys.every((key) => getTag(found, key) === undefined)) return ALREADY_SO;
    return keys.every((key) => getTag(found, key) === was[key]) ? READY : conflict(CHANGED);
  },
  async send({ resourceId, was }, writes) {
    await writes.untagResource(resourceId, Object.keys(was));
    return {};
  },
  invert: ({ resourceId, was }) => ({ steps: [{ kind: "tagResource", resourceId, tags: was, was: {} }] }),
};
