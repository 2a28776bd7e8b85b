/** How a client reaches its server. */
export interface ClientOptions {
  /** `http://` or `https://`, a host, and where the server lies below a path, that path; may hold `user:password@`. */
  readonly uri: string;
  /** Sent as a bearer token; it wins over a user name. */
  readonly token?: string;
  /** Signs in with `password`, by HTTP's basic scheme; it wins over the one in `uri`. */
  readonly username?: string;
  readonly password?: string;
  /** Further headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Another transport, such as a server in the same process. Default: the platform's `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** How often a failed call is tried again. Default: 5. */
  readonly retries?: number;
  /** How long the server may be silent in one try, in milliseconds: until it answers, and inside its answer. Default: 120,000. */
  readonly timeoutMs?: number;
}

/** How one call differs from the others of its client. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly retries?: number;
  readonly timeoutMs?: number;
  /** Further headers, such as `Range` for a part of a download. */
  readonly headers?: Readonly<Record<string, string>>;
}
