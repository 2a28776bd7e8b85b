import { type AnyEndpoint, MillraceError } from "@millrace/contract";
import type { ServerConfig } from "../config/config.ts";

/** What a server that serves only artifacts answers besides them. */
const ALWAYS_ON = new Set(["server.home", "server.health", "server.version", "server.info", "server.metrics"]);

/** The refusal of an endpoint that the server's settings switch off. */
export function switchedOff(endpoint: AnyEndpoint, config: ServerConfig): MillraceError | undefined {
  const isProxy = endpoint.paths[0]?.startsWith("/api/2.0/mlflow-artifacts/") === true;
  if (isProxy && !config.serveArtifacts) {
    return unavailable("This server does not serve artifacts: it was started with --no-serve-artifacts.");
  }
  if (!isProxy && config.artifactsOnly && !ALWAYS_ON.has(endpoint.name)) {
    return unavailable("This server serves artifacts only: it was started with --artifacts-only.");
  }
  return undefined;
}

function unavailable(message: string): MillraceError {
  return new MillraceError("TEMPORARILY_UNAVAILABLE", message);
}
