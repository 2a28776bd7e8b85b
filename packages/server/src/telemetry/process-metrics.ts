import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";

/** Memory, processor and event loop of this process, under the names that Prometheus clients share. */
export async function processMetrics(): Promise<string> {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    ...gauge("process_resident_memory_bytes", "Memory in use.", memory.rss),
    ...gauge("nodejs_heap_size_used_bytes", "Memory that JavaScript objects take.", memory.heapUsed),
    ...gauge("process_start_time_seconds", "When the process started, since 1970.", performance.timeOrigin / 1000),
    ...gauge("nodejs_eventloop_lag_seconds", "Delay of a callback that is due at once.", await eventLoopLag()),
    ...gauge(
      "nodejs_eventloop_utilization",
      "Share of time that the event loop was busy since the start, 0 to 1.",
      performance.eventLoopUtilization().utilization,
    ),
    "# HELP process_cpu_seconds_total Processor time used.",
    "# TYPE process_cpu_seconds_total counter",
    `process_cpu_seconds_total ${(cpu.user + cpu.system) / 1e6}`,
    "",
  ].join("\n");
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`];
}

async function eventLoopLag(): Promise<number> {
  const start = performance.now();
  await setImmediate();
  return (performance.now() - start) / 1000;
}
