import { GetResourcesCommand, type ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import type { ListOptions, OrganizationReader, TaggedResource } from "../organization/ports";
import { getItems } from "./pages";
import type { Send } from "./sender";

/** The most that a page may have (Resource Groups Tagging API Reference, GetResources). */
const PAGE_SIZE = 100;

/** Organizations lists tags one resource at a time; the tagging API lists a hundred, of the account that owns them. */
export function createTaggedReader(
  getClient: () => Promise<ResourceGroupsTaggingAPIClient>,
  send: Send,
): OrganizationReader["listTagged"] {
  return (options?: ListOptions) =>
    getItems(
      "GetResources",
      async (PaginationToken) => {
        const input = { ResourceTypeFilters: ["organizations"], ResourcesPerPage: PAGE_SIZE, PaginationToken };
        const output = await send(
          "GetResources",
          async (abortSignal) =>
            (await getClient()).send(new GetResourcesCommand(input), { ...(abortSignal && { abortSignal }) }),
          options,
        );
        // The last page has an empty token.
        return { NextToken: output.PaginationToken || undefined, list: output.ResourceTagMappingList };
      },
      (page) =>
        page.list?.map(
          ({ ResourceARN = "", Tags = [] }): TaggedResource => ({
            // `arn:aws:organizations::111122223333:account/o-exampleorgid/444455556666`
            resourceId: ResourceARN.slice(ResourceARN.lastIndexOf("/") + 1),
            tags: Object.fromEntries(Tags.flatMap(({ Key, Value = "" }) => (Key === undefined ? [] : [[Key, Value]]))),
          }),
        ),
      options?.cursor,
    );
}
