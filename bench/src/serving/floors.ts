import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { venvBin } from "../paths.ts";
import type { Floor } from "../floors/types.ts";
import { meanMs } from "../timing.ts";
import { ONNX_MODEL, saveIrisModels, SKLEARN_MODEL } from "./iris.ts";

/** scikit-learn's own `predict` of one row, in one Python process. */
export const sklearnPredict: Floor = {
  title: "scikit-learn's predict of one row",
  measure: async (budgetMs) => {
    await saveIrisModels();
    const loop = join(import.meta.dirname, "predict_loop.py");
    const { stdout } = await promisify(execFile)(venvBin("python"), [loop, SKLEARN_MODEL, `${budgetMs / 1000}`]);
    return Number(stdout);
  },
};

/** The ONNX runtime's own `run` of one row, in one Node process. */
export const onnxRun: Floor = {
  title: "onnxruntime's run of one row in Node",
  measure: async (budgetMs) => {
    await saveIrisModels();
    const session = await InferenceSession.create(join(ONNX_MODEL, "model.onnx"), {
      intraOpNumThreads: 1,
      logSeverityLevel: 3,
    });
    const [name = ""] = session.inputNames;
    const row = Float32Array.of(5.1, 3.5, 1.4, 0.2);
    const mean = await meanMs(
      budgetMs,
      () => row,
      (values) => session.run({ [name]: new Tensor("float32", values, [1, row.length]) }),
    );
    await session.release();
    return mean;
  },
};
