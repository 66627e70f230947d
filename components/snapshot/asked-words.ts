const CHOICES: Record<string, string> = {
  "curve combined": "by strike",
  "curve nearest": "by strike, nearest expiry",
  "curve first_monthly": "by strike, first monthly expiry",
};

/**
 * What was asked for, as people say it, from its name in this tab (`wantedName`): `SPY`,
 * `SPY by strike`, `SPY by strike, 2026-12-18`, `SPY history, 180d`, `SPY expirations`.
 */
export function askedWords(name: string): string {
  const [symbol = "", ...rest] = name.split(" ");
  if (rest.length === 0) return symbol;
  const said = rest.join(" ");
  const words =
    CHOICES[said] ?? said.replace(/^curve /, "by strike, ").replace("history ", "history, ");
  return `${symbol} ${words}`;
}
