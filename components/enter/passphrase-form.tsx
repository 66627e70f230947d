"use client";

import { PasswordForm } from "@/components/ui/password-form";
import { openSession } from "@/lib/client/entry/open-session";

/** Asks for the shared passphrase, once a browser. */
export function PassphraseForm({ returnTo }: { returnTo: string }) {
  return (
    <PasswordForm label="Passphrase" action="Continue" open={openSession} returnTo={returnTo} />
  );
}
