"use client";

import { RoomPanel } from "@/components/admin/room/room-panel";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import type { AccessKey, AccessKeysAnswer } from "@/lib/contract/admin/keys";
import {
  budgetWords,
  expiryWords,
  priorityWords,
  ROLE_WORDS,
  shareWords,
  usedWords,
} from "./key-words";

const ABOUT =
  "Keys let scripts, agents, other deployments and metrics collectors in. Gammagate stores a digest " +
  "of each key, so a lost key cannot be shown again: revoke it and create another one.";

const COLUMNS = [
  { name: "Name" },
  { name: "Role", isText: true },
  { name: "Priority", title: "Most urgent priority that it may request" },
  { name: "Share", title: "API calls per window guaranteed while it has requests" },
  { name: "Budget", title: "API calls an hour that it may cause" },
  { name: "Expires", isText: true, title: "New York date" },
  { name: "Last used", isText: true, title: "To the minute" },
  { name: "Status", isText: true },
  { name: "Actions", isText: true },
];

type TableProps = {
  answer: AccessKeysAnswer;
  /** Server time, ms. */
  now: number;
  onEdit: (key: AccessKey) => void;
  onRevoke: (key: AccessKey) => void;
};

export function KeyTable({ answer: { keys, isReadOnly }, now, onEdit, onRevoke }: TableProps) {
  return (
    <RoomPanel title="Access keys" about={ABOUT}>
      <div className="text-sm">
        {keys.length === 0 ? (
          <p className="px-3 py-6 text-center text-muted">
            No keys yet. Create the first one above.
          </p>
        ) : (
          <DataTable
            caption="Access keys by name"
            columns={COLUMNS}
            rows={keys.map((key) => ({
              key: key.id,
              cells: [
                key.name,
                ROLE_WORDS[key.role],
                priorityWords(key),
                shareWords(key),
                budgetWords(key),
                expiryWords(key),
                usedWords(key, now),
                <Status key="status" shown={key} />,
                <span key="acts" className="inline-flex gap-2">
                  <Act name={`Edit ${key.name}`} isOff={isReadOnly} onPress={() => onEdit(key)}>
                    Edit
                  </Act>
                  <Act name={`Revoke ${key.name}`} isOff={isReadOnly} onPress={() => onRevoke(key)}>
                    Revoke
                  </Act>
                </span>,
              ],
            }))}
          />
        )}
      </div>
    </RoomPanel>
  );
}

function Status({ shown: { id, status } }: { shown: AccessKey }) {
  const isActive = status === "active";
  return (
    <Badge
      shape={isActive ? "full" : "hollow"}
      word={isActive ? "Active" : "Expired"}
      title={`Begins with gg_${id}_`}
      amber={!isActive}
    />
  );
}

type ActProps = { name: string; isOff: boolean; onPress: () => void; children: string };

function Act({ name, isOff, onPress, children }: ActProps) {
  return (
    <Button waiting={isOff} onPress={onPress} className="h-11 sm:h-8">
      <span aria-hidden="true">{children}</span>
      <span className="sr-only">{name}</span>
    </Button>
  );
}
