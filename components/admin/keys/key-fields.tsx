"use client";

import { type ReactNode, useId } from "react";
import { Select } from "@/components/ui/select";
import type { KeyDraft } from "./key-draft";

const PRIORITIES = ["", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] as const;

type FieldsProps = {
  draft: KeyDraft;
  onChange: (change: Partial<KeyDraft>) => void;
  /** Most that all shares may add up to. */
  sharesMost: number;
};

/** The fields of a key that can be changed later. */
export function KeyFields({ draft, onChange, sharesMost }: FieldsProps) {
  const isAsking = draft.role !== "metrics";
  return (
    <>
      <TextField
        label="Name"
        value={draft.name}
        onType={(name) => onChange({ name })}
        className="w-full sm:w-56"
        maxLength={60}
        required
      />
      {isAsking && (
        <>
          <Select
            label="Most urgent priority"
            value={PRIORITIES.find((one) => one === draft.priority) ?? ""}
            choices={PRIORITIES.map((value) => ({
              value,
              words: value === "" ? "Default" : value,
            }))}
            onChoose={(priority) => onChange({ priority })}
          />
          <TextField
            label="Share"
            title={`API calls per window guaranteed to this key. All shares may add up to ${sharesMost}.`}
            value={draft.share}
            placeholder="0"
            onType={(share) => onChange({ share })}
            className="w-20"
            range={[0, sharesMost]}
          />
          <TextField
            label="Budget per hour"
            title="API calls that this key may cause in each hour of the clock. Empty: no limit. A key with a budget starts no scans."
            value={draft.hourlyBudget}
            placeholder="No limit"
            onType={(hourlyBudget) => onChange({ hourlyBudget })}
            className="w-28"
            range={[1, 100_000]}
          />
        </>
      )}
    </>
  );
}

function TextField({
  label,
  title,
  value,
  onType,
  range,
  className,
  ...rest
}: {
  label: string;
  title?: string;
  value: string;
  placeholder?: string;
  onType: (text: string) => void;
  /** Whole numbers from and to; without it any text. */
  range?: readonly [number, number];
  maxLength?: number;
  required?: boolean;
  className: string;
}): ReactNode {
  const field = useId();
  return (
    <span className="inline-flex items-center gap-1.5 max-sm:flex-wrap" title={title}>
      <label htmlFor={field} className="text-xs whitespace-nowrap text-muted">
        {label}
      </label>
      <input
        {...rest}
        id={field}
        type={range ? "number" : "text"}
        {...(range ? { min: range[0], max: range[1], step: 1 } : {})}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
        className={`h-11 rounded-md border border-control bg-bg px-2 text-sm sm:h-8 ${className}`}
      />
    </span>
  );
}
