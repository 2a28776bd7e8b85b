import type { openSession } from "millrace/onnx";

type SessionOptions = NonNullable<Parameters<typeof openSession>[2]>;

/** A model up to this size is done sooner than other threads would be woken. Bytes. */
const SMALL = 4 * 1024 * 1024;

const LEVELS: Readonly<Record<number, "disabled" | "basic" | "extended" | "all">> = {
  0: "disabled",
  1: "basic",
  2: "extended",
  99: "all",
};

/**
 * What a session is opened with: what is kept with the model, and one thread for a small model. Threads that wait do so
 * without turning, so that the processor is free for requests.
 */
export function sessionOptions(settings: unknown, size: number): SessionOptions {
  const kept = typeof settings === "object" && settings !== null ? settings : {};
  const numberAt = (name: string): number | undefined => {
    const value: unknown = Object.getOwnPropertyDescriptor(kept, name)?.value;
    return typeof value === "number" && Number.isInteger(value) ? value : undefined;
  };
  const intra = numberAt("intra_op_num_threads") ?? (size <= SMALL ? 1 : undefined);
  const inter = numberAt("inter_op_num_threads");
  const level = LEVELS[numberAt("graph_optimization_level") ?? -1];
  const isParallel = "execution_mode" in kept && kept.execution_mode === "parallel";
  return {
    ...(intra !== undefined && intra > 0 && { intraOpNumThreads: intra }),
    ...(inter !== undefined && inter > 0 && { interOpNumThreads: inter }),
    ...(level !== undefined && { graphOptimizationLevel: level }),
    ...(isParallel && { executionMode: "parallel" }),
    extra: { session: { intra_op: { allow_spinning: "0" }, inter_op: { allow_spinning: "0" } } },
  };
}
