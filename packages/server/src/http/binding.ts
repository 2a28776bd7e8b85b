import {
  type AnyEndpoint,
  decodeRequest,
  Download,
  Encoded,
  endpoints,
  type GivenFields,
  Raw,
  sourceOf,
  stringifyJson,
  uploadField,
} from "@millrace/contract";
import type { Context } from "../context.ts";
import type { Handler, NounHandlers } from "../handlers/handler.ts";
import { handlers } from "../handlers/index.ts";

/** The content type of every message. */
export const JSON_TYPE = "application/json";

/** An answer on its way out. */
export type OutgoingAnswer = Raw | Encoded<unknown> | Download;

/** An endpoint with the handler behind it, from text to text. */
export interface Binding {
  readonly endpoint: AnyEndpoint;
  /** Where the request's fields stand, as `sourceOf` says. */
  readonly source: "query" | "body" | "upload";
  /** The name of the field that takes the raw body; "" when there is none. */
  readonly uploadField: string;
  /**
   * Decodes a request (its query string or body, and the fields that stand in neither) and runs the handler on it.
   * Throws MillraceError INVALID_PARAMETER_VALUE for a request that can't be decoded, and what the handler throws.
   */
  run(input: string, given: GivenFields | undefined, context: Context): Promise<OutgoingAnswer>;
}

/** Binds every endpoint to its handler. */
export function bindAll(): Binding[] {
  return bindNouns(endpoints, handlers);
}

function bindNouns<Nouns extends Record<string, Record<string, AnyEndpoint>>>(
  nouns: Nouns,
  nounHandlers: { readonly [Noun in keyof Nouns]: NounHandlers<Nouns[Noun]> },
): Binding[] {
  const bindings: Binding[] = [];
  for (const noun in nouns) bindings.push(...bindNoun(nouns[noun], nounHandlers[noun]));
  return bindings;
}

function bindNoun<Verbs extends Record<string, AnyEndpoint>>(
  nounEndpoints: Verbs,
  nounHandlers: NounHandlers<Verbs>,
): Binding[] {
  const bindings: Binding[] = [];
  for (const verb in nounEndpoints) bindings.push(bind(nounEndpoints[verb], nounHandlers[verb]));
  return bindings;
}

function bind<E extends AnyEndpoint>(endpoint: E, handler: Handler<E>): Binding {
  return {
    endpoint,
    source: sourceOf(endpoint),
    uploadField: uploadField(endpoint.request) ?? "",
    async run(input, given, context) {
      const answer: unknown = await handler(decodeRequest(endpoint, input, given), context);
      return isOutgoing(answer) ? answer : new Raw(JSON_TYPE, stringifyJson(answer));
    },
  };
}

function isOutgoing(answer: unknown): answer is OutgoingAnswer {
  return answer instanceof Raw || answer instanceof Encoded || answer instanceof Download;
}
