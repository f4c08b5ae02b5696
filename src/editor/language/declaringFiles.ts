/** Files in which Terraform or the Landing Zone Accelerator may declare others to be policies, as a glob. */
export const DECLARING_FILES = "**/{*.tf,organization-config.yaml}";
