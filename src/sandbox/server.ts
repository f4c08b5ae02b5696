/** The only file that speaks HTTP. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "./service";
import type { SignedRequest } from "./signature";

/** In bytes; far more than AWS takes: a simulation brings the policies of seven levels, escaped. */
const MAX_BODY = 4 * 1024 * 1024;

export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on loopback; 0 picks a free port. `answer` gives `undefined` to cut the connection. */
export async function listen(
  port: number,
  answer: (request: SignedRequest) => Promise<Answer | undefined>,
): Promise<Server> {
  const server = createServer((request, response) => void serve(request, response, answer));
  // A connection closed for being idle could meet a write just sent on it, which a client must not repeat.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: SignedRequest) => Promise<Answer | undefined>,
): Promise<void> {
  try {
    const body = await readBody(request);
    const { method = "GET", url = "/", headers } = request;
    const result = body && (await answer({ method, url, headers, body }));
    if (!result) {
      request.socket.destroy();
      return;
    }
    response.writeHead(result.status, { ...result.headers, "content-length": Buffer.byteLength(result.body) });
    response.end(result.body);
  } catch {
    // The client is gone.
    request.socket.destroy();
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
