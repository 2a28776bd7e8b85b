import { wildcard } from "./wildcard.ts";

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** Says which origins may call the server from a browser: local ones and those that match a pattern. */
export function originRule(patterns: readonly string[]): (origin: string) => boolean {
  const tests = patterns.map(wildcard);
  return (origin) => LOCAL.test(origin) || tests.some((test) => test(origin));
}

/** Whether a page of this origin was loaded from the host that the request is for. */
export function isSameOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}
