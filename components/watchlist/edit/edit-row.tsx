"use client";

import { ChevronDown, ChevronUp, GripVertical, X } from "lucide-react";
import type { PointerEvent } from "react";
import { IconButton } from "@/components/ui/icon-button";

type EditRowProps = {
  symbol: string;
  isDragged: boolean;
  onGrip: (event: PointerEvent) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

/** One symbol of the list in edit mode. */
export function EditRow({ symbol, isDragged, onGrip, onMove, onRemove }: EditRowProps) {
  return (
    <li
      data-symbol={symbol}
      data-dragged={isDragged || undefined}
      className="flex h-11 items-center gap-1 pr-1 data-[dragged]:bg-bg"
    >
      {/* Only for pointers. The arrows do the same by key. */}
      <span
        aria-hidden="true"
        onPointerDown={onGrip}
        className="flex h-11 w-11 cursor-grab touch-none items-center justify-center text-muted"
      >
        <GripVertical size={16} />
      </span>
      <span className="flex-1 font-mono font-semibold">{symbol}</span>
      <IconButton bare shortcut="up" label={`Move ${symbol} up`} onPress={() => onMove(-1)}>
        <ChevronUp size={16} />
      </IconButton>
      <IconButton bare shortcut="down" label={`Move ${symbol} down`} onPress={() => onMove(1)}>
        <ChevronDown size={16} />
      </IconButton>
      <IconButton bare shortcut="remove" label={`Remove ${symbol}`} onPress={onRemove}>
        <X size={16} />
      </IconButton>
    </li>
  );
}
