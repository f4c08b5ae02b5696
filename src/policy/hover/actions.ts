import type { Node } from "jsonc-parser";
import type { Catalogue } from "../catalogue";
import { hasWildcard } from "../glob";
import type { Hover } from "../language";
import { getServicePage } from "../reading/pages";
import { getInnerSpan } from "../tree";
import { describeAction, describeMatches, describeService } from "./descriptions";

/** Before the colon the service; after it the action, or what the wildcard covers. */
export function hoverAction(node: Node, offset: number, catalogue: Catalogue): Hover | undefined {
  const text = String(node.value);
  const span = getInnerSpan(node);
  const colon = text.indexOf(":");
  const prefix = text.slice(0, Math.max(colon, 0)).toLowerCase();
  const service = catalogue.services.find((candidate) => candidate.prefix === prefix);
  const link = service ? `\n\n[AWS documentation](${getServicePage(service)})` : "";
  if (colon > 0 && offset <= span.start + colon) {
    if (!service) return undefined;
    const markdown = describeService(service, catalogue.date) + link;
    return { span: { start: span.start, end: span.start + colon }, markdown };
  }
  if (hasWildcard(text))
    return { span, markdown: describeMatches(text, catalogue.expand(text), catalogue.date) + link };
  const action = catalogue.getAction(text);
  return action && { span, markdown: describeAction(action) + link };
}
