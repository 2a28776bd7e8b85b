import type { ModelDocument } from "millrace/models";
import type { ScoreAnswer, Scorer, ScoreRequest } from "../../scorer.ts";
import type { ModelInput, Schema } from "../../signature/index.ts";
import { failureAnswer, predictionsAnswer } from "../answer.ts";
import { type ReadRequest, RequestReader } from "../request-reader.ts";
import { Batcher } from "./batcher.ts";
import { feedsOf } from "./feeds.ts";
import { openOnnx } from "./open-onnx.ts";
import type { Feeds, OnnxModel } from "./onnx-model.ts";
import { namedPredictions, type RunPart, tablePredictions } from "./predictions.ts";
import { probeBatches } from "./probe.ts";

/**
 * Opens an ONNX model for requests.
 * @param file the model's own file
 * @param example the body of a request that the model takes
 * @throws MillraceError NOT_IMPLEMENTED when onnxruntime-node is not installed, INVALID_PARAMETER_VALUE for a file that
 *   it can't open
 */
export async function openOnnxScorer(
  document: ModelDocument,
  file: string,
  example: Uint8Array | undefined,
): Promise<Scorer> {
  const model = await openOnnx(file, document.flavors.onnx?.onnx_session_options);
  const reader = new RequestReader(document, false);
  const feeds = example === undefined ? undefined : await exampleFeeds(reader, model, example);
  const limit = await probeBatches(model, feeds, widthOf(reader.schema));
  return new OnnxScorer(document, reader, model, new Batcher(model, limit));
}

class OnnxScorer implements Scorer {
  readonly model: ModelDocument;
  readonly #reader: RequestReader;
  readonly #onnx: OnnxModel;
  readonly #batcher: Batcher;
  readonly #running = new Set<Promise<unknown>>();

  constructor(document: ModelDocument, reader: RequestReader, onnx: OnnxModel, batcher: Batcher) {
    this.model = document;
    this.#reader = reader;
    this.#onnx = onnx;
    this.#batcher = batcher;
  }

  score(request: ScoreRequest): Promise<ScoreAnswer> {
    const answered = this.#score(request);
    this.#running.add(answered);
    return answered.finally(() => this.#running.delete(answered));
  }

  async #score(request: ScoreRequest): Promise<ScoreAnswer> {
    const reading = await this.#reader.read(request);
    if ("answer" in reading) return reading.answer;
    try {
      const part = await this.#batcher.run(feedsOf(reading.request.input, this.#onnx.inputs));
      return this.#answer(reading.request, part);
    } catch (error) {
      return failureAnswer("model", error);
    }
  }

  /** A table gives a table, and tensors give tensors. */
  #answer({ input, isUnwrapped }: ReadRequest, part: RunPart): ScoreAnswer {
    const { outputs } = this.#onnx;
    const predictions = isTable(input) ? tablePredictions(part, outputs) : namedPredictions(part, outputs);
    return predictionsAnswer(predictions, isUnwrapped);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.#onnx.close();
  }
}

function isTable(input: ModelInput): boolean {
  return input.kind === "frame";
}

async function exampleFeeds(reader: RequestReader, model: OnnxModel, body: Uint8Array): Promise<Feeds | undefined> {
  const { signal } = new AbortController();
  const reading = await reader.read({ contentType: "application/json", body, signal });
  if ("answer" in reading) return undefined;
  try {
    return feedsOf(reading.request.input, model.inputs);
  } catch {
    // It is an example, and no promise.
    return undefined;
  }
}

/** How many values a row has, if the signature says it. */
function widthOf(schema: Schema | undefined): number | undefined {
  if (schema?.kind === "columns") return schema.columns.length;
  const [tensor] = schema?.tensors ?? [];
  const width = tensor?.shape.length === 2 ? tensor.shape[1] : undefined;
  return width !== undefined && width > 0 ? width : undefined;
}
