/** Upper bounds of the latency histogram's buckets, in seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60] as const;

/** Counts and latencies of the requests of one endpoint. */
export class EndpointMetrics {
  readonly #byStatus = new Map<number, number>();
  readonly #buckets = new Float64Array(BOUNDS.length + 1);
  readonly #label: string;
  #seconds = 0;

  constructor(endpoint: string) {
    this.#label = `endpoint="${endpoint}"`;
  }

  /** Takes in an answer. */
  observe(status: number, seconds: number): void {
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    this.#seconds += seconds;
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] ?? 0)) bucket += 1;
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }

  /** Lines of the counter of requests. */
  counterLines(name: string): string[] {
    return [...this.#byStatus].map(([status, count]) => `${name}{${this.#label},status="${status}"} ${count}`);
  }

  /** Lines of the histogram of latencies; none before the first request. */
  histogramLines(name: string): string[] {
    if (this.#byStatus.size === 0) return [];
    let sum = 0;
    const buckets = [...BOUNDS, "+Inf"].map((bound, at) => {
      sum += this.#buckets[at] ?? 0;
      return `${name}_bucket{${this.#label},le="${bound}"} ${sum}`;
    });
    return [...buckets, `${name}_sum{${this.#label}} ${this.#seconds}`, `${name}_count{${this.#label}} ${sum}`];
  }
}

/** What is measured at the moment that somebody asks. */
export interface Gauges {
  readonly inFlight: number;
  readonly queued: number;
  readonly bodyBytes: number;
  readonly isReady: boolean;
}

const REQUESTS = "millrace_scoring_requests_total";
const DURATION = "millrace_scoring_request_duration_seconds";

/** What is counted, in the text format of Prometheus. */
export function renderMetrics(endpoints: readonly EndpointMetrics[], gauges: Gauges): string {
  const cpu = process.cpuUsage();
  return [
    ...heading(REQUESTS, "counter", "Requests answered, by endpoint and status."),
    ...endpoints.flatMap((endpoint) => endpoint.counterLines(REQUESTS)),
    ...heading(DURATION, "histogram", "Time from a request's head to its answer."),
    ...endpoints.flatMap((endpoint) => endpoint.histogramLines(DURATION)),
    ...single("millrace_scoring_requests_in_flight", "gauge", "Requests that the model has.", gauges.inFlight),
    ...single("millrace_scoring_requests_queued", "gauge", "Requests that wait for the model.", gauges.queued),
    ...single("millrace_scoring_body_bytes", "gauge", "Memory that the bodies of requests take.", gauges.bodyBytes),
    ...single("millrace_scoring_ready", "gauge", "Whether the model is loaded.", Number(gauges.isReady)),
    ...single("process_resident_memory_bytes", "gauge", "Memory in use.", process.memoryUsage.rss()),
    ...single("process_cpu_seconds_total", "counter", "Processor time used.", (cpu.user + cpu.system) / 1e6),
    "",
  ].join("\n");
}

function heading(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function single(name: string, type: string, help: string, value: number): string[] {
  return [...heading(name, type, help), `${name} ${value}`];
}
