/** Names and endings of files that a browser may show as plain text, whatever is in them. */
const TEXT = new Set(
  (
    "cf cfg cnf conf csv err hocon ini ipynb js json jsonl log md mlproject mlmodel prop properties py py3 r rst sh sql " +
    "toml ts tsv txt xml yaml yml"
  ).split(" "),
);

/** Content types by the ending of a file's name. */
const TYPES: Readonly<Record<string, string>> = {
  arrow: "application/vnd.apache.arrow.file",
  avif: "image/avif",
  bmp: "image/bmp",
  css: "text/css",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  geojson: "application/geo+json",
  gif: "image/gif",
  gz: "application/gzip",
  h5: "application/x-hdf5",
  htm: "text/html",
  html: "text/html",
  ico: "image/vnd.microsoft.icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  ogg: "audio/ogg",
  parquet: "application/vnd.apache.parquet",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  tar: "application/x-tar",
  tif: "image/tiff",
  tiff: "image/tiff",
  wasm: "application/wasm",
  wav: "audio/wav",
  webm: "video/webm",
  webp: "image/webp",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

/** The content type that a file has by its name: text is `text/plain`, and what the name doesn't tell is bytes. */
export function contentTypeOf(fileName: string): string {
  const ending = fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase();
  if (TEXT.has(ending)) return "text/plain";
  return (Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined) ?? "application/octet-stream";
}
