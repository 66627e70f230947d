import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { adminPath } from "@/components/admin/sign-in/admin-path";
import { SignInForm } from "@/components/admin/sign-in/sign-in-form";
import { PlainBar } from "@/components/bar/plain-bar";
import { ThemeToggle } from "@/components/bar/theme-toggle";
import { runtime } from "@/lib/runtime/runtime";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/admin/sign-in">) {
  const { return: wanted } = await searchParams;
  const returnTo = adminPath(typeof wanted === "string" ? wanted : null);
  const { admin, primary } = await runtime();
  // Without the store no session is known. The form is shown, and reports the outage when it is used.
  const session = await admin.check(await headers()).catch(() => null);
  if (session !== null) redirect(returnTo as Route);
  return (
    <>
      <PlainBar>
        <ThemeToggle />
      </PlainBar>
      <main className="mx-auto mt-16 max-w-sm px-3">
        <div className="rounded-md border border-line bg-panel p-6">
          <h1 className="pb-1 text-lg font-semibold">Admin</h1>
          {primary !== null ? (
            <p className="text-muted">
              This deployment is a secondary. Its quota is managed in{" "}
              <a className="text-accent underline underline-offset-2" href={`${primary.url}/admin`}>
                Admin of {primary.host}
              </a>
              .
            </p>
          ) : admin.isOn ? (
            <>
              <p className="pb-4 text-muted">
                See who is using the API quota, what is queued and why, and pause or limit API
                calls. A session lasts 12 hours.
              </p>
              <SignInForm returnTo={returnTo} />
            </>
          ) : (
            <p className="text-muted">
              Admin is off. Set <code>ADMIN_PASSWORD</code> (12 characters or more) and restart
              Gammagate.
            </p>
          )}
        </div>
      </main>
    </>
  );
}
