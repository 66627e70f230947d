/** The upstream's own names for its scale. */
const NAMES = ["Bearish", "Wait", "Avoid", "Hold", "Bullish"];

/** The upstream's rating in its own words. Null without one. */
export function ratingWords(rating: number | null): { words: string; title: string } | null {
  const name = rating === null ? undefined : NAMES[rating - 1];
  if (name === undefined) return null;
  return {
    words: `Trading Volatility rating: ${rating}, ${name}. Not advice.`,
    title: "Trading Volatility's scale: 5 Bullish, 4 Hold, 3 Avoid, 2 Wait, 1 Bearish",
  };
}
