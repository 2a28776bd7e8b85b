import type { AnyEndpoint, RequestOf } from "@millrace/contract";
import type { Command } from "commander";
import type { AnswerOf, Client } from "millrace/client";
import type { Io } from "../io.ts";
import type { Cell, Column } from "../render/cell.ts";
import { scriptDocument } from "../render/documents.ts";
import { prettyJson, wantsJson } from "../render/tell.ts";
import { viewLines } from "../render/view.ts";
import { callOf } from "./call.ts";
import { addCommand, type Definition } from "./define.ts";
import { count, jsonOption, trackingUriOption } from "./options.ts";
import type { CommonFlags } from "./plain.ts";
import { type PlainFlags, plainOptions, plainRequest } from "./plain-flags.ts";
import { asking } from "./tracking.ts";

/** What the server is asked for at once; every listing endpoint can give as much. */
const PAGE = 1000;

/** How things of one kind are shown. */
export interface Rows<Item> {
  readonly columns: readonly Column[];
  readonly row: (item: Item) => readonly Cell[];
  /** What is said when there are none. */
  readonly empty: string;
  readonly document?: (item: Item) => unknown;
}

/** A command that lists what an endpoint gives page by page. */
export interface Listing<E extends AnyEndpoint, Item> extends Rows<Item> {
  readonly endpoint: E;
  readonly doc?: string;
  readonly flags: PlainFlags<E>;
  readonly examples: Definition<unknown>["examples"];
  readonly items: (answer: AnswerOf<E>) => readonly Item[] | undefined;
}

/** Adds a listing command to a group. */
export function addListing<E extends AnyEndpoint, Item>(
  group: Command,
  io: Io,
  name: string,
  listing: Listing<E, Item>,
): void {
  const { endpoint, doc = endpoint.doc, flags, examples, items } = listing;
  addCommand<CommonFlags & { maxResults?: number }>(group, io, name, {
    doc,
    options: [
      ...plainOptions(endpoint, flags),
      count("--max-results <number>", "At most so many. Default: all."),
      jsonOption(),
      trackingUriOption(),
    ],
    examples,
    run: async (given) => {
      const request = plainRequest(endpoint, flags, given);
      await asking(given, async (client) => {
        const found = itemsOf(client, { endpoint, request, items, most: given.maxResults ?? Infinity });
        await printItems(io, wantsJson(given), found, listing);
      });
    },
  });
}

/** Where items come from: an endpoint's pages, and how many of them. */
export interface ItemSource<E extends AnyEndpoint, Item> {
  readonly endpoint: E;
  readonly request: RequestOf<E>;
  readonly items: (answer: AnswerOf<E>) => readonly Item[] | undefined;
  readonly most: number;
}

/** The items of all pages, page by page. */
export async function* itemsOf<E extends AnyEndpoint, Item>(
  client: Client,
  { endpoint, request, items, most }: ItemSource<E, Item>,
): AsyncGenerator<readonly Item[]> {
  const search = callOf(client, endpoint);
  let left = most;
  let asked: RequestOf<E> = { ...request, max_results: Math.min(PAGE, left) };
  while (left > 0) {
    const answer = await search(asked);
    const found = (items(answer) ?? []).slice(0, left);
    yield found;
    left -= found.length;
    const token = tokenOf(answer);
    if (token === undefined) return;
    asked = { ...request, max_results: Math.min(PAGE, left), page_token: token };
  }
}

function tokenOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("next_page_token" in answer)) return undefined;
  const { next_page_token: token } = answer;
  return typeof token === "string" && token !== "" ? token : undefined;
}

/** Prints items for programs as they come, and for people as one table. */
export async function printItems<Item>(
  io: Io,
  isJson: boolean,
  pages: AsyncIterable<readonly Item[]>,
  { columns, row, empty, document = scriptDocument }: Rows<Item>,
): Promise<void> {
  if (isJson) return await printDocuments(io, pages, document);
  const rows: (readonly Cell[])[] = [];
  for await (const page of pages) rows.push(...page.map(row));
  for (const line of viewLines({ columns, rows, empty }, io)) await io.write(`${line}\n`);
}

async function printDocuments<Item>(
  io: Io,
  pages: AsyncIterable<readonly Item[]>,
  document: (item: Item) => unknown,
): Promise<void> {
  let before = "[";
  for await (const page of pages) {
    if (page.length === 0) continue;
    const texts = page.map((item) => prettyJson(document(item)).replaceAll("\n", "\n  "));
    await io.write(`${before}\n  ${texts.join(",\n  ")}`);
    before = ",";
  }
  io.line(before === "[" ? "[]" : "\n]");
}
