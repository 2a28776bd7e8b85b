import { type endpoints, PROTOCOL_VERSION, Raw } from "@millrace/contract";
import type { Handler } from "../handler.ts";

/** MLflow's clients read the text and don't mind the content type, which is MLflow's. */
export const version: Handler<typeof endpoints.server.version> = async () =>
  new Raw("text/html; charset=utf-8", PROTOCOL_VERSION);
