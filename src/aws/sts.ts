import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import type { CallerReader } from "../organization/ports";
import type { Send } from "./sender";

export function createCallerReader(getClient: () => Promise<STSClient>, send: Send): CallerReader {
  return {
    async getCallerIdentity(options) {
      const output = await send(
        "GetCallerIdentity",
        async (abortSignal) =>
          (await getClient()).send(new GetCallerIdentityCommand({}), { ...(abortSignal && { abortSignal }) }),
        options,
      );
      return { accountId: output.Account ?? "", arn: output.Arn ?? "", userId: output.UserId ?? "" };
    },
  };
}
