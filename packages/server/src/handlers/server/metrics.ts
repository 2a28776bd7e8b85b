import { type endpoints, Raw } from "@millrace/contract";
import { processMetrics } from "../../telemetry/process-metrics.ts";
import type { Handler } from "../handler.ts";

export const metrics: Handler<typeof endpoints.server.metrics> = async (_request, { requestMetrics }) =>
  new Raw("text/plain; version=0.0.4; charset=utf-8", requestMetrics.render() + (await processMetrics()));
