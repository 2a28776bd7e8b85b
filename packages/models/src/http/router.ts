import type { IncomingMessage, ServerResponse } from "node:http";
import { forbidden, jsonAnswer, PLAIN } from "./answers.ts";
import { Exchange, type Surroundings } from "./exchange.ts";
import type { Guard } from "./guard.ts";
import type { EndpointMetrics } from "./metrics.ts";
import type { Route } from "./routes.ts";

/** Health checks come under names of their own, and tell nobody anything. */
const CHECKS = new Set(["/ping", "/health", "/v2/health/live", "/v2/health/ready"]);

/** What takes the requests of a server to its endpoints. */
export interface RouterParts {
  readonly routes: ReadonlyMap<string, Route>;
  readonly guard: Guard;
  readonly surroundings: Surroundings;
  /** Counts what no endpoint is for. */
  readonly elsewhere: EndpointMetrics;
}

/** Takes requests to their endpoints. */
export function routerOf({ routes, guard, surroundings, elsewhere }: RouterParts) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const exchange = new Exchange(request, response, surroundings, elsewhere);
    const path = pathOf(request.url ?? "/");
    const refusal = CHECKS.has(path) ? undefined : guard.refusal(request.headers);
    if (refusal !== undefined) return exchange.answer(forbidden(refusal));
    const route = routes.get(path);
    if (route === undefined) return exchange.answer(path.startsWith("/v2/") ? unknownV2() : PLAIN.notFound);
    exchange.countFor(route.metrics);
    if (request.method !== route.method) {
      return exchange.answer({ ...PLAIN.methodNotAllowed, headers: ["Allow", route.method] });
    }
    void route.serve(exchange);
  };
}

function unknownV2(): ReturnType<typeof jsonAnswer> {
  return jsonAnswer(404, '{"error":"There is no such model, version or endpoint."}');
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  const path = end === -1 ? url : url.slice(0, end);
  return path.includes("%") ? decoded(path) : path;
}

/** What can't be decoded is no path of an endpoint. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
