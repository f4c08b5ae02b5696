import { getActions } from "../actions";
import other from "../data/otherServices.json";
import { hasWildcard } from "../glob";
import { findNearest } from "../nearest";
import { getServiceByOtherName } from "../otherNames";
import type { Rule } from "./rule";

export const unknownService: Rule = {
  code: "unknown-service",
  title: "Unknown service",
  severity: "warning",
  reach: "statements",
  messages: [
    "No service has the prefix {service} in the catalogue of {date}. Did you mean {nearest}?",
    "No service has the prefix {service} in the catalogue of {date}; it may be newer, or retired.",
  ],
  why: "AWS saves a policy with a misspelt service without a word, and the statement then matches nothing. A service newer than the catalogue is reported too, which is why this is a warning.",
  bad: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"cloudtrial:StopLogging","Resource":"*"}}',
  good: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"cloudtrail:StopLogging","Resource":"*"}}',
  source: "reference_policies_actions-resources-contextkeys",
  *check({ outline, catalogue }) {
    for (const statement of outline.statements) {
      for (const action of getActions(statement)) {
        if (action.kind !== "action" || hasWildcard(action.prefix)) continue;
        const service = action.prefix;
        if (catalogue.hasService(service) || other.prefixes.includes(service.toLowerCase())) continue;
        const nearest =
          getServiceByOtherName(service) ??
          findNearest(
            service,
            catalogue.services.map(({ prefix }) => prefix),
          );
        yield { span: action.prefixSpan, data: { service, date: catalogue.date, ...(nearest && { nearest }) } };
      }
    }
  },
};
