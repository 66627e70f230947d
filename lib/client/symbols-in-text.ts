/**
 * The texts that stand for symbols in what a person typed, pasted or chose as a file: parted by
 * commas, semicolons or spaces; of a table (its first line begins with `symbol`) the first column.
 * An exchange before a colon (`NASDAQ:AAPL`) and section titles (`###Tech`) are other programs' and
 * are left out. Nothing is judged here.
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
