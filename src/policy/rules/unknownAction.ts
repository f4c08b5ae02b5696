import { getActions } from "../actions";
import other from "../data/otherServices.json";
import { hasWildcard } from "../glob";
import { memoize } from "../memo";
import { findNearestName } from "../nearest";
import { getActionOfOperation, getSiblings } from "../otherNames";
import type { Rule } from "./rule";

export const unknownAction: Rule = {
  code: "unknown-action",
  title: "Unknown action",
  severity: "warning",
  reach: "statements",
  messages: [
    "{service} has no action {action}, but there is {elsewhere}. Did you mean that?",
    "{service} has no action {action} in the catalogue of {date}. Did you mean {nearest}?",
    "{service} has no action {action} in the catalogue of {date}; it may be newer, or retired.",
  ],
  why: "AWS saves a policy with a misspelt action without a word, and the entry then matches nothing. An action newer than the catalogue is reported too, which is why this is a warning.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:DeleteBuket","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}}',
  source: "reference_policies_actions-resources-contextkeys",
  *check({ outline, catalogue }) {
    const getNearest = memoize((written) => {
      const known = getActionOfOperation(written);
      if (known !== undefined) return known;
      const [prefix = "", name = ""] = written.split(":");
      const actions = catalogue.getService(prefix)?.actions ?? [];
      return findNearestName(
        name,
        actions.map((action) => action.name.slice(prefix.length + 1)),
      );
    });
    for (const statement of outline.statements) {
      for (const action of getActions(statement)) {
        if (action.kind !== "action" || hasWildcard(action.text) || catalogue.getAction(action.text)) continue;
        if (!catalogue.hasService(action.prefix) || other.actions.includes(action.text.toLowerCase())) continue;
        const data = { service: action.prefix.toLowerCase(), action: action.name, date: catalogue.date };
        const [elsewhere] = getSiblings(action.prefix).flatMap((prefix) => {
          const found = catalogue.getAction(`${prefix}:${action.name}`);
          return found ? [found.name] : [];
        });
        const nearest = elsewhere ? undefined : getNearest(action.text);
        yield {
          span: action.nameSpan,
          data: { ...data, ...(elsewhere && { elsewhere }), ...(nearest && { nearest }) },
        };
      }
    }
  },
};
