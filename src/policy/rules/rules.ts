import type { Rule } from "./rule";
import { allowBesideFullAccess, attachmentLimit } from "./attachedTargets";
import { absentKeyPass } from "./absentKeyPass";
import { absentKeyDeny, rcpServicePrincipals, rcpSourceGuard } from "./absentKeys";
import { actionResource } from "./actionResource";
import { addressHostBits, privateAddress } from "./addresses";
import { arnAccount, arnPartition, arnRegion, arnService, malformedArn } from "./arns";
import { combinedRequirements, combinedTagTests } from "./combinedTests";
import { alwaysMet, conditionValue, literalWildcard } from "./conditionValues";
import { conflictingElements } from "./conflictingElements";
import { cancelledExemption } from "./cancelledExemptions";
import { coveredExemption } from "./coveredExemptions";
import { constantKey } from "./constantKey";
import { duplicateKey } from "./duplicateKey";
import { duplicateSid } from "./duplicateSid";
import { emptyCondition } from "./emptyCondition";
import { emptyList } from "./emptyList";
import { exclusiveTests } from "./exclusiveTests";
import { rcpFederatedCallers } from "./federatedCallers";
import { idElement } from "./idElement";
import { invalidEffect } from "./invalidEffect";
import { invalidSid } from "./invalidSid";
import { invalidVersion } from "./invalidVersion";
import { invertedNull } from "./invertedNull";
import { jsonComment } from "./jsonComment";
import { jsonSyntax } from "./jsonSyntax";
import { jsonTrailingComma } from "./jsonTrailingComma";
import { kmsAlias } from "./kmsAlias";
import { closedAccount, foreignOrganization, unknownAccount, unknownOrganizationalUnit } from "./knownOrganization";
import { lookAlike } from "./lookAlike";
import { managementSyntax } from "./managementSyntax";
import { malformedAction } from "./malformedAction";
import { missingElement } from "./missingElement";
import { missingVersion } from "./missingVersion";
import { newerGrammar } from "./newerGrammar";
import { operatorType } from "./operatorType";
import { partialKeyDeny } from "./partialKeys";
import { policySize } from "./policySize";
import { policyVariable } from "./policyVariable";
import { principalArn } from "./principalArn";
import { foreignPartition } from "./foreignPartition";
import { guessableExemption, managementAccount, serviceLinkedRole } from "./principals";
import { privateExemption } from "./privateExemption";
import { rcpAction } from "./rcpAction";
import { rcpEffect } from "./rcpEffect";
import { rcpElement } from "./rcpElement";
import { rcpPrincipal } from "./rcpPrincipal";
import { denyEverything, matchesNothing, unlimitedNotAction, unlimitedNotResource } from "./reachOfStatement";
import { redundantAction, redundantResource, redundantValue } from "./redundantEntries";
import { overriddenAllow, redundantStatement } from "./redundantStatements";
import { regionDenyGlobal } from "./regionDeny";
import { unknownRegion } from "./regionValues";
import { scpPrincipal } from "./scpPrincipal";
import { secondDocument } from "./secondDocument";
import {
  forAllValuesAllow,
  forAllValuesDeny,
  forgeableKey,
  missingSetOperator,
  setOperatorSingleValue,
} from "./setOperators";
import { unknownAction } from "./unknownAction";
import { unknownConditionKey } from "./unknownConditionKey";
import { unknownElement } from "./unknownElement";
import { unknownOperator } from "./unknownOperator";
import { unknownService } from "./unknownService";
import { unmatchedWildcard } from "./unmatchedWildcard";
import { unusedConditionKey } from "./unusedConditionKey";
import { wildcardService } from "./wildcardService";
import { wrappedPolicy } from "./wrappedPolicy";
import { wrongType } from "./wrongType";

/** Every rule, in the order of the docs: syntax, structure, type, names, ARNs, conditions, meaning, organization, size. */
export const RULES: readonly Rule[] = [
  jsonSyntax,
  jsonComment,
  jsonTrailingComma,
  secondDocument,
  wrappedPolicy,
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
  lookAlike,
  scpPrincipal,
  newerGrammar,
  rcpEffect,
  rcpPrincipal,
  rcpElement,
  rcpAction,
  malformedAction,
  wildcardService,
  unknownService,
  unknownAction,
  unmatchedWildcard,
  malformedArn,
  arnPartition,
  arnService,
  arnRegion,
  arnAccount,
  actionResource,
  kmsAlias,
  unknownOperator,
  unknownConditionKey,
  unusedConditionKey,
  operatorType,
  setOperatorSingleValue,
  missingSetOperator,
  forAllValuesAllow,
  forAllValuesDeny,
  conditionValue,
  literalWildcard,
  unknownRegion,
  privateAddress,
  addressHostBits,
  policyVariable,
  emptyCondition,
  alwaysMet,
  exclusiveTests,
  invertedNull,
  combinedTagTests,
  combinedRequirements,
  coveredExemption,
  cancelledExemption,
  privateExemption,
  forgeableKey,
  absentKeyDeny,
  absentKeyPass,
  partialKeyDeny,
  rcpServicePrincipals,
  rcpFederatedCallers,
  rcpSourceGuard,
  regionDenyGlobal,
  principalArn,
  guessableExemption,
  constantKey,
  serviceLinkedRole,
  matchesNothing,
  denyEverything,
  unlimitedNotAction,
  unlimitedNotResource,
  overriddenAllow,
  redundantStatement,
  redundantAction,
  redundantResource,
  redundantValue,
  allowBesideFullAccess,
  attachmentLimit,
  foreignOrganization,
  foreignPartition,
  managementAccount,
  unknownAccount,
  closedAccount,
  unknownOrganizationalUnit,
  policySize,
  managementSyntax,
];
