/** Spares one role, the way out when a guardrail stands in the way of an emergency. */
export const EXEMPT_ROLE = { ArnNotLike: { "aws:PrincipalArn": "«role»" } } as const;

/** The root user of any account of the partition. */
export const ROOT_USER = "arn:«partition»:iam::*:root";
