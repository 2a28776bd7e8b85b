/** The Content-Disposition header that has a browser save an answer, under a name where there is one. */
export function attachment(fileName: string | undefined): string {
  if (fileName === undefined) return "attachment";
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const header = `attachment; filename="${plain}"`;
  return plain === fileName ? header : `${header}; filename*=UTF-8''${encoded(fileName)}`;
}

function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
