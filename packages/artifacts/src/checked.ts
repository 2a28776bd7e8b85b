import { invalidParameter } from "@millrace/contract";
import type { ArtifactStore, FileInfo, MultipartUploads } from "./artifact-store.ts";
import { checkArtifactPath, isSafePath } from "./path.ts";
import { ofLength } from "./streams.ts";

const MAX_PARTS = 10_000;

/** Guards a scheme's store: no path reaches it unchecked, and none that would lead elsewhere comes out of it. */
export function checked(inner: ArtifactStore): ArtifactStore {
  const { multipart } = inner;
  const presignDownload = inner.presignDownload?.bind(inner);
  const presignUpload = inner.presignUpload?.bind(inner);
  return {
    async stat(path) {
      const clean = anyPath(path);
      return (await inner.stat(clean)) ?? (clean === "" ? { path: "", isDir: true, size: 0 } : undefined);
    },
    async *list(path) {
      yield* safe(inner.list(anyPath(path)));
    },
    async *walk(path) {
      yield* safe(inner.walk(anyPath(path)));
    },
    async *read(path, range) {
      if (range && !(range.start >= 0 && range.end >= range.start)) {
        throw invalidParameter(`There is no range from byte ${range.start} to ${range.end}.`);
      }
      yield* inner.read(filePath(path), range);
    },
    async write(path, stream, options = {}) {
      await inner.write(filePath(path), ofLength(stream, options.length), options);
    },
    delete: async (path) => inner.delete(anyPath(path)),
    ...(presignDownload && { presignDownload: async (path, seconds) => presignDownload(filePath(path), seconds) }),
    ...(presignUpload && { presignUpload: async (path, seconds) => presignUpload(filePath(path), seconds) }),
    ...(multipart && { multipart: checkedUploads(multipart) }),
  };
}

function checkedUploads(inner: MultipartUploads): MultipartUploads {
  return {
    async create(path, parts) {
      checkPart(parts, "number of parts");
      return inner.create(filePath(path), parts);
    },
    async complete(path, uploadId, parts) {
      const numbers = parts.map(({ partNumber }) => partNumber);
      for (const number of numbers) checkPart(number, "part number");
      if (numbers.length === 0) throw invalidParameter("The upload has no parts to complete it with.");
      if (new Set(numbers).size < numbers.length) throw invalidParameter("The upload names a part number twice.");
      await inner.complete(
        filePath(path),
        uploadId,
        parts.toSorted((a, b) => a.partNumber - b.partNumber),
      );
    },
    abort: async (path, uploadId) => inner.abort(filePath(path), uploadId),
  };
}

function checkPart(number: number, what: string): void {
  if (Number.isInteger(number) && number >= 1 && number <= MAX_PARTS) return;
  throw invalidParameter(`The ${what} must be an integer from 1 to ${MAX_PARTS}, not ${number}.`);
}

function anyPath(path: string): string {
  return checkArtifactPath(path, "path");
}

function filePath(path: string): string {
  const clean = anyPath(path);
  if (clean === "") throw invalidParameter('The "path" names the root of the artifacts: name a file in it.');
  return clean;
}

/** A bucket can hold names that no request could ask for, and that would leave the folder of whoever unpacks them. */
async function* safe(found: AsyncIterable<FileInfo>): AsyncGenerator<FileInfo> {
  for await (const info of found) if (isSafePath(info.path)) yield info;
}
