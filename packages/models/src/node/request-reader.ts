import type { ModelDocument } from "millrace/models";
import type { ScoreAnswer, ScoreRequest } from "../scorer.ts";
import {
  enforce,
  enforceParams,
  type ModelInput,
  type ModelRequest,
  type Params,
  readContentType,
  readCsvRequest,
  readJsonRequest,
  readParquetRequest,
  type ReadOptions,
  type Schema,
  schemaOf,
  textOf,
} from "../signature/index.ts";
import { type Failure, failureAnswer, refusedType } from "./answer.ts";

/** A request that fits a model's signature. */
export interface ReadRequest {
  readonly input: ModelInput;
  readonly params: Params;
  /** Whether the predictions are the whole of the answer. */
  readonly isUnwrapped: boolean;
}

/** What came of reading a request: inputs, or the answer that says what is wrong with it. */
export type Reading = { readonly request: ReadRequest } | { readonly answer: ScoreAnswer };

/** Reads the requests for a model by its signature, as MLflow does. */
export class RequestReader {
  readonly schema: Schema | undefined;
  readonly #params: NonNullable<ModelDocument["signature"]>["params"];
  readonly #options: ReadOptions;

  /** @param keepsJson whether a model without a signature gets the values as JSON has them */
  constructor({ signature }: ModelDocument, keepsJson: boolean) {
    this.schema = schemaOf(signature);
    this.#params = signature?.params;
    const paramNames = new Set(signature?.params?.map(({ name }) => name));
    this.#options = { schema: this.schema, paramNames, keepsJson };
  }

  /** Reads a request; never rejects. */
  async read({ contentType, body, signal }: ScoreRequest): Promise<Reading> {
    const { format, refusal } = readContentType(contentType);
    if (refusal !== undefined) return { answer: refusedType(refusal) };
    let failure: Failure = "request";
    try {
      let request: ModelRequest;
      if (format === "json") {
        request = readJsonRequest(body, this.#options);
      } else if (format === "csv") {
        const text = textOf(body);
        failure = "table";
        request = readCsvRequest(text, this.schema);
      } else {
        failure = "table";
        request = await readParquetRequest(body, signal);
      }
      failure = "schema";
      const input = this.schema === undefined ? request.input : enforce(request.input, this.schema);
      failure = "params";
      const params = enforceParams(request.params, this.#params);
      return { request: { input, params, isUnwrapped: request.isUnwrapped } };
    } catch (error) {
      return { answer: failureAnswer(failure, error) };
    }
  }
}
