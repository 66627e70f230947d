import { PlainBar } from "@/components/bar/plain-bar";

export default function NotFoundPage() {
  return (
    <>
      <PlainBar />
      <main className="mx-auto mt-16 max-w-md px-3">
        <h1 className="pb-1 text-lg font-semibold">There is nothing here</h1>
        <p className="pb-4 text-muted">The address may be misspelt, or what it named is gone.</p>
        {/* No Link: its code would come with every page, whose not-found this may be. */}
        <a href="/" className="text-accent underline underline-offset-2">
          To the watchlist
        </a>
      </main>
    </>
  );
}
