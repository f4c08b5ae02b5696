/** The Markdown that hovers and completions share. */
import { toCode } from "../../terms/markdown";
import type { ActionFacts, ServiceSummary } from "../catalogue";
import { countActions, toCount } from "../count";

const MAX_LISTED = 12;

export function describeService({ prefix, name, actionCount }: ServiceSummary, date: string): string {
  return `**${name}** · \`${prefix}\`\n\n${countActions(actionCount)} as of ${date}.`;
}

export function describeAction(action: ActionFacts): string {
  const resources = action.resourceTypes.map(({ name, required }) => (required ? `${name} (required)` : name));
  return [
    `**${action.name}** · ${action.accessLevel}`,
    action.description,
    resources.length > 0 && `Resource types: ${listCapped(resources)}`,
    action.conditionKeys.length > 0 && `Condition keys: ${listCapped(action.conditionKeys.map((key) => `\`${key}\``))}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** What a wildcard covers: how many actions, and which, by access level. */
export function describeMatches(pattern: string, actions: readonly ActionFacts[], date: string): string {
  const groups = new Map<string, ActionFacts[]>();
  for (const action of actions) {
    const group = groups.get(action.accessLevel);
    if (group) group.push(action);
    else groups.set(action.accessLevel, [action]);
  }
  const isOfOne = new Set(actions.map(({ name }) => name.slice(0, name.indexOf(":")))).size < 2;
  const list = (group: readonly ActionFacts[]) => {
    const names = group.map((action) => (isOfOne ? getBareName(action) : action.name)).sort();
    return listCapped(names.map((name) => `\`${name}\``));
  };
  const lines = [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([level, group]) => `- **${level}** (${toCount(group.length)}): ${list(group)}`);
  return `${toCode(pattern)} matches **${countActions(actions.length)}** as of ${date}${lines.length > 0 ? `\n\n${lines.join("\n")}` : ""}`;
}

function getBareName({ name }: ActionFacts): string {
  return name.slice(name.indexOf(":") + 1);
}

export function listCapped(items: readonly string[]): string {
  const shown = items.slice(0, MAX_LISTED).join(", ");
  return items.length > MAX_LISTED ? `${shown} and ${toCount(items.length - MAX_LISTED)} more` : shown;
}
