"use client";

import { type ReactNode, useId, useState } from "react";
import { tellNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type AdminAct, performAct } from "@/lib/client/admin-acts";
import { useTab } from "@/lib/client/tab-provider";
import { useRoomStore } from "./room-context";

type ConfirmProps = {
  title: string;
  /** The button that does it, named after what it does. */
  word: string;
  act: AdminAct;
  /** Told once it is done. */
  done: string;
  onClose: () => void;
  /** What it means, before it is done. */
  children: ReactNode;
};

/** Asks once more before an act. A refusal stays in the dialog; what was done is told and shown. */
export function ConfirmDialog({ title, word, act, done, onClose, children }: ConfirmProps) {
  const { tab } = useTab();
  const store = useRoomStore();
  const [state, setState] = useState<{ busy: boolean; fault: string | null }>({
    busy: false,
    fault: null,
  });
  const fault = useId();
  const perform = async () => {
    setState({ busy: true, fault: null });
    const refusal = await performAct(tab, act);
    if (refusal !== null) return setState({ busy: false, fault: refusal.detail });
    tellNotice({ id: "admin-act", text: done });
    onClose();
    await store.refresh();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="flex flex-col gap-2">{children}</div>
      <p id={fault} role="alert" className="min-h-5 pt-2 text-sm text-negative">
        {state.fault}
      </p>
      <div className="flex justify-end gap-2 pt-2">
        <Button onPress={onClose} className="h-11 sm:h-9">
          Leave it
        </Button>
        <Button
          kind="primary"
          waiting={state.busy}
          describedBy={fault}
          onPress={() => void perform()}
          className="h-11 sm:h-9"
        >
          {word}
        </Button>
      </div>
    </Dialog>
  );
}
