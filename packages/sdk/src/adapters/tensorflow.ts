import { setImmediate as nextTurn } from "node:timers/promises";
import { type AdapterOptions, createTrainingLog } from "./adapter.ts";
import { factsOf } from "./tensorflow/facts.ts";
import { saveModel } from "./tensorflow/save.ts";
import type { Callback, Logs } from "./tensorflow/types.ts";

export type { AdapterOptions } from "./adapter.ts";

/** What is used of TensorFlow.js: `@tensorflow/tfjs`, `@tensorflow/tfjs-node` and its GPU build alike have it. */
export interface TensorFlow<Base> {
  readonly Callback: abstract new () => Base;
}

/** How long a training may keep the rest of the program waiting. */
const TURN_MS = 100;

/** Counts that come with the numbers of a batch and are none of its metrics. */
const COUNTS: ReadonlySet<string> = new Set(["batch", "size"]);

/**
 * A callback for `fit` and `fitDataset` of TensorFlow.js that logs the training to a run: the optimizer and the other
 * parameters under the names that MLflow has for them in Keras, `model_summary.txt`, the metrics of each epoch with the
 * epoch as their step, and at the end the model, which `loadModel` loads again. It can stand beside other callbacks.
 * @example
 * await mlflow.startRun(() => model.fit(xs, ys, { epochs: 5, callbacks: mlflowCallback(tf) }));
 * @param tf the TensorFlow.js of the program, which is not imported here, so that it is the same one
 * @throws MillraceError INVALID_PARAMETER_VALUE for options that can't be meant
 */
export function mlflowCallback<Base>(tf: TensorFlow<Base>, options?: AdapterOptions): Base;
export function mlflowCallback(tf: TensorFlow<Callback>, options: AdapterOptions = {}): object {
  const log = createTrainingLog(options);
  let turnedAt = performance.now();

  /** Training alone never lets timers and the network have their turn, not even those that send what was logged. */
  async function giveWay(): Promise<void> {
    if (performance.now() - turnedAt < TURN_MS) return;
    await nextTurn();
    turnedAt = performance.now();
  }

  return new (class MlflowCallback extends tf.Callback {
    async onTrainBegin(): Promise<void> {
      await log.begin(() => factsOf(this));
    }

    async onBatchEnd(_batch: number, logs: Logs = {}): Promise<void> {
      await log.endBatch(() => numbersOf(logs));
      await giveWay();
    }

    async onEpochEnd(epoch: number, logs: Logs = {}): Promise<void> {
      await log.endEpoch(epoch, () => numbersOf(logs));
      await giveWay();
    }

    async onTrainEnd(): Promise<void> {
      await log.end(() => saveModel(this.model));
    }
  })();
}

async function numbersOf(logs: Logs): Promise<Record<string, number>> {
  const metrics = Object.entries(logs).filter(([name]) => !COUNTS.has(name));
  const numbers = metrics.map(async ([name, value]) => {
    const number = typeof value === "number" ? value : Number((await value.data())[0]);
    return [name, number] as const;
  });
  return Object.fromEntries(await Promise.all(numbers));
}
