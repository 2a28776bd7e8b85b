import type { CallOptions } from "./options.ts";

/**
 * Asks a searching endpoint for one page after the other: `for await (const page of pages(client.runs.search, {...}))`.
 * Each page is fetched when it is asked for.
 */
export async function* pages<
  Request extends { readonly page_token?: string },
  Answer extends { readonly next_page_token?: string },
>(
  search: (request: Request, options?: CallOptions) => Promise<Answer>,
  request: Request,
  options?: CallOptions,
): AsyncGenerator<Answer, void, undefined> {
  let asked = request;
  while (true) {
    const answer = await search(asked, options);
    yield answer;
    const token = answer.next_page_token;
    if (token === undefined || token === "") return;
    asked = { ...request, page_token: token };
  }
}
