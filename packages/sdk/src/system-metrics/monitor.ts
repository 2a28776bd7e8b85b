import { CpuSource } from "./sources/cpu.ts";
import { DiskSource } from "./sources/disk.ts";
import { MemorySource } from "./sources/memory.ts";
import { NetworkSource } from "./sources/network.ts";
import { NvidiaSource } from "./sources/nvidia.ts";
import type { Readings, Source } from "./sources/source.ts";
import { Window } from "./window.ts";

const PREFIX = "system/";

/** How the machine is watched, and where the metrics go. */
export interface MonitorOptions {
  /** Between two samples, in milliseconds. */
  readonly intervalMs: number;
  /** How many samples become one point of each metric. */
  readonly samples: number;
  /** Names this machine among several that log to the same run: it goes into the names of the metrics. */
  readonly nodeId?: string | undefined;
  /** The step of the first points; those that follow count on. */
  readonly firstStep: number;
  /** Takes the points of one step; when it throws, the monitor stops. */
  readonly log: (metrics: Readings, step: number) => void;
  /** Hears what `log` threw. */
  readonly onError: (error: unknown) => void;
}

/**
 * Watches the load of this machine until it is stopped. It does not keep the process alive, never throws, takes one
 * sample at a time, and leaves out what can't be measured. The first points come after `samples` intervals.
 */
export class SystemMonitor {
  readonly #options: MonitorOptions;
  readonly #sources: readonly Source[] = [
    new CpuSource(),
    new MemorySource(),
    new DiskSource(),
    new NetworkSource(),
    new NvidiaSource(),
  ];
  readonly #window = new Window();
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #step: number;
  #isBusy = false;

  /** Starts it. */
  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#step = options.firstStep;
    this.#timer = setInterval(() => void this.#tick(), options.intervalMs).unref();
    // What sources say of the time since the reading before begins here.
    void this.#begin();
  }

  /** Stops it: from now on nothing is logged. */
  stop(): void {
    clearInterval(this.#timer);
    this.#stopping.abort();
  }

  async #begin(): Promise<void> {
    this.#isBusy = true;
    await this.#read();
    this.#isBusy = false;
  }

  async #tick(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const readings = await this.#read();
    this.#isBusy = false;
    if (this.#stopping.signal.aborted) return;
    for (const [at, { combine }] of this.#sources.entries()) this.#window.add(readings[at] ?? {}, combine);
    this.#window.endSample();
    if (this.#window.samples >= this.#options.samples) this.#log(this.#window.take());
  }

  async #read(): Promise<Readings[]> {
    const { signal } = this.#stopping;
    const outcomes = await Promise.allSettled(this.#sources.map((source) => source.read(signal)));
    return outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : {}));
  }

  #log(readings: Readings): void {
    const { nodeId, log, onError } = this.#options;
    const prefix = nodeId === undefined ? PREFIX : `${PREFIX}${nodeId}/`;
    const metrics = Object.entries(readings).map(([name, value]) => [prefix + name, value] as const);
    try {
      log(Object.fromEntries(metrics), this.#step);
      this.#step += 1;
    } catch (error) {
      this.stop();
      onError(error);
    }
  }
}
