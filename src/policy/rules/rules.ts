import { conflictingElements } from "./conflictingElements";
import { duplicateKey } from "./duplicateKey";
import { duplicateSid } from "./duplicateSid";
import { emptyList } from "./emptyList";
import { idElement } from "./idElement";
import { invalidEffect } from "./invalidEffect";
import { invalidSid } from "./invalidSid";
import { invalidVersion } from "./invalidVersion";
import { jsonComment } from "./jsonComment";
import { jsonSyntax } from "./jsonSyntax";
import { jsonTrailingComma } from "./jsonTrailingComma";
import { malformedAction } from "./malformedAction";
import { missingElement } from "./missingElement";
import { missingVersion } from "./missingVersion";
import { policySize } from "./policySize";
import { rcpAction } from "./rcpAction";
import { rcpEffect } from "./rcpEffect";
import { rcpElement } from "./rcpElement";
import { rcpPrincipal } from "./rcpPrincipal";
import { scpPrincipal } from "./scpPrincipal";
import { secondDocument } from "./secondDocument";
import { unknownAction } from "./unknownAction";
import { unknownConditionKey } from "./unknownConditionKey";
import { unknownElement } from "./unknownElement";
import { unknownOperator } from "./unknownOperator";
import { unknownService } from "./unknownService";
import { unmatchedWildcard } from "./unmatchedWildcard";
import { wildcardService } from "./wildcardService";
import { wrongType } from "./wrongType";
import type { Rule } from "./rule";

/** Every rule, in the order of the docs: syntax, structure, type, names, size. */
export const RULES: readonly Rule[] = [
  jsonSyntax,
  jsonComment,
  jsonTrailingComma,
  secondDocument,
  duplicateKey,
  unknownElement,
  idElement,
  wrongType,
  missingVersion,
  invalidVersion,
  missingElement,
  emptyList,
  conflictingElements,
  invalidEffect,
  invalidSid,
  duplicateSid,
  scpPrincipal,
  rcpEffect,
  rcpPrincipal,
  rcpElement,
  rcpAction,
  malformedAction,
  wildcardService,
  unknownService,
  unknownAction,
  unmatchedWildcard,
  unknownOperator,
  unknownConditionKey,
  policySize,
];
