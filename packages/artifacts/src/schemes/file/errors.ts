import { doesNotExist, invalidParameter, MillraceError } from "@millrace/contract";

/** The code of an error of Node's file system, such as "ENOENT"; undefined for anything else. */
export function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
}

/** True when the error says that nothing is at the path. */
export function isMissing(thrown: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(codeOf(thrown) ?? "");
}

/** What each error of the file system means to a client, with the path that it concerns. */
const MEANINGS: Readonly<Record<string, (path: string, code: string, cause: unknown) => MillraceError>> = {
  ENOENT: (path) => doesNotExist(`No artifact is at "${path}".`),
  ENAMETOOLONG: (path) => invalidParameter(`"${path}" is too long for the artifact storage: shorten it.`),
  EXDEV: (path) =>
    invalidParameter(
      `"${path}" lies on another file system than the artifact folder above it: ` +
        "name the folder that it is in with --allowed-artifact-roots.",
    ),
  ...meaning(["ENOSPC", "EDQUOT", "EFBIG"], full),
  ...meaning(["EACCES", "EPERM", "EROFS"], forbidden),
  ...meaning(["EISDIR", "ENOTDIR", "EEXIST", "ENOTEMPTY", "ELOOP"], inTheWay),
  ...meaning(["EMFILE", "ENFILE", "ENOMEM", "EBUSY", "EIO", "ESTALE", "ETIMEDOUT"], busy),
};

/** The error that a client sees in place of the file system's; folders of the server are not named to it. */
export function fileError(thrown: unknown, path: string): unknown {
  const code = codeOf(thrown) ?? "";
  return MEANINGS[code]?.(path, code, thrown) ?? thrown;
}

function meaning<T>(codes: readonly string[], make: T): Record<string, T> {
  return Object.fromEntries(codes.map((code) => [code, make]));
}

function full(path: string, _: string, cause: unknown): MillraceError {
  return new MillraceError(
    "RESOURCE_EXHAUSTED",
    `The artifact storage has no room for "${path}": free some space or raise its quota, then try again.`,
    { cause },
  );
}

function forbidden(path: string, _: string, cause: unknown): MillraceError {
  return new MillraceError(
    "PERMISSION_DENIED",
    `The server may not access "${path}" in its artifact folder: check the folder's owner and mode.`,
    { cause },
  );
}

function inTheWay(path: string): MillraceError {
  return invalidParameter(
    `"${path}" can't be written: a folder has that name, or a file has the name of a folder of it.`,
  );
}

function busy(path: string, code: string, cause: unknown): MillraceError {
  const message = `The artifact storage could not serve "${path}" just now (${code}): try again.`;
  return new MillraceError("TEMPORARILY_UNAVAILABLE", message, { cause });
}
