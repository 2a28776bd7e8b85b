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
  type ReadOptions,
  type Schema,
  schemaOf,
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

  /** Reads a request; never throws. */
  read({ contentType, body }: Pick<ScoreRequest, "contentType" | "body">): Reading {
    const { format, refusal } = readContentType(contentType);
    if (refusal !== undefined) return { answer: refusedType(refusal) };
    if (format === "parquet")
      return { answer: refusedType("This model can't be sent Parquet files; send JSON or CSV.") };
    let failure: Failure = format === "csv" ? "csv" : "request";
    try {
      const request = this.#parse(format, body);
      failure = "schema";
      const input = this.schema === undefined ? request.input : enforce(request.input, this.schema);
      failure = "params";
      const params = enforceParams(request.params, this.#params);
      return { request: { input, params, isUnwrapped: request.isUnwrapped } };
    } catch (error) {
      return { answer: failureAnswer(failure, error) };
    }
  }

  #parse(format: "json" | "csv", body: Uint8Array): ModelRequest {
    return format === "csv" ? readCsvRequest(body, this.schema) : readJsonRequest(body, this.#options);
  }
}
