import { output } from "./output.ts";
import { MEGABYTE, type Readings, type Source } from "./source.ts";

const MEBIBYTE = 2 ** 20;

const FIELDS = "index,memory.used,memory.total,utilization.gpu,power.draw,enforced.power.limit";
const ARGS = [`--query-gpu=${FIELDS}`, "--format=csv,noheader,nounits"];

/** The NVIDIA GPUs, by way of the driver's program `nvidia-smi`. */
export class NvidiaSource implements Source {
  readonly combine = "mean";
  #hasAnswered = false;
  #isGivenUp = false;

  async read(signal: AbortSignal): Promise<Readings> {
    if (this.#isGivenUp) return {};
    try {
      const readings = parseGpus(await output("nvidia-smi", ARGS, signal));
      this.#hasAnswered = true;
      return readings;
    } catch (error) {
      // Where it is missing or has no driver, it is not tried again; one that hangs could be left behind at each sample.
      const isHanging = error instanceof Error && error.name === "AbortError";
      this.#isGivenUp = !this.#hasAnswered || isHanging;
      throw error;
    }
  }
}

/** Reads the answer of `nvidia-smi`, a line for each GPU, in which what a GPU can't tell is no number. */
export function parseGpus(text: string): Readings {
  return Object.fromEntries(text.split("\n").flatMap(readingsOf));
}

function readingsOf(line: string): (readonly [string, number])[] {
  const [index = "", ...rest] = line.split(",").map((field) => field.trim());
  if (!/^\d+$/.test(index)) return [];
  const [used, total, utilization, power, limit] = rest.map(numberOf);
  const values = {
    memory_usage_megabytes: used === undefined ? undefined : (used * MEBIBYTE) / MEGABYTE,
    memory_usage_percentage: percentage(used, total),
    utilization_percentage: utilization,
    power_usage_watts: power,
    power_usage_percentage: percentage(power, limit),
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[`gpu_${index}_${name}`, value] as const],
  );
}

function numberOf(field: string): number | undefined {
  return /^\d+(?:\.\d+)?$/.test(field) ? Number(field) : undefined;
}

function percentage(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : (100 * part) / whole;
}
