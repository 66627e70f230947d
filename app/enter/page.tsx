import type { Metadata } from "next";
import { PlainBar } from "@/components/bar/plain-bar";
import { ThemeToggle } from "@/components/bar/theme-toggle";
import { PassphraseForm } from "@/components/enter/passphrase-form";
import { returnPath } from "@/components/enter/return-path";

export const metadata: Metadata = { title: "Sign in" };

export default async function EnterPage({ searchParams }: PageProps<"/enter">) {
  const { return: wanted } = await searchParams;
  return (
    <>
      <PlainBar>
        <ThemeToggle />
      </PlainBar>
      <main className="mx-auto mt-16 max-w-sm px-3">
        <div className="rounded-md border border-line bg-panel p-6">
          <h1 className="pb-1 text-lg font-semibold">Sign in</h1>
          <p className="pb-4 text-muted">
            Your team shares one paid data subscription. Enter the team passphrase; this browser
            stays signed in.
          </p>
          <PassphraseForm returnTo={returnPath(typeof wanted === "string" ? wanted : null)} />
        </div>
      </main>
    </>
  );
}
