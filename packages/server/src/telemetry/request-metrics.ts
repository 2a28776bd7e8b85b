/** Upper bounds of the latency histogram's buckets, in seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;

/** Counts the requests of one endpoint. */
export class EndpointMetrics {
  readonly #byStatus = new Map<number, number>();
  readonly #buckets = new Float64Array(BOUNDS.length + 1);
  #seconds = 0;
  readonly endpoint: string;

  constructor(endpoint: string) {
    this.endpoint = endpoint;
  }

  /** Takes in one finished request. */
  observe(status: number, seconds: number): void {
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    this.#seconds += seconds;
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] ?? 0)) bucket += 1;
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }

  /** Lines of the counter `millrace_http_requests_total`. */
  counterLines(): string[] {
    return [...this.#byStatus].map(
      ([status, count]) => `millrace_http_requests_total{endpoint="${this.endpoint}",status="${status}"} ${count}`,
    );
  }

  /** Lines of the histogram `millrace_http_request_duration_seconds`. */
  histogramLines(): string[] {
    const name = "millrace_http_request_duration_seconds";
    const label = `endpoint="${this.endpoint}"`;
    let sum = 0;
    const buckets = [...BOUNDS, "+Inf"].map((bound, index) => {
      sum += this.#buckets[index] ?? 0;
      return `${name}_bucket{${label},le="${bound}"} ${sum}`;
    });
    return [...buckets, `${name}_sum{${label}} ${this.#seconds}`, `${name}_count{${label}} ${sum}`];
  }
}

/** Counts and latencies of requests by endpoint, in the Prometheus text format. */
export class RequestMetrics {
  readonly #endpoints: EndpointMetrics[] = [];

  /** The counters of an endpoint, to be kept by whoever feeds them. */
  of(endpoint: string): EndpointMetrics {
    const metrics = new EndpointMetrics(endpoint);
    this.#endpoints.push(metrics);
    return metrics;
  }

  /** Everything counted so far; endpoints that nobody called are left out. */
  render(): string {
    const called = this.#endpoints.filter((endpoint) => endpoint.counterLines().length > 0);
    return [
      "# HELP millrace_http_requests_total Requests answered, by endpoint and status.",
      "# TYPE millrace_http_requests_total counter",
      ...called.flatMap((endpoint) => endpoint.counterLines()),
      "# HELP millrace_http_request_duration_seconds Time from a request's head to the end of its answer.",
      "# TYPE millrace_http_request_duration_seconds histogram",
      ...called.flatMap((endpoint) => endpoint.histogramLines()),
      "",
    ].join("\n");
  }
}
