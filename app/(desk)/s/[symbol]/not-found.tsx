import Link from "next/link";

export default function NotASymbolPage() {
  return (
    <div className="mx-auto mt-12 max-w-md">
      <h1 className="pb-1 text-lg font-semibold">That is not a ticker symbol</h1>
      <p className="pb-4 text-muted">
        A symbol has at most ten letters and digits, like SPY, BRK.B or ^SPX. Nothing was asked, so
        nothing was spent.
      </p>
      <Link href="/" className="text-accent underline underline-offset-2">
        To the watchlist
      </Link>
    </div>
  );
}
