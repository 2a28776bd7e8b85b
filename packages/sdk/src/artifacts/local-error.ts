import { type ErrorCode, MillraceError } from "@millrace/contract";

const CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  EACCES: ["PERMISSION_DENIED", "this program may not write there"],
  EPERM: ["PERMISSION_DENIED", "this program may not write there"],
  EROFS: ["PERMISSION_DENIED", "nothing can be written there"],
  EISDIR: ["INVALID_PARAMETER_VALUE", "a folder has that name"],
  ENOTDIR: ["INVALID_PARAMETER_VALUE", "a file stands where a folder is needed"],
  EEXIST: ["INVALID_PARAMETER_VALUE", "a file stands where a folder is needed"],
  ENAMETOOLONG: ["INVALID_PARAMETER_VALUE", "the name is too long"],
  ENOSPC: ["RESOURCE_EXHAUSTED", "the disk is full"],
  EDQUOT: ["RESOURCE_EXHAUSTED", "the disk is full"],
};

/** What the operating system said about a file that could not be written, as the error that users get. */
export function localError(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Error && "code" in thrown) || thrown instanceof MillraceError) return thrown;
  const known = CODES[String(thrown.code)];
  return known === undefined
    ? thrown
    : new MillraceError(known[0], `"${file}" can't be written: ${known[1]}.`, { cause: thrown });
}
