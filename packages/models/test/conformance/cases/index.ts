import type { ServedCases } from "../support/case.ts";
import { CHAT } from "./chat.ts";
import { ONNX } from "./onnx.ts";
import { PYFUNC } from "./pyfunc.ts";
import { TABULAR } from "./tabular.ts";

/** Every model of the suite with its requests. */
export const SERVED: readonly ServedCases[] = [...TABULAR, ...ONNX, ...PYFUNC, ...CHAT];
