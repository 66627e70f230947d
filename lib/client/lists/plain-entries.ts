/**
 * Splits what a person typed or pasted at commas, semicolons, tabs, new lines and spaces. Section
 * titles of TradingView (`###MAG 7,`) end at a comma or a new line, and are dropped.
 */
export function entriesOf(text: string): string[] {
  return text
    .split(/[,;\t\r\n]+/)
    .filter((part) => !part.trimStart().startsWith("###"))
    .flatMap((part) => part.split(/\s+/))
    .map((part) => part.replace(/^"|"$/g, ""))
    .filter((part) => part !== "");
}
