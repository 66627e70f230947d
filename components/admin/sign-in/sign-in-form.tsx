"use client";

import { PasswordForm } from "@/components/ui/password-form";
import { openAdminSession } from "@/lib/client/entry/open-session";

/** Requests the admin password. A session lasts one working day. */
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
