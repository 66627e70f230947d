"use client";

import { PasswordForm } from "@/components/ui/password-form";
import { openSession } from "@/lib/client/entry/open-session";

/** Requests the shared passphrase, once per browser. */
export function PassphraseForm({ returnTo }: { returnTo: string }) {
  return (
    <PasswordForm label="Passphrase" action="Continue" open={openSession} returnTo={returnTo} />
  );
}
