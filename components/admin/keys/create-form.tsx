"use client";

import { useId, useState } from "react";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { createKey } from "@/lib/client/control-room/key-acts";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { type CreatedKey, keyRoleSchema } from "@/lib/contract/admin/keys";
import { EMPTY_DRAFT, LIVES, newKeyOf } from "./key-draft";
import { KeyFields } from "./key-fields";
import { LIFE_WORDS, ROLE_ABOUT, ROLE_WORDS } from "./key-words";
import { useSubmit } from "./use-submit";

const ABOUT =
  "A share guarantees the key API calls in each window while it has requests. Others use them while it " +
  "has none. The priority is the most urgent one that the key may request.";

type CreateProps = {
  sharesMost: number;
  isReadOnly: boolean;
  onCreated: (created: CreatedKey) => void;
};

/** Creates a key. A refusal stays in the form. */
export function CreateForm({ sharesMost, isReadOnly, onCreated }: CreateProps) {
  const { tab } = useTab();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const fault = useId();
  const { submit, ...state } = useSubmit(
    () => createKey(tab, newKeyOf(draft, tab.time.now())),
    (created) => {
      setDraft(EMPTY_DRAFT);
      onCreated(created);
    },
  );
  const note = isReadOnly ? "Admin is read-only, so no key can be created." : state.fault;
  return (
    <RoomPanel title="New key" about={ABOUT}>
      <form
        method="post"
        onSubmit={(event) => (isReadOnly ? event.preventDefault() : void submit(event))}
        className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2"
      >
        <Select
          label="Role"
          value={draft.role}
          choices={keyRoleSchema.options.map((value) => ({ value, words: ROLE_WORDS[value] }))}
          onChoose={(role) => setDraft({ ...draft, role })}
        />
        <KeyFields
          draft={draft}
          sharesMost={sharesMost}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        <Select
          label="Expires"
          value={draft.life}
          choices={LIVES.map((value) => ({ value, words: LIFE_WORDS[value] }))}
          onChoose={(life) => setDraft({ ...draft, life })}
        />
        <Button
          type="submit"
          kind="primary"
          waiting={state.busy || isReadOnly}
          describedBy={fault}
          className="h-11 sm:h-8"
        >
          Create key
        </Button>
        <p className="basis-full text-xs text-muted">{ROLE_ABOUT[draft.role]}</p>
        <p id={fault} role="alert" className="basis-full text-sm text-negative empty:hidden">
          {note}
        </p>
      </form>
    </RoomPanel>
  );
}
