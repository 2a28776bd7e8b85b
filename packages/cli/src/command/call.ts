import type { AnyEndpoint, RequestOf } from "@millrace/contract";
import type { AnswerOf, Client } from "millrace/client";

/** The client's function for an endpoint. */
export function callOf<E extends AnyEndpoint>(
  client: Client,
  endpoint: E,
): (request: RequestOf<E>) => Promise<AnswerOf<E>> {
  const [noun = "", verb = ""] = endpoint.name.split(".");
  const calls: unknown = Reflect.get(client, noun);
  if (typeof calls !== "object" || calls === null) throw new TypeError(`The client does not know '${endpoint.name}'.`);
  // The client has one function for each endpoint, under the endpoint's name and of its types.
  return Reflect.get(calls, verb) as (request: RequestOf<E>) => Promise<AnswerOf<E>>;
}
