"use client";

import { Banner } from "@/components/ui/banner";
import { useSnapshot } from "@/lib/client/hooks/use-snapshot";

/** Warns that the upstream flags the symbol's option chain as faulty. Usually renders nothing. */
export function ChainWarning({ symbol }: { symbol: string }) {
  const snapshot = useSnapshot(symbol).cached?.snapshot ?? null;
  if (snapshot?.data.isChainUsable !== false) return null;
  return (
    <Banner edge="amber">
      Trading Volatility flags the option chain of {symbol} as faulty. GEX, flip and ratios may be
      wrong, and no trap is based on them.
    </Banner>
  );
}
