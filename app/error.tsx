"use client";

import { PlainBar } from "@/components/bar/plain-bar";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <>
      <PlainBar />
      <main className="mx-auto mt-16 max-w-md px-3">
        <h1 className="pb-1 text-lg font-semibold">Page failed</h1>
        <p className="pb-4 text-muted">
          An error occurred in Gammagate and was logged. Trying again uses no API call.
        </p>
        <Button onPress={retry} className="h-11 sm:h-8">
          Try again
        </Button>
      </main>
    </>
  );
}
