import { loadJavaScript, type ModelDocument } from "millrace/models";
import type { ScoreAnswer, Scorer, ScoreRequest } from "../../scorer.ts";
import { type Frame, type ModelInput, plainOf, toLists, valueJson } from "../../signature/index.ts";
import { failureAnswer, predictionsAnswer } from "../answer.ts";
import { RequestReader } from "../request-reader.ts";

/**
 * Opens a JavaScript model for requests. It is a program and is run with all the rights of this one.
 * @throws MillraceError INVALID_PARAMETER_VALUE for a module without `predict`; what the module throws
 */
export async function openJavaScriptScorer(document: ModelDocument, file: string): Promise<Scorer> {
  const predict = await loadJavaScript(file);
  const reader = new RequestReader(document, true);
  const running = new Set<Promise<unknown>>();
  const answer = async (request: ScoreRequest): Promise<ScoreAnswer> => {
    const reading = await reader.read(request);
    if ("answer" in reading) return reading.answer;
    const { input, params, isUnwrapped } = reading.request;
    try {
      return predictionsAnswer(valueJson(await predict(plainInput(input), params)), isUnwrapped);
    } catch (error) {
      return failureAnswer("model", error);
    }
  };
  return {
    model: document,
    score(request) {
      const answered = answer(request);
      running.add(answered);
      return answered.finally(() => running.delete(answered));
    },
    async close() {
      await Promise.allSettled(running);
    },
  };
}

/** Tables as lists of objects, tensors as lists within lists, everything else as it came. */
function plainInput(input: ModelInput): unknown {
  switch (input.kind) {
    case "frame":
      return recordsOf(input.frame);
    case "array":
    case "scalar":
      return toLists(input.array);
    case "named":
      return Object.fromEntries([...input.arrays].map(([name, array]) => [name, toLists(array)]));
    case "records":
      return input.records.map((record) =>
        Object.fromEntries([...record].map(([name, array]) => [name, toLists(array)])),
      );
    case "raw":
      return plainOf(input.value);
  }
}

function recordsOf({ names, columns, rows }: Frame): object[] {
  const lists = columns.map(({ dtype, values }) => toLists({ dtype, shape: [rows], values }));
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(names.map((name, at) => [name, Array.isArray(lists[at]) ? lists[at][row] : undefined])),
  );
}
