import { PlainBar } from "@/components/bar/plain-bar";

export default function NotFoundPage() {
  return (
    <>
      <PlainBar />
      <main className="mx-auto mt-16 max-w-md px-3">
        <h1 className="pb-1 text-lg font-semibold">Page not found</h1>
        <p className="pb-4 text-muted">Check the address.</p>
        {/* No Link: every page loads this file, and would load the code of Link with it. */}
        <a href="/" className="text-accent underline underline-offset-2">
          Back to watchlist
        </a>
      </main>
    </>
  );
}
