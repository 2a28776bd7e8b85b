/** The formats of a request's body. */
export type Format = "json" | "csv" | "parquet";

const FORMATS: Readonly<Record<string, Format>> = {
  "application/json": "json",
  "text/csv": "csv",
  "application/vnd.apache.parquet": "parquet",
};

/** What a Content-Type header says, or why it can't be accepted. */
export type ContentType =
  | { readonly format: Format; readonly refusal?: undefined }
  | { readonly refusal: string; readonly format?: undefined };

const JSON_BODY: ContentType = { format: "json" };

/** Reads a Content-Type header by MLflow's rules: the only parameter it may have is UTF-8 as the charset. */
export function readContentType(header: string | undefined): ContentType {
  if (header === "application/json") return JSON_BODY;
  const [type = "", ...parameters] = (header ?? "").split(";").map((part) => part.trim());
  for (const parameter of parameters) {
    const [name = "", value = ""] = parameter.split("=", 2);
    if (name !== "charset") return { refusal: `The Content-Type can't have the parameter "${name}".` };
    if (value.toLowerCase() !== "utf-8") return { refusal: "Only UTF-8 can be read; send charset=utf-8, or none." };
  }
  const format = FORMATS[type];
  if (format !== undefined) return { format };
  const given = header === undefined ? "missing" : JSON.stringify(header);
  return { refusal: `The Content-Type is ${given}; it has to be one of ${Object.keys(FORMATS).join(", ")}.` };
}
