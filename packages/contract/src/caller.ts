/** Who makes a request, and why: what a history keeps. */
export interface Caller {
  /** The name that the client gave with HTTP Basic credentials: a claim until there is sign-in; "" without one. */
  readonly user: string;
  /** What the client gave as its reason in the header `X-Millrace-Reason`; "" without one. */
  readonly reason: string;
}

/** The caller of a request that says nothing of itself. */
export const ANONYMOUS: Caller = { user: "", reason: "" };

/** The header that carries a caller's reason; UTF-8. */
export const REASON_HEADER = "X-Millrace-Reason";
