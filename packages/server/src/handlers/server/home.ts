import { type endpoints, PROTOCOL_VERSION, Raw } from "@millrace/contract";
import type { Handler } from "../handler.ts";

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Millrace</title>
  <h1>Millrace</h1>
  <p>This tracking server speaks the protocol of MLflow ${PROTOCOL_VERSION}.
  Set <code>MLFLOW_TRACKING_URI</code> to the address of this page, and clients log here.</p>
</html>
`;

export const home: Handler<typeof endpoints.server.home> = async () => new Raw("text/html; charset=utf-8", PAGE);
