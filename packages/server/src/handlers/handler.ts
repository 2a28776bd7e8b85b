import type { AnyEndpoint, Encoded, RequestOf, ResponseOf } from "@millrace/contract";
import type { Context } from "../context.ts";

/** What a handler gives: the endpoint's message, or the same as text in chunks. */
export type Answer<E extends AnyEndpoint> = ResponseOf<E> | Encoded<ResponseOf<E>>;

/** The code behind an endpoint. It knows nothing of HTTP; it throws MillraceError for what it refuses. */
export type Handler<E extends AnyEndpoint> = (request: RequestOf<E>, context: Context) => Promise<Answer<E>>;

/** A handler for each endpoint of a noun: one that is missing, or fits another endpoint, does not compile. */
export type NounHandlers<Verbs extends Record<string, AnyEndpoint>> = {
  readonly [Verb in keyof Verbs]: Handler<Verbs[Verb]>;
};
