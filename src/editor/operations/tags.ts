/** Tags on roots, OUs, accounts and policies: added, changed and removed, on one or on many at once. */
import * as vscode from "vscode";
import { choose, type Choice } from "../changing/choose";
import type { Session } from "../connection/session";
import { pickTarget } from "../picks";
import type { PlanRequest } from "../plans/request";
import type { EditorServices } from "../services";
import type { Subject } from "../subject";
import { getTargetFacts } from "../targets";
import { askText } from "./ask";
import { operate } from "./operate";
import { getKeyFault, getKeys, getTagSteps, getUntagSteps, isTagValue, type Tagged } from "./tagSteps";

const { t } = vscode.l10n;

/** What a command on a row of Details is about. */
export interface TagSubject {
  readonly resourceIds: readonly string[];
  /** The tag of the row; without it one is chosen, or added. */
  readonly key?: string;
}

export function getTagSubject(subjects: readonly Subject[]): TagSubject {
  const ids = subjects.map((subject) => (subject.kind === "policy" ? subject.policyId : subject.targetId));
  return { resourceIds: [...new Set(ids)] };
}

export function editTags(services: EditorServices, subject: TagSubject): Promise<unknown> {
  return operate(services, async (session) => {
    const resources = await loadResources(session, subject);
    if (!resources) return undefined;
    const name = getName(session, resources);
    const key = subject.key ?? (await chooseKey(resources, name));
    return key === undefined ? undefined : askForValue(resources, name, key);
  });
}

export function addTag(services: EditorServices, subject: TagSubject): Promise<unknown> {
  return operate(services, async (session) => {
    const resources = await loadResources(session, subject);
    if (!resources) return undefined;
    const name = getName(session, resources);
    const key = await askForKey(name);
    return key === undefined ? undefined : askForValue(resources, name, key);
  });
}

export function removeTag(services: EditorServices, subject: TagSubject): Promise<unknown> {
  return operate(services, async (session) => {
    const resources = await loadResources(session, subject);
    if (!resources) return undefined;
    const name = getName(session, resources);
    const key =
      subject.key ?? (await choose(t("Remove a tag of {0}", name), t("Key"), async () => toChoices(resources)));
    if (key === undefined) return undefined;
    return { title: t("Remove the tag {0} of {1}", key, name), steps: getUntagSteps(resources, [key]) };
  });
}

async function loadResources(session: Session, { resourceIds }: TagSubject): Promise<readonly Tagged[] | undefined> {
  const { store } = session;
  const chosen =
    resourceIds.length > 0 ? undefined : await pickTarget(session, t("Tags of which root, OU or account?"));
  const ids = chosen === undefined ? resourceIds : [chosen];
  if (ids.length === 0) return undefined;
  store.refresh(ids.map((resourceId) => ({ part: "tags", resourceId })));
  return Promise.all(ids.map(async (resourceId) => ({ resourceId, tags: await store.loadTags(resourceId) })));
}

function getName({ store }: Session, resources: readonly Tagged[]): string {
  const [only, ...more] = resources;
  if (!only || more.length > 0) return t("{0} resources", resources.length);
  const target = store.getTarget(only.resourceId);
  return target ? getTargetFacts(target).name : (store.getPolicySummary(only.resourceId)?.name ?? only.resourceId);
}

async function chooseKey(resources: readonly Tagged[], name: string): Promise<string | undefined> {
  const chosen = await choose(t("Tags of {0}", name), t("A tag to change, or a new one"), async () => [
    { id: "add", label: `$(add) ${t("Add a tag…")}` },
    ...toChoices(resources).map((choice) => ({ ...choice, id: `key:${choice.id}` })),
  ]);
  return chosen === "add" ? askForKey(name) : chosen?.slice("key:".length);
}

function toChoices(resources: readonly Tagged[]): readonly Choice[] {
  return [...getKeys(resources)].map(([key, values]): Choice => {
    const words = [...values].map((value) => value ?? t("not on all"));
    return { id: key, label: key, description: words.join(" · ") };
  });
}

function askForKey(name: string): Promise<string | undefined> {
  return askText({
    title: t("Add a tag to {0}", name),
    prompt: t("Key, such as CostCenter"),
    check(key) {
      switch (getKeyFault(key)) {
        case undefined:
          return undefined;
        case "empty":
          return t("A key is needed.");
        case "reserved":
          return t("Keys that begin with aws: are AWS's own.");
        case "letters":
          return t("AWS allows letters, digits, spaces and _ . : / = + - @, 128 at most.");
      }
    },
  });
}

async function askForValue(resources: readonly Tagged[], name: string, key: string): Promise<PlanRequest | undefined> {
  const [common, ...others] = getKeys(resources).get(key) ?? [];
  const value = await askText({
    title: t("Tag {0} of {1}", key, name),
    prompt: t("Value; it may stay empty."),
    ...(common !== undefined && others.length === 0 && { value: common }),
    check: (text) =>
      isTagValue(text) ? undefined : t("AWS allows letters, digits, spaces and _ . : / = + - @, 256 at most."),
  });
  if (value === undefined) return undefined;
  return { title: t("Tag {0} with {1} = {2}", name, key, value), steps: getTagSteps(resources, key, value) };
}
