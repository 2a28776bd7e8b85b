import type { ListedPage, StoredObject } from "../bucket/driver.ts";

/** A page of a listing and the token of the next. */
export interface ReadPage {
  readonly page: ListedPage;
  readonly next: string | undefined;
}

/** Reads Google's description of an object. */
export function readObject(text: string): StoredObject {
  return objectOf(JSON.parse(text));
}

/** Reads one answer of a listing. */
export function readPage(text: string): ReadPage {
  const { items, prefixes, nextPageToken } = recordOf(JSON.parse(text));
  return {
    page: {
      objects: Array.isArray(items) ? items.map(objectOf) : [],
      folders: Array.isArray(prefixes) ? prefixes.filter((prefix) => typeof prefix === "string") : [],
    },
    next: typeof nextPageToken === "string" && nextPageToken !== "" ? nextPageToken : undefined,
  };
}

function objectOf(value: unknown): StoredObject {
  const { name, size, etag, updated } = recordOf(value);
  return {
    key: typeof name === "string" ? name : "",
    size: Number(size ?? 0),
    etag: typeof etag === "string" ? etag.replaceAll('"', "") : undefined,
    modified: typeof updated === "string" ? new Date(updated) : undefined,
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
