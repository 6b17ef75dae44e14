"""The one table of commands: keys, key bar, palette, help and docs/keys.md all come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Where = Literal[
    "everywhere",
    "places",
    "capture",
    "lists",
    "detail",
    "cultivate",
    "today",
    "walk",
    "roll call",
    "review",
    "value",
    "pulse",
    "paper",
    "plus",
    "notebook",
    "remove",
    "handover",
    "communities",
    "planning",
    "calendar",
    "between",
    "suggestions",
    "duplicates",
    "one person",
    "first",
    "moving",
]

WHERE: Mapping[Where, str] = {
    "everywhere": "Everywhere",
    "places": "Going places",
    "capture": "Writing down while people talk",
    "lists": "In a list",
    "detail": "In the detail view",
    "cultivate": "In the list of checklists",
    "walk": "In a walk",
    "today": "On today's page",
    "roll call": "In a roll call",
    "review": "In a review",
    "value": "In Value",
    "pulse": "In Pulse",
    "paper": "In a brief or in minutes",
    "planning": "On an event",
    "calendar": "In the calendar",
    "between": "Between meetings",
    "suggestions": "In a list of suggestions",
    "duplicates": "In the list of duplicates",
    "one person": "Two people side by side",
    "plus": "After +",
    "notebook": "In my notebook",
    "remove": "When someone asks for less",
    "handover": "In a handover",
    "communities": "In the list of communities",
    "first": "At the very first",
    "moving": "Moving",
}


@dataclass(frozen=True)
class Command:
    """One thing a person can do.

    `id` is its name in the configuration; `keys` are Textual's key names; `word` is its short name
    in the key bar ("" keeps it out of there); `title` names it in the palette and help; `does`
    says what it does.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    does: str
    where: Where
    word: str = ""

    @property
    def action(self) -> str:
        """The name of the screen's action method, without `action_`."""
        return self.id.replace("-", "_")


COMMANDS: tuple[Command, ...] = (
    # A screen's own keys come before the global ones.
    Command("filter", ("slash",), "Filter this list", "Type a part of any word; Enter keeps the filter, Backspace takes it away.", "lists", "filter"),
    Command("sort", ("s",), "Sort this list", "By the next column.", "lists", "sort"),
    Command("open", ("enter",), "Open", "Go into the detail of the line under the cursor.", "lists", ""),
    Command("add", ("a",), "Add", "A new member, topic or event, by the list you are in.", "lists", "add"),
    Command("edit", ("e",), "Edit", "Change the record under the cursor.", "lists", "edit"),
    Command("delete", ("D",), "Delete", "Remove the record under the cursor, after a question; u brings it back.", "lists"),
    Command("review", ("w",), "Review this list", "People one by one, one key a decision; goes on where it was left.", "lists"),
    Command("copy", ("y",), "Copy", "The name or title, to your own clipboard where the terminal allows it.", "lists"),
    Command("follow-link", ("enter",), "Go there", "To the person, topic or event under the cursor.", "detail", "go there"),
    Command("edit-shown", ("e",), "Edit", "Change the record that is shown.", "detail", "edit"),
    Command("show-private", ("enter",), "Show private lines", "Open what is folded away, until you move on.", "detail"),
    Command("walk", ("enter",), "Walk", "Begin this checklist, or go on where you stopped.", "cultivate", "walk"),
    Command("walk-anew", ("N",), "Begin anew", "A new walk, though one is open.", "cultivate"),
    Command("moved-first", ("m",), "Moved first", "A new walk asks first where the evidence moved most; m again: in the order of the checklist.", "cultivate"),
    Command("walk-blind", ("B",), "Walk blind", "Beside another's walk of the last two weeks: neither sees the other's answers before both have finished.", "cultivate"),
    Command("compare", ("equals_sign",), "Side by side", "The last two walks of this checklist; of a blind pair, where you differ most first.", "cultivate", "side by side"),
    Command("answer-scale", ("0", "1", "2", "3", "4"), "Answer 0 to 4", "Not at all, weak, partly, solid, strong; saved at once. Where there are choices, 1 to 9 pick one.", "walk", "answer"),
    Command("choose", ("5", "6", "7", "8", "9"), "Choose", "The fifth to ninth choice.", "walk"),
    Command("yes", ("y",), "Yes", "Answers a yes-or-no question; saved at once.", "walk"),
    Command("no", ("x",), "No", "Answers a yes-or-no question; saved at once.", "walk"),
    Command("next", ("enter", "j", "down"), "Next", "The next step; where a text, people or a date is asked, Enter opens the field first.", "walk", "next"),
    Command("back", ("b", "k", "up"), "Back", "The step before.", "walk", "back"),
    Command("change", ("e",), "Change the answer", "Opens the field of a text, people or a date again.", "walk"),
    Command("waive", ("minus",), "Not applicable", "Asks why, and counts as answered.", "walk"),
    Command("dont-know", ("d",), "Don't know", "Honest, and counts as answered.", "walk"),
    Command("step-note", ("n",), "Note", "A line to this step, kept with the answer.", "walk", "note"),
    Command("step-follow-up", ("f",), "Follow-up", "Something to do, with owner and date: ask Farah @farah !fri.", "walk", "follow-up"),
    Command("rows", ("o",), "Show rows", "The records behind the evidence.", "walk", "show rows"),
    Command("begin", ("enter",), "Begin", "With what stands under the cursor.", "first", "begin"),
    Command("present", ("space",), "Present", "Marks the person as here, and moves on.", "roll call", "here"),
    Command("spoke", ("full_stop",), "Present and spoke", "Here, and was heard.", "roll call", "spoke"),
    Command("late", ("l",), "Late", "Came late; counts as here.", "roll call", "late"),
    Command("excused", ("x",), "Excused", "Told us; counts in no rate.", "roll call", "excused"),
    Command("absent", ("minus",), "Not here", "Did not come.", "roll call", "away"),
    Command("walk-in", ("plus",), "Walk-in", "Someone unexpected: Lena Voss via Amara.", "roll call", "guest"),
    Command("roll-filter", ("slash",), "Find in the roster", "Type a part of the name; the mark clears it.", "roll call"),
    Command("silent", ("s",), "Who has not spoken", "Only those who are here and were not heard yet; again shows all.", "roll call"),
    Command("rate", ("p",), "Rate the meeting", "A rating of the meeting, without a name: excitement, relevance, value, your own signs.", "roll call"),
    Command("accept", ("enter",), "Accept", "Attendance is taken; from now on the meeting counts.", "roll call", "accept"),
    Command("fine", ("o",), "Fine as it is", "Looked at today, nothing to do.", "review", "fine"),
    Command("review-touch", ("t",), "Touch", "A private contact with them.", "review", "touch"),
    Command("review-follow-up", ("f",), "Follow-up", "Something to do about them.", "review", "follow-up"),
    Command("invite", ("i",), "Invite to a bigger part", "A follow-up: ask them.", "review", "invite"),
    Command("leave-in-peace", ("l",), "Leave in peace", "Paused from today: nothing reminds of them.", "review", "in peace"),
    Command("review-note", ("n",), "Note", "A private note.", "review", "note"),
    Command("review-next", ("j", "enter"), "Next", "On, without a decision.", "review"),
    Command("review-back", ("k",), "Back", "The one before.", "review", "back"),
    Command("copy-value", ("y",), "Copy", "The page as text, to your own clipboard where the terminal allows it.", "value", "copy"),
    Command("awaiting", ("a",), "Awaiting consent", "The stories that would be fit, were their tellers asked; again shows the page.", "value", "awaiting consent"),
    Command("copy-paper", ("y",), "Copy", "The whole text, to your own clipboard where the terminal allows it.", "paper", "copy"),
    Command("write-paper", ("w",), "Write to a file", "A new file in the folder where coptui was started; none is written over.", "paper", "write to a file"),
    Command("other-paper", ("b",), "Brief or minutes", "The other of the two.", "paper", "brief or minutes"),
    Command("line-rows", ("enter", "o"), "Show rows", "The records behind the line under the cursor.", "pulse", "show rows"),
    Command("go-there", ("enter",), "Go there", "To the person, event or walk of this line; a follow-up opens whom it is about.", "today", "go there"),
    Command("done", ("d",), "Done", "Ticks the follow-up off; u takes it back.", "today", "done"),
    Command("snooze", ("s",), "Snooze", "The follow-up is due a week from today.", "today", "snooze a week"),
    Command("all-of-mine", ("a",), "All of mine", "Under this page those of my other communities, from the setting `files`; Enter opens one. Again: only this one.", "today", "all of mine"),
    Command("go-to-person", ("enter",), "Go there", "To the person whom this is about.", "notebook", "go there"),
    Command("write-mine", ("a",), "Write one", "A note that only I see: doubts about @ann; with a !day it is a reminder.", "notebook", "write"),
    Command("change-mine", ("e",), "Change", "Another text for the line under the cursor.", "notebook", "change"),
    Command("tick-mine", ("d",), "Done", "The reminder is done; u takes it back.", "notebook", "done"),
    Command("delete-mine", ("D",), "Delete", "From the notebook, after a question; u brings it back.", "notebook", "delete"),
    Command("no-contact", ("1",), "No more contact", "They stay, and leave Today, mailings and suggestions.", "remove", "no contact"),
    Command("leave-with-thanks", ("2",), "Leave with thanks", "From today no longer a member; a follow-up says thank you.", "remove", "leaves"),
    Command("forget", ("3",), "Be forgotten", "For good, after a question: name, addresses, texts, history, backups; what was counted stays.", "remove", "forget"),
    Command("edit-passage", ("enter", "e"), "Change this passage", "Opens the text that names them.", "remove", "change text"),
    Command("pass-on", ("p", "enter"), "Pass on", "Asks who takes it up; a role ends today and begins for them.", "handover", "pass on"),
    Command("let-go", ("r",), "Let go", "Dropped, no longer stewarded or hosted, or the role ends today.", "handover", "let go"),
    Command("delete-own-note", ("D",), "Delete the note", "After a question; only notes are deleted.", "handover", "delete note"),
    Command("next-occurrence", ("N",), "Next occurrence", "Of the series of the event under the cursor, dated by its rule or its usual gap.", "planning", "next one"),
    Command("put-on", ("T",), "Put on an event", "The topic under the cursor on an event; on an event, asks for topics.", "planning"),
    Command("move-event", ("M",), "Move the event", "To another day or time; it lasts as long as before.", "planning", "move"),
    Command("carry-over", ("O",), "Carry over", "The topics of the event that are still open, to the next one of its series.", "planning"),
    Command("brief", ("b",), "Brief", "What to know before the event under the cursor or the next one; of a past one, its minutes.", "planning", "brief"),
    Command("minutes", (), "Minutes", "What everyone may know after the event under the cursor or the last one: who came, topics, follow-ups.", "planning"),
    Command("copy-event", (), "Copy the event", "A new one like it, with hosts and topics; nobody is put down as there.", "planning"),
    Command("cancel-event", (), "Cancel the event", "It stays in the calendar, and nobody missed it.", "planning"),
    Command("level", (), "Level by hand", "Of the person under the cursor, with a reason and an end; none lets the records speak again.", "capture"),
    Command("open-event", ("enter",), "Open", "Go to the event under the cursor.", "calendar", "open"),
    Command("open-line", ("enter",), "Go there", "To the person of this line.", "between", "go there"),
    Command("who-could", ("h",), "Who could", "Help with the request, or be the newcomer's buddy: a few people with the reasons.", "between", "who could"),
    Command("answered", ("a",), "Answered", "Who answered the request; the first answer's day is kept.", "between", "answered"),
    Command("settle", ("d",), "Done", "The request is settled, the newcomer welcomed, the story looked after; of an introduction, what came.", "between", "done"),
    Command("take", ("enter",), "Take", "The person under the cursor.", "suggestions", "take"),
    Command("side-by-side", ("enter",), "Side by side", "The two people under the cursor, field by field.", "duplicates", "side by side"),
    Command("take-left", ("1", "left"), "The left one", "Keep what the left record says in this field.", "one person", "left"),
    Command("take-right", ("2", "right"), "The right one", "Take what the right record says in this field.", "one person", "right"),
    Command("make-one", ("enter",), "They are one", "Saves one record; all that named either names it. u parts them again.", "one person", "they are one"),
    Command("duplicates", (), "Twice in the list?", "People who may stand here twice, each pair with its reason.", "places"),
    Command("merge", (), "Merge with another person", "The person under the cursor and another one, side by side, to become one.", "capture"),
    Command("someone-else", ("slash",), "Someone else", "Find another person.", "suggestions", "someone else"),
    Command("open-community", ("enter",), "Open", "The community under the cursor, in this program.", "communities", "open"),
    Command("today", ("0",), "Today", "The next event, follow-ups, newcomers who wait, people to speak to, walks.", "places", "today"),
    Command("roll-call", ("r",), "Roll call", "Of the meeting that is on now, else of the selected or the next one.", "places", "roll call"),
    Command("pulse", ("p",), "Pulse", "How alive the community is, by its own records.", "places", "pulse"),
    Command("value", ("v",), "Value", "One story with what led to it, one figure, one need: fit to be shown.", "places", "value"),
    Command("members", ("1",), "Members", "To the members.", "places"),
    Command("topics", ("2",), "Topics", "To the topics.", "places"),
    Command("upcoming", ("3",), "Upcoming", "To the events: those to come, then those past.", "places"),
    Command("calendar", ("4",), "Calendar", "Past and coming weeks: what was on, what is planned, breaks.", "places", "calendar"),
    Command("between-meetings", ("5",), "Between meetings", "Newcomers and their buddies, requests for help, introductions, stories to look after.", "places", "between meetings"),
    Command("cultivate", ("c",), "Cultivate", "The checklists: when each was last walked and is due.", "places", "cultivate"),
    Command("notebook", ("B",), "My notebook", "What only I may see: never in the shared file, hidden while you present.", "places"),
    Command("remove", (), "Remove: someone asks for less", "No more contact, leaving with thanks, or being forgotten; shows every text that names the person under the cursor.", "places"),
    Command("communities", ("comma",), "Another community", "A list of mine, from the setting `files`; Enter opens one.", "places"),
    Command("handover", (), "Hand over", "My follow-ups, promises, topics, notes and roles, one by one: pass on, let go or delete.", "places"),
    Command("follow-up", ("f",), "Follow-up", "Something to do: send the sheet to @ann !fri.", "capture", "follow-up"),
    Command("touch", ("t",), "Touch", "A private contact: spoke to @ann about onboarding !2w.", "capture", "touch"),
    Command("note", ("n",), "Note", "A private note on the person, or a line to the topic or event.", "capture", "note"),
    Command("capture", ("plus",), "Write down more", "Then a: an ask, i: a topic idea, s: a story, n: an introduction, m: a guest, e: an event, k: only for me.", "capture", "more"),
    Command("check-in", ("exclamation_mark",), "Check in tomorrow", "A silent reminder about the person under the cursor; nothing is shown.", "capture"),
    Command("find", ("g",), "Go to anyone or anything", "Any part of a name, employer, interest, alias, handle or title.", "everywhere", "find"),
    Command("palette", ("colon",), "Palette", "Every command by its name.", "everywhere"),
    Command("help", ("question_mark",), "Help", "What works here.", "everywhere", "help"),
    Command("undo", ("u",), "Undo", "Take back my latest edit, even one of an earlier day.", "everywhere"),
    Command("redo", ("U",), "Redo", "Do again what undo took back.", "everywhere"),
    Command("presenter", ("z",), "Presenter mode", "Hides everything private on every screen; leaving it asks.", "everywhere"),
    Command("theme", (), "Change the theme", "Evening, morning, the terminal's own colours, or none.", "everywhere"),
    Command("leave", ("q",), "Back", "To where you came from; on the first screen: leave coptui.", "everywhere", "leave"),
    Command("backspace", ("backspace",), "Back or clear the filter", "One step back; on the first screen it only clears the filter.", "everywhere"),
    Command("quit", ("ctrl+c",), "Leave coptui", "At once; what you were typing is kept as a draft.", "everywhere"),
    Command("cursor-down", ("j", "down"), "Down", "One line down.", "moving"),
    Command("cursor-up", ("k", "up"), "Up", "One line up.", "moving"),
    Command("page-down", ("pagedown", "ctrl+d"), "Page down", "One page down.", "moving"),
    Command("page-up", ("pageup", "ctrl+u"), "Page up", "One page up.", "moving"),
    Command("first", ("home",), "First line", "To the top.", "moving"),
    Command("last", ("end", "G"), "Last line", "To the end.", "moving"),
    Command("next-pane", ("tab",), "Next pane", "Members, topics, upcoming, detail.", "moving"),
    Command("previous-pane", ("shift+tab",), "Previous pane", "The other way round.", "moving"),
)  # fmt: skip


def commands_of(*where: Where) -> tuple[Command, ...]:
    """The commands of some places, in the order in which they take precedence."""
    return tuple(command for place in where for command in COMMANDS if command.where == place)
