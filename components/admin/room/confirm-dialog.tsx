"use client";

import { type ReactNode, useId, useState } from "react";
import { showNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type AdminCommand, performAct } from "@/lib/client/control-room/admin-acts";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { useRoomStore } from "./room-context";

type ConfirmProps = {
  title: string;
  /** The label of the button that acts. It names the action. */
  word: string;
  act: AdminCommand;
  /** The notice after success. */
  done: string;
  /** The label of the button that cancels. */
  dismiss?: string;
  onClose: () => void;
  /** What the action changes. */
  children: ReactNode;
};

/** Confirms an admin action. A refusal stays in the dialog; success closes it and shows a notice. */
export function ConfirmDialog({ dismiss = "Cancel", ...props }: ConfirmProps) {
  const { title, word, act, done, onClose, children } = props;
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
    showNotice({ id: "admin-act", text: done });
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
          {dismiss}
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
