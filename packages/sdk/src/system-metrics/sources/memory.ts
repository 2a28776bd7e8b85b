import { freemem, platform, totalmem } from "node:os";
import { MEGABYTE, type Readings, type Source } from "./source.ts";

/** How much memory of the machine is in use and can't be given to programs. */
export class MemorySource implements Source {
  readonly combine = "mean";

  async read(): Promise<Readings> {
    // macOS counts as free only what was never used. Elsewhere the other function knows the limits of a container, which
    // the machine's total does not.
    const available = platform() === "darwin" ? process.availableMemory() : freemem();
    const total = totalmem();
    const used = Math.max(0, total - available);
    return {
      system_memory_usage_megabytes: used / MEGABYTE,
      system_memory_usage_percentage: (100 * used) / total,
    };
  }
}
