import { invalidParameter, MillraceError } from "@millrace/contract";
import { trackingSettings } from "@millrace/server/environment";
import type { Client } from "millrace/client";

/** The flag that names the server. */
export interface TrackingFlags {
  readonly trackingUri?: string;
}

const DEFAULT_URI = "http://127.0.0.1:5000";

/** A person waits for the answer, so a call that fails is tried again once, after half a second at most. */
const RETRIES = 1;

/**
 * Makes the client of the server that the flag, the environment or the default names.
 * @throws MillraceError INVALID_PARAMETER_VALUE for an address that is no server's
 */
export async function openClient(flags: TrackingFlags): Promise<Client> {
  const { uri: given, ...credentials } = trackingSettings();
  const uri = flags.trackingUri ?? given ?? DEFAULT_URI;
  if (!/^https?:/i.test(uri)) {
    throw invalidParameter(
      `The tracking URI '${uri.replace(/\/\/.*@/s, "//")}' is not a server's address. Start a server on that data with ` +
        "`millrace server --backend-store-uri …`, and give its address, such as http://127.0.0.1:5000, with " +
        "--tracking-uri or MLFLOW_TRACKING_URI.",
    );
  }
  const { createClient } = await import("millrace/client");
  return createClient({ uri, ...credentials, retries: RETRIES });
}

/** Runs work that asks a server; when none answers, the error says how to come to one. */
export async function asking<Result>(flags: TrackingFlags, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await openClient(flags);
  try {
    return await work(client);
  } catch (error) {
    // The client's own error has the network's as its cause; what a server answers has none.
    if (!(error instanceof MillraceError) || error.code !== "TEMPORARILY_UNAVAILABLE" || error.cause === undefined)
      throw error;
    throw new MillraceError(
      "TEMPORARILY_UNAVAILABLE",
      `No tracking server answers at ${client.uri}. Start one with \`millrace server\`, or name yours with ` +
        "--tracking-uri or MLFLOW_TRACKING_URI.",
      { cause: error },
    );
  }
}
