import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import type { ServingCase } from "./case.ts";

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  /** The methods that a path has. */
  readonly allow: string | undefined;
  readonly body: string;
}

/**
 * Sends a request as it is written, without a header more, on a connection of its own: after some of its mistakes MLflow's
 * server closes one without saying so. `models` is the folder of make_models.py.
 */
export async function send(url: string, one: ServingCase, models: string): Promise<Answer> {
  const { method = "POST", path = "/invocations", type = "application/json" } = one;
  const body = await bodyOf(one, models);
  const headers = { ...(type === null ? {} : { "content-type": type }), ...one.headers };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, path, headers: { "content-length": body.length, ...headers }, agent: false });
    sent.on("error", reject).on("response", (response) => {
      const { "content-type": answered, allow } = response.headers;
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, type: answered, allow, body: bytes.toString() }),
        reject,
      );
    });
    sent.end(body);
  });
}

async function bodyOf({ body, file }: ServingCase, models: string): Promise<Uint8Array> {
  if (file !== undefined) return readFile(`${models}/${file}`);
  if (body === undefined) return new Uint8Array();
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
