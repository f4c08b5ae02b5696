import { NodeHttpHandler } from "@smithy/node-http-handler";

/**
 * Milliseconds until a request is given up: one that finds no way, one without an answer, one that stands still in the
 * middle of its answer. The last is the longest, so that it is met in answers alone.
 */
const LIMITS = { connectionTimeout: 10_000, requestTimeout: 30_000, socketTimeout: 45_000 };

type Handle = NodeHttpHandler["handle"];

export interface RequestHandler {
  handle(...args: Parameters<Handle>): ReturnType<Handle>;
  destroy(): void;
}

/**
 * Sends the requests of every client. In the editor through node's own http and https, which VS Code patches for its
 * proxy and certificate settings; on the command line through the proxy that the environment names.
 */
export function createRequestHandler(
  proxyFromEnvironment: boolean,
  limits: Readonly<Record<keyof typeof LIMITS, number>> = LIMITS,
): RequestHandler {
  const settings = { ...limits, throwOnRequestTimeout: true };
  if (!proxyFromEnvironment) return new NodeHttpHandler(settings);
  const handlers = new Map<string, NodeHttpHandler>();
  return {
    async handle(request, options) {
      const { createAgents, getProxy } = await import("./proxies");
      const proxy = getProxy(request.protocol, request.hostname, request.port);
      let handler = handlers.get(proxy);
      if (!handler) {
        handler = new NodeHttpHandler({ ...settings, ...(proxy && createAgents(proxy)) });
        handlers.set(proxy, handler);
      }
      return handler.handle(request, options);
    },
    destroy() {
      for (const handler of handlers.values()) handler.destroy();
    },
  };
}
