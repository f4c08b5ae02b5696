import { PARTITIONS } from "./partitions";

/** The services that Orgscope calls, as their hosts begin (AWS General Reference, service endpoints). */
const SERVICES = ["organizations", "sts", "iam", "account", "access-analyzer", "cloudtrail", "tagging"];

/** Suffixes of endpoints that speak IPv6, too (AWS General Reference, service endpoints). */
const DUAL_STACK = ["api.aws", "api.amazonwebservices.com.cn"];

/** `vpce-….SERVICE.REGION.vpce.SUFFIX`, `SERVICE-fips.REGION.SUFFIX`, `SERVICE.SUFFIX`. */
const SERVICE_HOST = new RegExp(
  String.raw`^(?:vpce-[0-9a-z-]+\.)?(?:${SERVICES.join("|")})(?:-fips)?(?:\.[a-z]{2,}(?:-[a-z0-9]+)+)?(?:\.vpce)?\.(?:${[
    ...new Set([...PARTITIONS.map(({ dnsSuffix }) => dnsSuffix), ...DUAL_STACK]),
  ]
    .map((suffix) => suffix.replaceAll(".", String.raw`\.`))
    .join("|")})$`,
);

/**
 * Whether a host is that of an AWS service, a FIPS, dual-stack or VPC endpoint included:
 * `organizations-fips.us-east-1.amazonaws.com`. What customers run has names below AWS's, too, such as
 * `ec2-203-0-113-7.compute-1.amazonaws.com`, and is not AWS.
 */
export function isAwsHost(host: string): boolean {
  return SERVICE_HOST.test(host.toLowerCase());
}

/** Whether a host, as in a URL, is this machine. */
export function isLoopbackHost(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}
