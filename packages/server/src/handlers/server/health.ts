import { type endpoints, MillraceError, Raw } from "@millrace/contract";
import type { Handler } from "../handler.ts";

export const health: Handler<typeof endpoints.server.health> = async (_request, { store }) => {
  try {
    await store.ping();
  } catch (cause) {
    throw new MillraceError(
      "TEMPORARILY_UNAVAILABLE",
      "The database does not answer: check that it runs and takes connections.",
      { cause },
    );
  }
  return new Raw("text/plain; charset=utf-8", "OK");
};
