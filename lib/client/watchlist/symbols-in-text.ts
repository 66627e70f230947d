/**
 * Extracts the texts that may be symbols from what a person typed, pasted or opened as a file.
 * Separators are commas, semicolons and spaces. In a table (first line starts with `symbol`) only
 * the first column counts. Exchange prefixes (`NASDAQ:AAPL`) and section titles (`###Tech`) of
 * other programs are removed. Nothing is validated here.
 */
export function symbolsIn(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const isTable = /^"?symbol"?\s*([,;\t]|$)/i.test(lines[0] ?? "");
  const texts = isTable
    ? lines.slice(1).map((line) => line.split(/[,;\t]/)[0] ?? "")
    : lines.flatMap((line) => line.split(/[\s,;]+/));
  return texts
    .map((one) => one.replace(/^"|"$/g, "").trim())
    .filter((one) => one !== "" && !one.startsWith("###"))
    .map((one) => one.slice(one.lastIndexOf(":") + 1));
}
