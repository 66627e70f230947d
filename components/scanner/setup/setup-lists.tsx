"use client";

import { useState } from "react";
import { LIST_WORDS } from "@/components/snapshot/list-words";
import { Select } from "@/components/ui/select";
import { useReadList } from "@/lib/client/hooks/use-setup-list";
import { isSetupList, type SetupList } from "@/lib/contract/values/resources";
import { ChosenList } from "./chosen-list";

type ListsProps = {
  lists: readonly SetupList[];
  text: string;
  onText: (text: string) => void;
};

const NONE = "none";

/**
 * The upstream's lists of symbols. Choosing one is free and reads only what is cached. A press on
 * its button makes at most one API call and adds the symbols; it scans nothing.
 */
export function SetupLists({ lists, text, onText }: ListsProps) {
  const [chosen, setChosen] = useState<SetupList | typeof NONE>(NONE);
  const readList = useReadList();
  const choices = [
    { value: NONE, words: "Choose a list" } as const,
    ...lists.map((value) => ({ value, words: LIST_WORDS[value] })),
  ];
  return (
    <fieldset className="pt-2">
      <legend className="sr-only">Lists from Trading Volatility</legend>
      <Select
        label="Trading Volatility list"
        value={chosen}
        choices={choices}
        onChoose={(next) => {
          setChosen(next);
          if (isSetupList(next)) readList(next);
        }}
      />
      {chosen !== NONE && <ChosenList key={chosen} list={chosen} text={text} onText={onText} />}
    </fieldset>
  );
}
