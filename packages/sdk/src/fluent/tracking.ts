import { type Client, type ClientOptions, createClient } from "../client/index.ts";
import { readEnvironment } from "../config/environment.ts";
import { present } from "./present.ts";

/** How the tracking server is reached, besides its address. */
export type TrackingOptions = Omit<ClientOptions, "uri">;

interface Tracking {
  readonly uri: string;
  readonly client: Client;
}

let tracking: Tracking | undefined;

/**
 * Says which tracking server the functions of this program speak to from now on; runs that are open stay with theirs.
 * Without it, the environment says so: `MILLRACE_TRACKING_URI` or `MLFLOW_TRACKING_URI`, and `MLFLOW_TRACKING_TOKEN` or
 * `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`; else it is http://127.0.0.1:5000.
 * @param uri `http://` or `https://`; may hold `user:password@`
 * @throws MillraceError INVALID_PARAMETER_VALUE for an address that can't be used
 */
export function setTrackingUri(uri: string, options: TrackingOptions = {}): void {
  tracking = reach(uri, options);
}

/** The address of the tracking server, as it was given. */
export function getTrackingUri(): string {
  return current().uri;
}

/** The client of the tracking server, with one typed call per endpoint. */
export function getClient(): Client {
  return current().client;
}

function current(): Tracking {
  tracking ??= reach(readEnvironment().trackingUri, {});
  return tracking;
}

function reach(uri: string, options: TrackingOptions): Tracking {
  const { token, username, password } = readEnvironment();
  const hasOwn = options.token !== undefined || options.username !== undefined || /\/\/[^/]*@/.test(uri);
  const credentials = hasOwn ? {} : present({ token, username, password });
  return { uri, client: createClient({ ...credentials, ...options, uri }) };
}
