import {
  type AnyEndpoint,
  type Download,
  endpoints,
  type RequestOf,
  type ResponseOf,
  type Upload,
} from "@millrace/contract";
import type { DownloadAnswer } from "./answer.ts";
import { call } from "./call.ts";
import { connect, type Connection } from "./connection.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import type { UploadContent } from "./request.ts";

/** What a call of an endpoint takes: its fields, where a raw body is a `Blob`, bytes or a stream. */
export type RequestFor<E extends AnyEndpoint> = {
  [Name in keyof RequestOf<E>]: RequestOf<E>[Name] extends Upload ? UploadContent : RequestOf<E>[Name];
};

/** What a call of an endpoint gives: its message, a `Raw`, or a download. */
export type AnswerOf<E extends AnyEndpoint> = ResponseOf<E> extends Download ? DownloadAnswer : ResponseOf<E>;

/** The function that calls an endpoint; the request may be left out where it has no fields. It rejects with MillraceError. */
export type Call<E extends AnyEndpoint> = [keyof RequestFor<E>] extends [never]
  ? (request?: RequestFor<E>, options?: CallOptions) => Promise<AnswerOf<E>>
  : (request: RequestFor<E>, options?: CallOptions) => Promise<AnswerOf<E>>;

type Endpoints = typeof endpoints;

/** The calls of a noun by verb. */
export type Calls<Noun> = { readonly [Verb in keyof Noun]: Noun[Verb] extends AnyEndpoint ? Call<Noun[Verb]> : never };

/** One typed function per endpoint, by noun and verb, and the server's address without credentials. */
export type Client = { readonly uri: string } & { readonly [Noun in keyof Endpoints]: Calls<Endpoints[Noun]> };

/**
 * Makes a client of a Millrace or MLflow server; nothing is sent before the first call.
 * @throws MillraceError INVALID_PARAMETER_VALUE for an address or credentials that can't be used
 */
export function createClient(options: ClientOptions): Client {
  const connection = connect(options);
  const nouns = Object.entries(endpoints).map(([noun, verbs]) => [noun, callsOf(connection, verbs)] as const);
  // The calls were made of the endpoints one by one, so they have their nouns, verbs and types.
  return { uri: connection.uri, ...Object.fromEntries(nouns) } as Client;
}

function callsOf(connection: Connection, verbs: Readonly<Record<string, AnyEndpoint>>): object {
  const entries = Object.entries(verbs).map(([verb, endpoint]) => {
    const callIt = (request: object = {}, options: CallOptions = {}): Promise<unknown> =>
      call(connection, endpoint, request, options);
    return [verb, callIt] as const;
  });
  return Object.fromEntries(entries);
}
