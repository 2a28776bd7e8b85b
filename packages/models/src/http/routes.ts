import { MillraceError, PROTOCOL_VERSION } from "@millrace/contract";
import type { Scorer } from "../scorer.ts";
import { type ErrorStyle, jsonAnswer, mlflowError, PLAIN, v2Error } from "./answers.ts";
import { scoreAnyForm } from "./document-form.ts";
import type { Exchange } from "./exchange.ts";
import { EndpointMetrics, type Gauges, renderMetrics } from "./metrics.ts";
import { score, type ScoringParts } from "./scoring.ts";
import { infer, type ModelName } from "./v2/infer.ts";
import { modelMetadata, SERVER_METADATA } from "./v2/metadata.ts";

/** What an endpoint does. */
export interface Route {
  readonly method: "GET" | "POST";
  readonly metrics: EndpointMetrics;
  /** Answers sooner or later; never throws or rejects. */
  readonly serve: (exchange: Exchange) => void | Promise<void>;
}

/** What the endpoints work with. */
export interface RouteParts extends ScoringParts {
  readonly model: ModelName;
  readonly isDraining: () => boolean;
  readonly gauges: () => Gauges;
  /** Of requests that no endpoint is for. */
  readonly elsewhere: EndpointMetrics;
}

/** The endpoints by their paths. */
export function routesOf(parts: RouteParts): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>([...mlflowRoutes(parts), ...v2Routes(parts)]);
  const all = [...new Set([...routes.values()].map(({ metrics }) => metrics)), parts.elsewhere];
  const render = (exchange: Exchange): void =>
    exchange.answer({
      status: 200,
      contentType: "text/plain; version=0.0.4; charset=utf-8",
      body: renderMetrics(all, parts.gauges()),
    });
  return routes.set("/metrics", get("metrics", render));
}

function get(endpoint: string, serve: Route["serve"]): Route {
  return { method: "GET", metrics: new EndpointMetrics(endpoint), serve };
}

function mlflowRoutes(parts: RouteParts): [string, Route][] {
  const ping = get("ping", (exchange) => exchange.answer(parts.scorer() === undefined ? PLAIN.notLoaded : PLAIN.ok));
  return [
    ["/ping", ping],
    ["/health", ping],
    ["/version", get("version", (exchange) => exchange.answer(jsonAnswer(200, PROTOCOL_VERSION)))],
    ["/invocations", scoring("invocations", parts, scoreAnyForm, mlflowError)],
  ];
}

function scoring(endpoint: string, parts: RouteParts, run: Parameters<typeof score>[2], style: ErrorStyle): Route {
  return {
    method: "POST",
    metrics: new EndpointMetrics(endpoint),
    serve: (exchange) => score(exchange, parts, run, style),
  };
}

function v2Routes(parts: RouteParts): [string, Route][] {
  const { name, version } = parts.model;
  const isReady = (): boolean => parts.scorer() !== undefined && !parts.isDraining();
  const health = get("v2-health", (exchange) => exchange.answer(readiness(isReady())));
  const live = get("v2-health", (exchange) => exchange.answer(jsonAnswer(200, '{"live":true}')));
  const metadata = get("v2-model", (exchange) => {
    const scorer: Scorer | undefined = parts.scorer();
    if (scorer === undefined) return exchange.fail(notReady(), v2Error);
    exchange.answer(jsonAnswer(200, modelMetadata(name, version, scorer.model)));
  });
  const inference = scoring("v2-infer", parts, (scorer, request) => infer(scorer, request, parts.model), v2Error);
  const base = `/v2/models/${name}`;
  const bases = version === undefined ? [base] : [base, `${base}/versions/${version}`];
  return [
    ["/v2", get("v2", (exchange) => exchange.answer(jsonAnswer(200, SERVER_METADATA)))],
    ["/v2/health/live", live],
    ["/v2/health/ready", health],
    ...bases.flatMap((path): [string, Route][] => [
      [path, metadata],
      [`${path}/ready`, health],
      [`${path}/infer`, inference],
    ]),
  ];
}

function readiness(isReady: boolean): ReturnType<typeof jsonAnswer> {
  return jsonAnswer(isReady ? 200 : 503, `{"ready":${isReady}}`);
}

function notReady(): MillraceError {
  return new MillraceError("TEMPORARILY_UNAVAILABLE", "The model is still being loaded.");
}
