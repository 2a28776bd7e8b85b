import type { AnyEndpoint, RequestOf } from "@millrace/contract";
import type { Command } from "commander";
import type { AnswerOf } from "millrace/client";
import type { Io } from "../io.ts";
import { scriptDocument } from "../render/documents.ts";
import { type OutputFlags, tell } from "../render/tell.ts";
import type { View } from "../render/view.ts";
import { callOf } from "./call.ts";
import { addCommand, type Definition } from "./define.ts";
import { jsonOption, outputOption, trackingUriOption } from "./options.ts";
import { type PlainFlags, plainOptions, plainRequest } from "./plain-flags.ts";
import { asking, type TrackingFlags } from "./tracking.ts";

/** A command that asks one endpoint: its flags are fields of the request, and its help is the endpoint's. */
export interface Plain<E extends AnyEndpoint> {
  readonly endpoint: E;
  readonly flags: PlainFlags<E>;
  readonly examples: Definition<unknown>["examples"];
  /** What people are shown. Absent: the JSON that programs get, where MLflow's command prints that and scripts count on it. */
  readonly view?: (answer: AnswerOf<E>, request: RequestOf<E>) => View;
  /** What programs get, where it is not the answer as it is. */
  readonly document?: (answer: AnswerOf<E>) => unknown;
  /** Adds what follows from the flags that were given. */
  readonly complete?: (request: RequestOf<E>) => RequestOf<E>;
  /** Besides --json, it takes MLflow's --output. */
  readonly hasOutputFlag?: true;
}

/** The flags that every plain command has besides its own. */
export type CommonFlags = OutputFlags & TrackingFlags & Readonly<Record<string, unknown>>;

/** Adds a plain command to a group. */
export function addPlain<E extends AnyEndpoint>(group: Command, io: Io, name: string, plain: Plain<E>): void {
  const { endpoint, flags, examples, view, document = scriptDocument, complete, hasOutputFlag } = plain;
  const own = hasOutputFlag ? [outputOption()] : [];
  addCommand<CommonFlags>(group, io, name, {
    doc: endpoint.doc,
    options: [...plainOptions(endpoint, flags), ...own, jsonOption(), trackingUriOption()],
    examples,
    run: async (given) => {
      const plainly = plainRequest(endpoint, flags, given);
      const request = complete?.(plainly) ?? plainly;
      const answer = await asking(given, (client) => callOf(client, endpoint)(request));
      tell(io, given, document(answer), view?.(answer, request));
    },
  });
}
