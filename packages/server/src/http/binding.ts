import { type AnyEndpoint, decodeRequest, Encoded, endpoints, Raw, stringifyJson } from "@millrace/contract";
import type { Context } from "../context.ts";
import type { Handler } from "../handlers/handler.ts";
import { handlers, type NounHandlers } from "../handlers/index.ts";

/** The content type of every message. */
export const JSON_TYPE = "application/json";

/** An endpoint with the handler behind it, from text to text. */
export interface Binding {
  readonly endpoint: AnyEndpoint;
  /**
   * Decodes a request (the query string of a GET, the body of anything else) and runs the handler on it.
   * Throws MillraceError INVALID_PARAMETER_VALUE for a request that can't be decoded, and what the handler throws.
   */
  run(input: string, context: Context): Promise<Raw | Encoded<unknown>>;
}

/** Binds every endpoint to its handler. */
export function bindAll(): Binding[] {
  return [
    ...bindNoun(endpoints.experiments, handlers.experiments),
    ...bindNoun(endpoints.runs, handlers.runs),
    ...bindNoun(endpoints.metrics, handlers.metrics),
    ...bindNoun(endpoints.server, handlers.server),
    ...bindNoun(endpoints.columns, handlers.columns),
  ];
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
    async run(input, context) {
      const answer: unknown = await handler(decodeRequest(endpoint, input), context);
      return answer instanceof Raw || answer instanceof Encoded ? answer : new Raw(JSON_TYPE, stringifyJson(answer));
    },
  };
}
