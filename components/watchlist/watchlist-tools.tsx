"use client";

import { ArrowUpDown, Check, Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";

const TransferDialog = dynamic(
  () =>
    import("@/components/watchlist/edit/transfer-dialog").then((module) => module.TransferDialog),
  { ssr: false },
);

/** Edits the list: order and removal in place, import and export in a dialog. */
export function WatchlistTools({
  isEditing,
  onEdit,
}: {
  isEditing: boolean;
  onEdit: (isEditing: boolean) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={isEditing ? "Done editing" : "Edit the watchlist"}
        shortcut="edit"
        onPress={() => onEdit(!isEditing)}
        pressed={isEditing}
      >
        {isEditing ? <Check size={16} /> : <Pencil size={16} />}
      </IconButton>
      <IconButton label="Import or export" onPress={() => setOpen(true)}>
        <ArrowUpDown size={16} />
      </IconButton>
      {isOpen && <TransferDialog onClose={() => setOpen(false)} />}
    </>
  );
}
