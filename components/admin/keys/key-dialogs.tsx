"use client";

import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { changeKey, revokeKey } from "@/lib/client/control-room/key-acts";
import { useTab } from "@/lib/client/hooks/tab-provider";
import type { ServerAnswer } from "@/lib/client/tab/call-server";
import type { AccessKey } from "@/lib/contract/admin/keys";
import { changeOf, draftOf } from "./key-draft";
import { KeyFields } from "./key-fields";
import { useSubmit } from "./use-submit";

type DialogProps = {
  shown: AccessKey;
  onClose: () => void;
  /** The notice after success. */
  onDone: (notice: string) => void;
};

/** Changes the name and the limits of a key. */
export function EditDialog({ shown, sharesMost, ...rest }: DialogProps & { sharesMost: number }) {
  const { tab } = useTab();
  const [draft, setDraft] = useState(() => draftOf(shown));
  return (
    <ActDialog
      {...rest}
      title={`Edit ${shown.name}`}
      word="Save"
      notice={`Key saved: ${draft.name}`}
      perform={() => changeKey(tab, shown.id, changeOf(draft))}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <KeyFields
          draft={draft}
          sharesMost={sharesMost}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
      </div>
    </ActDialog>
  );
}

export function RevokeDialog({ shown, ...rest }: DialogProps) {
  const { tab } = useTab();
  return (
    <ActDialog
      {...rest}
      title={`Revoke ${shown.name}?`}
      word="Revoke"
      notice={`Key revoked: ${shown.name}`}
      perform={() => revokeKey(tab, shown.id)}
    >
      <p>Requests with this key are refused from now on. This cannot be undone.</p>
      <p>Requests that are already in the queue are still answered.</p>
    </ActDialog>
  );
}

type ActProps = Omit<DialogProps, "shown"> & {
  title: string;
  word: string;
  notice: string;
  perform: () => Promise<ServerAnswer<unknown>>;
  children: ReactNode;
};

/** A refusal stays in the dialog; success closes it. */
function ActDialog({ title, word, notice, perform, onClose, onDone, children }: ActProps) {
  const fault = useId();
  const { submit, ...state } = useSubmit(perform, () => {
    onClose();
    onDone(notice);
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-2">
        {children}
        <p id={fault} role="alert" className="min-h-5 text-sm text-negative">
          {state.fault}
        </p>
        <div className="flex justify-end gap-2">
          <Button onPress={onClose} className="h-11 sm:h-9">
            Cancel
          </Button>
          <Button
            type="submit"
            kind="primary"
            waiting={state.busy}
            describedBy={fault}
            className="h-11 sm:h-9"
          >
            {word}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
