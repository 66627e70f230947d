import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { openPage } from "@/app/(desk)/open-page";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import { expirySchema, spanSchema } from "@/lib/contract/market/wanted";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { DEFAULT_EXPIRY, DEFAULT_SPAN } from "@/lib/contract/values/resources";

type Opened = {
  params: Promise<{ symbol: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/**
 * Reads the cached data of a symbol's page. Free. `page` follows the symbol in the address. A
 * malformed symbol is not found. Another spelling redirects to the canonical one. An invalid option
 * is ignored.
 */
export async function openSymbol({ params, searchParams }: Opened, page = ""): Promise<SymbolView> {
  const raw = (await params).symbol;
  const symbol = symbolOf(raw);
  if (symbol === null) notFound();
  const path = `/s/${encodeURIComponent(symbol)}${page}`;
  const { desk, reach } = await openPage();
  if (reach === null) redirect(`/enter?return=${encodeURIComponent(path)}` as Route);
  const { expiry, window } = await searchParams;
  if (decodeURIComponent(raw) !== symbol) redirect(path as Route);
  const shown = {
    symbol,
    expiry: expirySchema.safeParse(expiry).data ?? DEFAULT_EXPIRY,
    span: spanSchema.safeParse(window).data ?? DEFAULT_SPAN,
  };
  return desk.readSymbol(shown, reach);
}

/** The symbol of a path. Next passes it escaped. */
export function symbolOf(raw: string): string | null {
  try {
    return parseSymbol(decodeURIComponent(raw));
  } catch {
    return null;
  }
}
