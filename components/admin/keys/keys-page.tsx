"use client";

import Link from "next/link";
import { useState } from "react";
import { showNotice } from "@/components/notices/notices";
import { Chip } from "@/components/ui/chip";
import { readKeys } from "@/lib/client/control-room/key-acts";
import { useTab } from "@/lib/client/hooks/tab-provider";
import type { AccessKey, AccessKeysAnswer, CreatedKey } from "@/lib/contract/admin/keys";
import { CreateForm } from "./create-form";
import { CreatedKeyPanel } from "./created-key";
import { EditDialog, RevokeDialog } from "./key-dialogs";
import { KeyTable } from "./key-table";
import { UseKeys } from "./use-keys";

type Open = { kind: "edit" | "revoke"; key: AccessKey } | null;

/** The page of access keys. It loads the list again only after a change made here. */
export function KeysPage({ first, now }: { first: AccessKeysAnswer; now: number }) {
  const { tab } = useTab();
  const [{ answer, readAt }, setRead] = useState({ answer: first, readAt: now });
  const [created, setCreated] = useState<CreatedKey | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const reload = async () => {
    const reply = await readKeys(tab);
    if (reply.kind === "answered") setRead({ answer: reply.body, readAt: tab.time.now() });
    else showNotice({ id: "keys", text: reply.refusal.detail, failed: true });
  };
  const done = (text: string) => {
    showNotice({ id: "admin-act", text });
    void reload();
  };
  const close = () => setOpen(null);
  const { sharesMost, isReadOnly } = answer;
  return (
    <div className="flex flex-col gap-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 pt-1">
        <h1 className="text-lg font-semibold">Keys</h1>
        {isReadOnly && <Chip title="Read-only: ADMIN_READ_ONLY is set">Read-only</Chip>}
        <Link
          href="/admin"
          prefetch={false}
          className="ml-auto inline-flex h-11 items-center text-sm text-accent underline-offset-2 hover:underline sm:h-8"
        >
          Back to Admin
        </Link>
      </header>
      {created && <CreatedKeyPanel created={created} onDone={() => setCreated(null)} />}
      <CreateForm
        sharesMost={sharesMost}
        isReadOnly={isReadOnly}
        onCreated={(key) => {
          setCreated(key);
          void reload();
        }}
      />
      <KeyTable
        answer={answer}
        now={readAt}
        onEdit={(key) => setOpen({ kind: "edit", key })}
        onRevoke={(key) => setOpen({ kind: "revoke", key })}
      />
      <UseKeys />
      {open?.kind === "edit" && (
        <EditDialog shown={open.key} sharesMost={sharesMost} onClose={close} onDone={done} />
      )}
      {open?.kind === "revoke" && <RevokeDialog shown={open.key} onClose={close} onDone={done} />}
    </div>
  );
}
