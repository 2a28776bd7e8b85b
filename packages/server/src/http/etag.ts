/** An entity tag as a header carries it; what has no place in one is left out. */
export function entityTag(etag: string): string {
  return `"${etag.replace(/[^\x21\x23-\x7e]/g, "")}"`;
}

/** Whether an If-None-Match header names a tag, so that the client has the content already. */
export function namesTag(ifNoneMatch: string | undefined, tag: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === tag);
}
