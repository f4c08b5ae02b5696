/** The frame of the rules' bad and good examples, so that each shows only what it is about. */
export function showPolicy(statement: string): string {
  return `{"Version":"2012-10-17","Statement":${statement}}`;
}

export function showDeny(rest: string): string {
  return showPolicy(`{"Effect":"Deny",${rest}}`);
}

/** A Deny of all of S3 under a condition. */
export function showDenyWhen(condition: string, rest = '"Action":"s3:*","Resource":"*"'): string {
  return showDeny(`${rest},"Condition":{${condition}}`);
}

/** The same as a resource control policy. */
export function showRcpDenyWhen(condition: string): string {
  return showDenyWhen(condition, '"Principal":"*","Action":"s3:*","Resource":"*"');
}
