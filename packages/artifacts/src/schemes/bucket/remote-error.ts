import { doesNotExist, invalidParameter, MillraceError } from "@millrace/contract";

/** The codes that a failure can have besides those with a sentence of their own, with what is said before the object's name. */
const SENTENCES = {
  PERMISSION_DENIED: "The artifact storage refuses the server access; check its credentials and rights. Asked for",
  RESOURCE_EXHAUSTED: "The artifact storage has no room left; free some space or raise its quota. Asked for",
  TEMPORARILY_UNAVAILABLE: "The artifact storage can't be reached or has a fault of its own; try again. Asked for",
  INVALID_PARAMETER_VALUE: "The artifact storage does not accept the request. Asked for",
} as const;

type Kind = keyof typeof SENTENCES;

const NETWORK =
  /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ERR_STREAM_PREMATURE_CLOSE|timed? ?out|socket hang up|aborted|REQUEST_SEND_ERROR|fetch failed|terminated/i;

const FULL = /storage ?full|insufficient ?storage|quota ?exceeded/i;

/** What a cloud's client library threw. */
export interface RemoteFailure {
  readonly thrown: unknown;
  /** The HTTP status of the service's answer; undefined when there was none. */
  readonly status: number | undefined;
  /** The service's own code for the error, such as "NoSuchBucket". */
  readonly code: string;
}

/**
 * The error that a client sees in place of a cloud's; what is no failure of the storage comes back as it is.
 * @param what the object or bucket that was asked for
 */
export function remoteError({ thrown, status, code }: RemoteFailure, what: string): unknown {
  if (thrown instanceof MillraceError) return thrown;
  if (status === 404) return doesNotExist(`The artifact storage has no "${what}" (${code}).`);
  if (status === 416) return invalidParameter(`The range starts behind the end of "${what}".`);
  const kind = kindOf(thrown, status, code);
  return kind ? new MillraceError(kind, `${SENTENCES[kind]} "${what}" (${code}).`, { cause: thrown }) : thrown;
}

function kindOf(thrown: unknown, status: number | undefined, code: string): Kind | undefined {
  if (FULL.test(code) || status === 507) return "RESOURCE_EXHAUSTED";
  if (status === undefined) return NETWORK.test(`${code} ${String(thrown)}`) ? "TEMPORARILY_UNAVAILABLE" : undefined;
  if (status === 401 || status === 403 || status === 407) return "PERMISSION_DENIED";
  if (status === 408 || status === 429 || status >= 500) return "TEMPORARILY_UNAVAILABLE";
  return "INVALID_PARAMETER_VALUE";
}
