import { isAwsHost, isLoopbackHost } from "../terms/hosts";

/** Whether a text is an address that requests can go to. */
export function isEndpoint(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

/** Whether an endpoint is on this machine: nobody's request quota is spent there. */
export function isLoopback(endpoint: string): boolean {
  return URL.canParse(endpoint) && isLoopbackHost(new URL(endpoint).hostname);
}

/** Whether an endpoint leads to AWS itself: by default, or by one of its other names, as FIPS endpoints have. */
export function isAws(endpoint: string | undefined): boolean {
  return endpoint === undefined || (URL.canParse(endpoint) && isAwsHost(new URL(endpoint).hostname));
}
