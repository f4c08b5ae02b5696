import { getIdKind } from "../../terms/ids";
import { ORGANIZATION_QUOTAS } from "../../terms/quotas";
import { awsError, constraintViolation, invalidInput } from "../awsError";
import { readId, readList, readText, type Input } from "../input";
import { cutPage } from "../paging";
import type { OrganizationState } from "../state";
import { answerPage, type Operation, type OperationEntry, type OperationRequest } from "./operation";

const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function readKey(value: unknown): string {
  if (typeof value !== "string" || value.length < 1) throw invalidInput("MIN_LENGTH_EXCEEDED");
  if (value.length > 128) throw invalidInput("MAX_LENGTH_EXCEEDED");
  if (!TAG_TEXT.test(value)) throw invalidInput("INVALID_PATTERN");
  if (value.toLowerCase().startsWith("aws:")) throw invalidInput("INVALID_SYSTEM_TAGS_PARAMETER");
  return value;
}

/** The `Tags` of a request, `[{ Key, Value }]`. */
export function readTags(input: Input): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const entry of readList(input, "Tags")) {
    const tag = entry as Input;
    const key = readKey(tag.Key);
    if (tags.has(key)) throw invalidInput("DUPLICATE_TAG_KEY");
    tags.set(key, readText(tag, "Value", { max: 256, pattern: TAG_TEXT }));
  }
  if (tags.size > ORGANIZATION_QUOTAS.tagsPerResource) throw constraintViolation("MAX_TAG_LIMIT_EXCEEDED");
  return tags;
}

function readResourceId(state: OrganizationState, request: OperationRequest): string {
  const resourcePolicyId = state.getResourcePolicy()?.id;
  if (resourcePolicyId !== undefined && request.input.ResourceId === resourcePolicyId) return resourcePolicyId;
  const id = readId(request.input, "ResourceId", ["root", "organizationalUnit", "account", "policy"]);
  const policy = getIdKind(id) === "policy" ? state.getPolicy(id) : undefined;
  if (policy?.awsManaged) throw invalidInput("IMMUTABLE_POLICY");
  if (!policy && !state.getTarget(id)) throw awsError("TargetNotFoundException");
  return id;
}

const listTags: Operation = (state, request) => {
  const tags = state.getTags(readResourceId(state, request));
  return answerPage(request, "Tags", [...tags.keys()].sort(), (key) => ({ Key: key, Value: tags.get(key) }));
};

const tagResource: Operation = (state, request) => {
  const id = readResourceId(state, request);
  const tags = new Map([...state.getTags(id), ...readTags(request.input)]);
  if (tags.size > ORGANIZATION_QUOTAS.tagsPerResource) throw constraintViolation("MAX_TAG_LIMIT_EXCEEDED");
  state.setTags(id, tags);
  return {};
};

const untagResource: Operation = (state, request) => {
  const id = readResourceId(state, request);
  const removed = new Set(readList(request.input, "TagKeys").map(readKey));
  state.setTags(id, new Map([...state.getTags(id)].filter(([key]) => !removed.has(key))));
  return {};
};

/** Of the tagging API: what belongs to the caller's account and has tags, and the organization is the management's. */
const getResources: Operation = (state, request) => {
  const { PaginationToken, ResourcesPerPage = 50, ResourceTypeFilters } = request.input;
  const isOwner = request.callerAccountId === state.organization.masterAccountId;
  const input = { MaxResults: ResourcesPerPage, NextToken: PaginationToken || undefined, ResourceTypeFilters };
  const { items, NextToken } = cutPage(
    { ...request, input },
    isOwner ? state.getTaggedIds() : [],
    (id) => ({
      ResourceARN: state.getTarget(id)?.arn ?? state.getPolicy(id)?.arn ?? state.getResourcePolicy()?.arn,
      Tags: Array.from(state.getTags(id), ([Key, Value]) => ({ Key, Value })),
    }),
    100,
  );
  return { ResourceTagMappingList: items, PaginationToken: NextToken ?? "" };
};

export const TAG_OPERATIONS: Readonly<Record<string, OperationEntry>> = {
  ListTagsForResource: { permitted: "delegates", run: listTags },
  GetResources: { permitted: "anyone", run: getResources },
  TagResource: { permitted: "delegates", run: tagResource },
  UntagResource: { permitted: "delegates", run: untagResource },
};
