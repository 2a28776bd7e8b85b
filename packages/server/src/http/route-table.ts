import type { EndpointMetrics, RequestMetrics } from "../telemetry/request-metrics.ts";
import { type Binding, bindAll } from "./binding.ts";

/** An endpoint where requests reach it. */
export interface Route {
  readonly binding: Binding;
  readonly metrics: EndpointMetrics;
}

/** Every route by path and method. */
export class RouteTable {
  readonly #places = new Map<string, Map<string, Route>>();

  /** @param staticPrefix goes in front of every path */
  constructor(staticPrefix: string, requestMetrics: RequestMetrics) {
    for (const binding of bindAll()) {
      const route = { binding, metrics: requestMetrics.of(binding.endpoint.name) };
      for (const path of binding.endpoint.paths) this.#add(staticPrefix + path, route);
    }
  }

  /** The routes of a path by method; undefined when there is no such path. */
  at(path: string): ReadonlyMap<string, Route> | undefined {
    return this.#places.get(path);
  }

  /** HEAD goes wherever GET does. */
  #add(path: string, route: Route): void {
    const methods = this.#places.get(path) ?? new Map<string, Route>();
    const { method } = route.binding.endpoint;
    methods.set(method, route);
    if (method === "GET") methods.set("HEAD", route);
    this.#places.set(path, methods);
  }
}
