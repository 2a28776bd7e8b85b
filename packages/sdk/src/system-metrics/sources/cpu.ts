import { readFile } from "node:fs/promises";
import { cpus, platform } from "node:os";
import type { Readings, Source } from "./source.ts";

/** Time that all processors together spent since the machine started, in one unit. */
interface CpuTimes {
  readonly busy: number;
  readonly total: number;
}

/** How busy the processors were since the reading before. */
export class CpuSource implements Source {
  readonly combine = "mean";
  #before: CpuTimes | undefined;

  async read(): Promise<Readings> {
    const now = platform() === "linux" ? parseStat(await readFile("/proc/stat", "utf8")) : fromNode();
    const before = this.#before;
    this.#before = now;
    if (before === undefined || now.total <= before.total) return {};
    const share = (now.busy - before.busy) / (now.total - before.total);
    return { cpu_utilization_percentage: 100 * Math.min(1, Math.max(0, share)) };
  }
}

/**
 * Reads the first line of Linux's `/proc/stat`: Node's own numbers leave out the time spent waiting for the disk, which
 * would make a machine that waits look busier than it is.
 * @throws {Error} for what has no such line
 */
export function parseStat(text: string): CpuTimes {
  const fields = /^cpu +([\d ]+)/.exec(text)?.[1]?.trim().split(/ +/).map(Number) ?? [];
  const [user, nice, system, idle, waiting = 0, interrupts = 0, softInterrupts = 0, stolen = 0] = fields;
  if (user === undefined || nice === undefined || system === undefined || idle === undefined) {
    throw new Error("/proc/stat has no line of all processors.");
  }
  const busy = user + nice + system + interrupts + softInterrupts + stolen;
  return { busy, total: busy + idle + waiting };
}

function fromNode(): CpuTimes {
  let busy = 0;
  let total = 0;
  for (const { times } of cpus()) {
    const used = times.user + times.nice + times.sys + times.irq;
    busy += used;
    total += used + times.idle;
  }
  return { busy, total };
}
