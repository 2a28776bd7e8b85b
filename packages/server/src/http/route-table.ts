import type { ServerConfig } from "../config/config.ts";
import type { EndpointMetrics, RequestMetrics } from "../telemetry/request-metrics.ts";
import { type Binding, bindAll } from "./binding.ts";
import { decodeParameter, parametersOf, PathTree } from "./path-tree.ts";
import { switchedOff } from "./switched-off.ts";

/** An endpoint where requests reach it. */
export interface Route {
  readonly binding: Binding;
  readonly metrics: EndpointMetrics;
  /** The names of the path's parameters, in turn. */
  readonly parameters: readonly string[];
}

/** What stands at a request's path. */
export interface RouteMatch {
  readonly methods: ReadonlyMap<string, Route>;
  /** The texts in the places of the path's parameters, in turn, percent-encoded; undefined for a path without any. */
  readonly values?: readonly string[];
}

/** Every route by path and method. */
export class RouteTable {
  readonly #fixed = new Map<string, { readonly methods: Map<string, Route> }>();
  readonly #patterns = new PathTree<Map<string, Route>>();

  constructor(config: ServerConfig, requestMetrics: RequestMetrics) {
    for (const bound of bindAll()) {
      const { endpoint } = bound;
      const refusal = switchedOff(endpoint, config);
      const binding = refusal === undefined ? bound : { ...bound, run: () => Promise.reject(refusal) };
      const metrics = requestMetrics.of(endpoint.name);
      for (const path of endpoint.paths) {
        this.#add(config.staticPrefix + path, { binding, metrics, parameters: parametersOf(path) });
      }
    }
  }

  /** What stands at a path; undefined when there is no such path. */
  at(path: string): RouteMatch | undefined {
    const fixed = this.#fixed.get(path);
    if (fixed !== undefined) return fixed;
    const match = this.#patterns.find(path);
    return match && { methods: match.place, values: match.values };
  }

  /** HEAD goes wherever GET does. */
  #add(path: string, route: Route): void {
    const methods = this.#methodsAt(path, route.parameters.length > 0);
    const { method } = route.binding.endpoint;
    methods.set(method, route);
    if (method === "GET") methods.set("HEAD", route);
  }

  #methodsAt(path: string, isPattern: boolean): Map<string, Route> {
    if (isPattern) return this.#patterns.placeOf(path, () => new Map());
    const place = this.#fixed.get(path) ?? { methods: new Map<string, Route>() };
    this.#fixed.set(path, place);
    return place.methods;
  }
}

/**
 * The fields of a request that stand in its path.
 * @throws MillraceError INVALID_PARAMETER_VALUE for one that is not percent-encoded UTF-8.
 */
export function pathFields(route: Route, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(route.parameters.map((name, at) => [name, decodeParameter(name, values[at] ?? "")]));
}
