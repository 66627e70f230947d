"use client";

import { PasswordForm } from "@/components/ui/password-form";
import { openAdminSession } from "@/lib/client/entry/open-session";

/** Asks for the admin password, once a working day. */
export function SignInForm({ returnTo }: { returnTo: string }) {
  return (
    <PasswordForm
      label="Admin password"
      action="Sign in"
      open={openAdminSession}
      returnTo={returnTo}
    />
  );
}
