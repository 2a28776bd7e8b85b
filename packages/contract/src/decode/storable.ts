/** Whether every database keeps this text as it is: NUL characters and halves of surrogate pairs get lost in some. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
