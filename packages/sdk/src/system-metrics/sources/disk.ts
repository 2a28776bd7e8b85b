import { statfs } from "node:fs/promises";
import path from "node:path";
import { MEGABYTE, type Readings, type Source } from "./source.ts";

/** How full the disk is that holds the root folder; on Windows that of the drive that the program works on. */
export class DiskSource implements Source {
  readonly combine = "mean";
  readonly #root = path.parse(process.cwd()).root;

  async read(): Promise<Readings> {
    const { bsize, blocks, bfree, bavail } = await statfs(this.#root);
    const used = (blocks - bfree) * bsize;
    const available = bavail * bsize;
    // Blocks that are kept for the system are neither used nor available.
    const usable = used + available;
    return {
      ...(usable > 0 && { disk_usage_percentage: (100 * used) / usable }),
      disk_usage_megabytes: used / MEGABYTE,
      disk_available_megabytes: available / MEGABYTE,
    };
  }
}
