import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { openPage } from "@/app/(desk)/open-page";
import { parseSymbol } from "@/lib/contract/parse-symbol";
import type { SymbolView } from "@/lib/contract/symbol-view";
import { expirySchema, spanSchema } from "@/lib/contract/wanted";

type Opened = {
  params: Promise<{ symbol: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/**
 * What the cache has for a page of a symbol; free. `page` follows the symbol in the address.
 * A malformed symbol is not found, one written otherwise leads to its one spelling, and a choice
 * that cannot be read counts as none.
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
    expiry: expirySchema.safeParse(expiry).data ?? "combined",
    span: spanSchema.safeParse(window).data ?? "180d",
  };
  return desk.readSymbol(shown, reach);
}

/** The symbol of a path as Next hands it over: still escaped. */
export function symbolOf(raw: string): string | null {
  try {
    return parseSymbol(decodeURIComponent(raw));
  } catch {
    return null;
  }
}
