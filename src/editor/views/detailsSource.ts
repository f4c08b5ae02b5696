import { isUnanswered } from "../../organization/errors";
import type { PolicySummary } from "../../organization/model";
import { getPartKey } from "../../organization/parts";
import type { OrganizationStore, StorePart, Target } from "../../organization/store";
import { RCP_FULL_AWS_ACCESS, type PolicyType } from "../../terms/policyTypes";
import { loadTargets } from "../changing/targetName";
import { getTargetFacts } from "../targets";
import { getDelegatedServices } from "./delegatedServices";
import type { Context, Known } from "./description";
import { getContactFacts, getFacts, type DetailSubject } from "./facts";
import {
  createAttachedPolicy,
  createFact,
  createFailed,
  createLoading,
  createNote,
  createPolicyTarget,
  createSection,
  type Element,
  type SectionElement,
} from "./elements";
import { loadQuietly } from "./loadPart";
import { sortTargets } from "./sortTargets";
import type { TreeSource, ViewedOrganization } from "./source";

/** What is known of one target, policy or invitation. Rows stand at once; each part that is late or failed says so. */
export interface DetailsSource extends TreeSource {
  /** Asks for every part that is missing, the most wanted first. */
  loadParts(store: OrganizationStore): void;
  /** All parts of this subject. */
  getAllParts(known: Known): readonly StorePart[];
}

export function createDetailsSource(
  subject: DetailSubject,
  toContext: (organization: ViewedOrganization) => Context,
): DetailsSource {
  /** Whether somebody wanted to see them: they cost a request for each type. */
  let areContactsWanted = false;
  const source: DetailsSource = {
    async loadChildren(organization, parent) {
      if (parent?.kind === "section" && parent.section.about === "alternateContacts") {
        areContactsWanted = true;
        loadQuietly(organization.store, parent.parts);
      }
      if (!parent) return [...getSections(subject, organization.store), createAbout(subject, organization.store)];
      return parent.kind === "section" ? getRows(parent, subject, toContext(organization)) : [];
    },
    getParts: (element) => (element.kind === "section" ? element.parts : []),
    getAllParts: (known) => getSections(subject, known).flatMap((section) => section.parts),
    loadParts(store) {
      const parts = source.getAllParts(store);
      loadQuietly(store, areContactsWanted ? parts : parts.filter(({ part }) => part !== "alternateContacts"));
      // A target that was only met in a list has no place until the tree above it was read. Its failure is a change too.
      const isRefused = store.getState({ part: "roots" }).state === "failed";
      if (!isRefused && !hasPlace(subject, store)) void loadTargets(store).catch(() => undefined);
    },
  };
  return source;
}

/** Facts come with lists that others load: they are shown as they stand. */
function createAbout(subject: DetailSubject, known: Known): SectionElement {
  return createSection("about", { about: "facts" }, [getFactsPart(subject, known)]);
}

function getFactsPart(subject: DetailSubject, known: Known): StorePart {
  if (subject.kind === "policy") return { part: "policy", policyId: subject.policyId };
  if (subject.kind === "handshake") return { part: subject.isReceived ? "receivedHandshakes" : "handshakes" };
  const parent = known.getPath(subject.targetId).at(-2);
  return parent ? { part: "children", parentId: getTargetFacts(parent).id } : { part: "roots" };
}

function hasPlace(subject: DetailSubject, known: Known): boolean {
  return subject.kind !== "target" || known.getPath(subject.targetId)[0]?.kind === "root";
}

function getSections(subject: DetailSubject, known: Known): readonly SectionElement[] {
  switch (subject.kind) {
    case "policy":
      return getPolicySections(subject.policyId, known);
    case "target":
      return getTargetSections(subject.targetId, known);
    case "handshake":
      return [];
  }
}

function getPolicySections(policyId: string, known: Known): readonly SectionElement[] {
  const summary = known.getPolicySummary(policyId);
  const type = summary?.type ?? "";
  return [
    createSection("targets", { about: "targets", policyId, type }, [{ part: "targets", policyId }]),
    // AWS's own policies cannot be tagged.
    ...(summary?.awsManaged === false ? [createTags(policyId)] : []),
  ];
}

function getTargetSections(targetId: string, known: Known): readonly SectionElement[] {
  const isAccount = known.getTarget(targetId)?.kind === "account";
  const levels = getLevels(targetId, known);
  return [
    ...known.getEnabledPolicyTypes().map((type) =>
      createSection(
        `attached/${type}`,
        { about: "attached", targetId, type },
        levels.map((level) => ({ part: "attached", targetId: level, type })),
      ),
    ),
    createTags(targetId),
    ...(isAccount ? [createDelegatedServices(targetId), createAlternateContacts(targetId)] : []),
  ];
}

function createTags(resourceId: string): SectionElement {
  return createSection("tags", { about: "tags", resourceId }, [{ part: "tags", resourceId }]);
}

function createDelegatedServices(accountId: string): SectionElement {
  const part = { part: "delegatedServices", accountId } as const;
  return createSection("delegatedServices", { about: "delegatedServices", accountId }, [part]);
}

function createAlternateContacts(accountId: string): SectionElement {
  const part = { part: "alternateContacts", accountId } as const;
  return createSection("alternateContacts", { about: "alternateContacts", accountId }, [part]);
}

/** The target itself, then what lies above it, nearest first. */
function getLevels(targetId: string, known: Known): readonly string[] {
  const path = known.getPath(targetId).map((target: Target) => getTargetFacts(target).id);
  return path.length > 0 ? path.reverse() : [targetId];
}

function getRows(parent: SectionElement, subject: DetailSubject, context: Context): readonly Element[] {
  const { known, t } = context;
  const { section } = parent;
  switch (section.about) {
    case "attached": {
      const rows = getLevels(section.targetId, known).flatMap((level) =>
        getAttachedRows(parent, level, section.targetId, section.type, known),
      );
      const told = rows.filter((row) => !isSaidAlready(row, rows, known));
      return told.length > 0 ? told : [createNote(parent, t("Nothing attached or inherited"))];
    }
    case "targets": {
      const { policyId, type } = section;
      return getPartRows(parent, { part: "targets", policyId }, known, known.getTargets(policyId), (targets) =>
        targets.length > 0
          ? sortTargets(targets).map(({ targetId }) => createPolicyTarget(parent, type, policyId, targetId))
          : [createNote(parent, t("Attached to nothing"))],
      );
    }
    case "tags": {
      const { resourceId } = section;
      return getPartRows(parent, { part: "tags", resourceId }, known, known.getTags(resourceId), (tags) => {
        const keys = Object.keys(tags).sort();
        return keys.length > 0
          ? keys.map((key) => createFact(parent, { id: key, label: key, value: tags[key] ?? "", icon: "tag" }))
          : [createNote(parent, t("No tags"))];
      });
    }
    case "delegatedServices": {
      const { accountId } = section;
      const answer = getDelegatedServices(known, accountId);
      return getPartRows(parent, { part: "delegatedServices", accountId }, known, answer, (services) =>
        services.length > 0
          ? services.map(({ servicePrincipal }) =>
              createFact(parent, {
                id: servicePrincipal,
                label: servicePrincipal,
                value: "",
                icon: "delegatedServices",
              }),
            )
          : [createNote(parent, t("Administers no service"))],
      );
    }
    case "alternateContacts": {
      const { accountId } = section;
      const answer = known.getAlternateContacts(accountId);
      return getPartRows(parent, { part: "alternateContacts", accountId }, known, answer, (contacts) =>
        getContactFacts(contacts, t).map((fact) => createFact(parent, fact)),
      );
    }
    case "facts":
      return getFacts(subject, context).map((fact) => createFact(parent, fact));
  }
}

function getAttachedRows(
  parent: SectionElement,
  targetId: string,
  viewedId: string,
  type: PolicyType,
  known: Known,
): readonly Element[] {
  const part = { part: "attached", targetId, type } as const;
  const attached = known.getAttached(targetId, type);
  return getPartRows(parent, part, known, attached, (policies: readonly PolicySummary[]) =>
    policies
      // It is everywhere: once is enough.
      .filter(({ id }) => id !== RCP_FULL_AWS_ACCESS || targetId === viewedId)
      .map(({ id }) => createAttachedPolicy(parent, type, { policyId: id, targetId }, viewedId)),
  );
}

/** That what is known could not be read again is said once, not for each level. */
function isSaidAlready(row: Element, rows: readonly Element[], known: Known): boolean {
  if (row.kind !== "failed" || row.part.part !== "attached") return false;
  const isKnown = known.getAttached(row.part.targetId, row.part.type) !== undefined;
  return isKnown && rows.find(({ kind }) => kind === "failed") !== row;
}

/** The rows of an answer, behind one that says that it could not be read again; without one, whether it is under way. */
function getPartRows<T>(
  parent: Element,
  part: StorePart,
  known: Known,
  answer: T | undefined,
  toRows: (answer: T) => readonly Element[],
): readonly Element[] {
  const key = getPartKey(part);
  const state = known.getState(part);
  const failed = state.state === "failed" ? [createFailed(parent, part, `${key}/failed`)] : [];
  if (answer === undefined) return failed.length > 0 ? failed : [createLoading(parent, part, `${key}/loading`)];
  // An error of AWS's may be the answer.
  const isStale = state.state === "failed" && isUnanswered(state.error);
  return isStale ? [...failed, ...toRows(answer)] : toRows(answer);
}
