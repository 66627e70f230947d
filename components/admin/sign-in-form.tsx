"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { openAdminSession } from "@/lib/client/open-session";

/** Asks for the admin password, once a working day. */
export function SignInForm({ returnTo }: { returnTo: string }) {
  const [state, setState] = useState<{ busy: boolean; fault: string | null }>({
    busy: false,
    fault: null,
  });
  const [field, fault] = [useId(), useId()];

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (state.busy) return;
    const password = new FormData(event.currentTarget).get("password");
    setState({ busy: true, fault: null });
    const refused = await openAdminSession(typeof password === "string" ? password : "");
    if (refused === null) window.location.assign(returnTo);
    else setState({ busy: false, fault: refused });
  }

  return (
    // Without scripts nothing is sent that would stand in the address.
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <label htmlFor={field} className="text-xs text-muted">
        Admin password
      </label>
      <input
        id={field}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        aria-invalid={state.fault !== null}
        aria-describedby={fault}
        className="h-11 rounded-md border border-control bg-bg px-3"
      />
      <p id={fault} role="alert" className="min-h-5 text-sm text-negative">
        {state.fault}
      </p>
      <Button type="submit" kind="primary" waiting={state.busy} className="h-11">
        {state.busy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
