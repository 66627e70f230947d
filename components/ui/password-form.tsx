"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "./button";

type PasswordFormProps = {
  label: string;
  action: string;
  /** Resolves with null for the right password, otherwise with the reason to show. */
  open: (password: string) => Promise<string | null>;
  /** The page to load after signing in. */
  returnTo: string;
};

/** A form for one password. */
export function PasswordForm({ label, action, open, returnTo }: PasswordFormProps) {
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
    const refused = await open(typeof password === "string" ? password : "");
    if (refused === null) window.location.assign(returnTo);
    else setState({ busy: false, fault: refused });
  }

  return (
    // A form submitted before the scripts run must not put the password in the address.
    <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <label htmlFor={field} className="text-xs text-muted">
        {label}
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
        {state.busy ? "Signing in…" : action}
      </Button>
    </form>
  );
}
