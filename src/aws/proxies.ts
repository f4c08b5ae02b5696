/** The proxy that the environment names, on the command line: in the editor, proxies are VS Code's. */
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";

/** Empty for none: this machine is never reached through a proxy, whatever NO_PROXY says. */
export function getProxy(protocol: string, hostname: string, port: number | undefined): string {
  if (hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || hostname.startsWith("127.")) return "";
  return getProxyForUrl(`${protocol}//${hostname}${port ? `:${port}` : ""}`);
}

export function createAgents(proxy: string) {
  const options = { keepAlive: true };
  return { httpAgent: new HttpProxyAgent(proxy, options), httpsAgent: new HttpsProxyAgent(proxy, options) };
}
