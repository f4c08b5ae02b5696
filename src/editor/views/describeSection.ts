import { getPolicyTypeFacts, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import { getDelegatedServices } from "./delegatedServices";
import type { Context, Description, IconKey } from "./description";
import type { Section, SectionElement } from "./elements";
import { getSlotsText, getUsedText } from "./words";

/** A heading of Details; while a part of it is under way it says so. */
export function describeSection({ section, parts }: SectionElement, context: Context): Description {
  const { known, t } = context;
  const label = getLabel(section, context);
  const states = parts.map((part) => known.getState(part).state);
  const summary = getSummary(section, context);
  const isLate = states.some((state) => state === "absent" || state === "loading");
  const isAsked = section.about !== "alternateContacts" || states.some((state) => state !== "absent");
  const description =
    section.about === "facts" || !isAsked ? undefined : (summary ?? (isLate ? t("loading…") : t("not read")));
  return {
    label,
    ...(description && { description }),
    icon: getIcon(section),
    flags: section.about === "tags" || section.about === "delegatedServices" ? [section.about] : [],
    expands: isFirst(section) ? "expanded" : "collapsed",
    spoken: description ? `${label}: ${getSpokenSummary(section, context) ?? description}` : label,
  };
}

function getLabel(section: Section, { t }: Context): string {
  switch (section.about) {
    case "attached":
      return getPolicyTypeFacts(section.type).name;
    case "targets":
      return t("Targets");
    case "tags":
      return t("Tags");
    case "delegatedServices":
      return t("Delegated services");
    case "alternateContacts":
      return t("Alternate contacts");
    case "facts":
      return t("About");
  }
}

/** What the section holds in a few words; `undefined` until its main part is known. */
function getSummary(section: Section, { known, t }: Context): string | undefined {
  switch (section.about) {
    case "attached": {
      const attached = known.getAttached(section.targetId, section.type);
      return attached && getUsedText(section.type, attached.length, t);
    }
    case "targets":
      return known.getTargets(section.policyId)?.length.toString();
    case "tags": {
      const tags = known.getTags(section.resourceId);
      return tags && String(Object.keys(tags).length);
    }
    case "delegatedServices":
      return getDelegatedServices(known, section.accountId)?.length.toString();
    case "alternateContacts":
      return known.getAlternateContacts(section.accountId)?.length.toString();
    case "facts":
      return undefined;
  }
}

/** Where the row has room for less than there is to say. */
function getSpokenSummary(section: Section, { known, t }: Context): string | undefined {
  const attached = section.about === "attached" ? known.getAttached(section.targetId, section.type) : undefined;
  return section.about === "attached" && attached ? getSlotsText(section.type, attached.length, t) : undefined;
}

/** What most people look for stands open. */
function isFirst(section: Section): boolean {
  if (section.about === "targets" || section.about === "facts") return true;
  return (
    section.about === "attached" &&
    (section.type === SERVICE_CONTROL_POLICY || section.type === RESOURCE_CONTROL_POLICY)
  );
}

function getIcon(section: Section): IconKey {
  switch (section.about) {
    case "attached":
      return "policyType";
    case "targets":
      return "targets";
    case "tags":
      return "tags";
    case "delegatedServices":
      return "delegatedServices";
    case "alternateContacts":
      return "contacts";
    case "facts":
      return "about";
  }
}
