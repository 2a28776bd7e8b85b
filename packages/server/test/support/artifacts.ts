import http from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import type { Settings } from "@millrace/server/settings";
import { tempDir } from "@millrace/testkit";
import { startTestServer } from "./server.ts";

export const PROXY = "/api/2.0/mlflow-artifacts/artifacts";

/** A server whose artifacts clients reach through it. */
export interface ArtifactServer {
  readonly url: string;
  /** The folder that they are kept in. */
  readonly destination: string;
  /** The folder around it, in which nothing else is to appear. */
  readonly around: string;
}

/** Starts a server that serves artifacts from a folder of its own. */
export async function startArtifactServer(settings: Settings = {}): Promise<ArtifactServer> {
  const around = tempDir();
  const destination = path.join(around, "destination");
  const { url } = await startTestServer({
    defaultArtifactRoot: "mlflow-artifacts:/",
    artifactsDestination: destination,
    ...settings,
  });
  return { url, destination, around };
}

/** Writes a file through the proxy and gives the status. */
export async function put(url: string, file: string, body: string | Uint8Array<ArrayBuffer>): Promise<number> {
  const response = await fetch(`${url}${PROXY}/${file}`, { method: "PUT", body });
  await response.arrayBuffer();
  return response.status;
}

/** Reads a file through the proxy as text. */
export async function read(url: string, file: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${url}${PROXY}/${file}`, { headers });
  return `${response.status} ${await response.text()}`;
}

/** Sends a request whose path nobody normalises, and gives the whole answer as text. */
export async function sendRaw(url: string, method: string, target: string, body = "", type = ""): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${hostname}`,
    "Connection: close",
    ...(method === "GET" || method === "DELETE" ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    ...(type === "" ? [] : [`Content-Type: ${type}`]),
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1");
  return text(socket);
}

/** Begins an upload through the proxy and leaves it open. */
export function beginUpload(url: string, file: string, headers: http.OutgoingHttpHeaders = {}): http.ClientRequest {
  const request = http.request(`${url}${PROXY}/${file}`, { method: "PUT", agent: false, headers });
  request.on("error", () => undefined);
  request.flushHeaders();
  return request;
}
