/** A failure as AWS reports it. `name` goes out as `__type`, `reason` as `Reason`. */
export class AwsError extends Error {
  override readonly name: string;
  readonly reason: string | undefined;
  /** HTTP status. */
  readonly status: number;
  /** Further members of the exception, such as `Type` of TooManyRequestsException. */
  readonly members: Readonly<Record<string, string>>;

  constructor(
    name: string,
    message: string,
    details: { reason?: string; status?: number; members?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = name;
    this.reason = details.reason;
    this.status = details.status ?? 400;
    this.members = details.members ?? {};
  }
}

/** Messages of exceptions that carry no reason. Observed where known, else in AWS's manner. */
const MESSAGES = {
  AccessDeniedException: "You don't have permissions to access this resource.",
  AccountAlreadyClosedException: "You attempted to close an account that is already closed.",
  AccountAlreadyRegisteredException: "The specified account is already a delegated administrator for this AWS service.",
  AccountNotFoundException: "You specified an account that doesn't exist.",
  AccountNotRegisteredException: "The specified account is not a delegated administrator of your organization.",
  AlreadyInOrganizationException: "The AWS account is already a member of an organization.",
  AWSOrganizationsNotInUseException: "Your account is not a member of an organization.",
  ChildNotFoundException: "You specified a child that doesn't exist.",
  CreateAccountStatusNotFoundException: "You specified a create account request that doesn't exist.",
  DestinationParentNotFoundException: "You specified a destination parent that doesn't exist.",
  DuplicateAccountException: "The account is already in the specified destination.",
  DuplicateHandshakeException: "A handshake with the same action and target already exists.",
  DuplicateOrganizationalUnitException: "An OU with the same name already exists.",
  DuplicatePolicyAttachmentException: "The selected policy is already attached to the specified target.",
  DuplicatePolicyException: "A policy with the same name already exists.",
  EffectivePolicyNotFoundException: "The account has no effective policy of the specified type.",
  HandshakeAlreadyInStateException: "The specified handshake is already in the requested state.",
  HandshakeNotFoundException: "You specified a handshake that doesn't exist.",
  InvalidHandshakeTransitionException: "The handshake cannot change to the requested state.",
  MalformedPolicyDocumentException:
    "The provided policy document does not meet the requirements of the specified policy type.",
  MasterCannotLeaveOrganizationException: "You can't remove a management account from an organization.",
  OrganizationNotEmptyException: "The organization isn't empty. Remove all member accounts first.",
  OrganizationalUnitNotEmptyException:
    "The specified OU is not empty. Move all accounts and child OUs out of it first.",
  OrganizationalUnitNotFoundException: "You specified an organizational unit that doesn't exist.",
  ParentNotFoundException: "You specified parent that doesn't exist.",
  PolicyInUseException:
    "The policy is attached to one or more entities. Detach it from all roots, OUs, and accounts first.",
  PolicyNotAttachedException: "The specified policy is not attached to the specified target.",
  PolicyNotFoundException: "You specified a policy that doesn't exist.",
  PolicyTypeAlreadyEnabledException: "The specified policy type is already enabled.",
  PolicyTypeNotAvailableForOrganizationException: "The policy type requires an organization with all features enabled.",
  PolicyTypeNotEnabledException: "This operation can be performed only for enabled policy types.",
  ResourcePolicyNotFoundException: "We can't find a resource policy in this organization.",
  RootNotFoundException: "You specified a root that doesn't exist.",
  SourceParentNotFoundException: "You specified a source parent that doesn't exist.",
  TargetNotFoundException: "You specified a target that doesn't exist.",
} as const;

export function awsError(name: keyof typeof MESSAGES): AwsError {
  return new AwsError(name, MESSAGES[name]);
}

/** ConstraintViolationException: a quota or a rule of the organization (API Reference, its Reason list). */
const CONSTRAINTS = {
  ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED:
    "You have exceeded the number of accounts that can be created at the same time.",
  ACCOUNT_NUMBER_LIMIT_EXCEEDED: "You have exceeded the allowed number of AWS accounts.",
  CANNOT_CLOSE_MANAGEMENT_ACCOUNT: "You attempted to close the management account.",
  CLOSE_ACCOUNT_QUOTA_EXCEEDED: "You have exceeded the number of accounts that you can close in a 30-day period.",
  MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    "You have attached the maximum number of policies to the specified target.",
  MAX_TAG_LIMIT_EXCEEDED: "You have exceeded the number of tags allowed on this resource.",
  MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    "You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.",
  OU_DEPTH_LIMIT_EXCEEDED: "You have exceeded the number of levels of nested OUs allowed.",
  MASTER_ACCOUNT_CANNOT_BE_DELEGATED_ADMINISTRATOR:
    "You can't register the management account as a delegated administrator.",
  OU_NUMBER_LIMIT_EXCEEDED: "You have exceeded the number of OUs allowed in an organization.",
  POLICY_CONTENT_LIMIT_EXCEEDED: "You have exceeded the maximum policy size.",
  SERVICE_ACCESS_NOT_ENABLED: "You attempted to register a delegated administrator before you enabled service access.",
  POLICY_NUMBER_LIMIT_EXCEEDED: "You have exceeded the number of policies of this type allowed.",
} as const;

export function constraintViolation(reason: keyof typeof CONSTRAINTS): AwsError {
  return new AwsError("ConstraintViolationException", CONSTRAINTS[reason], { reason });
}

/** InvalidInputException (API Reference, its Reason list). */
const INVALID_INPUTS = {
  DUPLICATE_TAG_KEY: "You specified the same tag key more than once.",
  IMMUTABLE_POLICY: "You can't modify a policy that is managed by AWS.",
  INPUT_REQUIRED: "You must include a value for all required parameters.",
  INVALID_ENUM: "You specified an invalid value.",
  INVALID_ENUM_POLICY_TYPE: "You specified an invalid policy type.",
  INVALID_EMAIL_ADDRESS_TARGET: "You specified an invalid email address for the invited account owner.",
  INVALID_LIST_MEMBER: "You provided a list that contains at least one invalid value.",
  INVALID_NEXT_TOKEN: "Get the value for the NextToken parameter from the response to a previous call.",
  INVALID_PARTY_TYPE_TARGET: "You specified an invalid party type for the target.",
  INVALID_PATTERN: "You provided a value that doesn't match the required pattern.",
  INVALID_PATTERN_TARGET_ID: "You specified a policy target ID that doesn't match the required pattern.",
  INVALID_SYNTAX_POLICY_ID: "You specified a policy ID that doesn't match the required pattern.",
  INVALID_SYSTEM_TAGS_PARAMETER: "Tag keys that start with aws: are reserved.",
  MAX_LENGTH_EXCEEDED: "You provided a string that is longer than allowed.",
  MAX_LIMIT_EXCEEDED_FILTER: "You can specify only one filter for this operation.",
  MAX_VALUE_EXCEEDED: "You provided a number that is larger than allowed.",
  MIN_LENGTH_EXCEEDED: "You provided a string that is shorter than allowed.",
  MIN_VALUE_EXCEEDED: "You provided a number that is smaller than allowed.",
  MOVING_ACCOUNT_BETWEEN_DIFFERENT_ROOTS: "You can move an account only between parents in the same root.",
  NON_DETACHABLE_POLICY: "You can't detach this AWS managed policy.",
  TARGET_NOT_SUPPORTED: "You can't perform the specified operation on this target.",
} as const;

export type InvalidInputReason = keyof typeof INVALID_INPUTS;

export function invalidInput(reason: InvalidInputReason): AwsError {
  return new AwsError("InvalidInputException", INVALID_INPUTS[reason], { reason });
}
