/** The ARN that the sandbox's credentials stand for. */
export function getCallerArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:user/orgscope`;
}

export function getCallerIdentity(accountId: string, accessKeyId: string): object {
  return { Arn: getCallerArn(accountId), UserId: accessKeyId.replace(/^AKIA/, "AIDA"), Account: accountId };
}
