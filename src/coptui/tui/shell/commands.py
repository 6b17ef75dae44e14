"""The one table of commands: keys, key line, help, palette and docs/keys.md all come from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from coptui.tui.shell import places

Where = Literal[
    "everywhere", "places", "capture", "lists", "detail", "cultivate", "today", "walk",
    "roll call", "rating", "review", "value", "pulse", "paper", "plus", "notebook", "remove",
    "in question", "handover", "communities", "planning", "import", "import preview",
    "import columns", "export", "calendar", "between", "suggestions", "history", "settings",
    "check", "backups", "duplicates", "one person", "first", "finding", "line", "question",
    "leaving", "day or month", "conflict", "moving",
]  # fmt: skip

WHERE: Mapping[Where, str] = {
    "everywhere": "Everywhere",
    "places": "Places",
    "capture": "Taking notes while people talk",
    "lists": "In a list",
    "detail": "In the details",
    "cultivate": "In the list of checklists",
    "walk": "In a walk",
    "today": "On today's page",
    "roll call": "In a roll call",
    "rating": "Rating an event",
    "review": "In a review",
    "value": "In Value",
    "pulse": "In Pulse",
    "paper": "In a brief or minutes",
    "planning": "On an event",
    "calendar": "In the calendar",
    "between": "Between meetings",
    "suggestions": "In a list of suggestions",
    "import": "Choosing a file to import",
    "import preview": "In the preview of an import",
    "import columns": "Saying what is in the columns",
    "export": "Exporting",
    "history": "In the history",
    "settings": "In the settings",
    "check": "Checking the file",
    "backups": "In the list of backups",
    "duplicates": "In the list of duplicates",
    "one person": "Two people side by side",
    "plus": "After +",
    "notebook": "In my notebook",
    "remove": "Leaving or privacy request",
    "in question": "Words that may mean something else",
    "handover": "In a handover",
    "communities": "In the list of communities",
    "first": "At the very start",
    "finding": "In Find and in Commands",
    "line": "Where a line is typed",
    "question": "Answering a question",
    "leaving": "Quitting",
    "day or month": "Day or month first",
    "conflict": "Someone else changed this",
    "moving": "Moving",
}

TYPED_IN: frozenset[Where] = frozenset({"finding", "line"})
"""Where letters are typed: no letter is a command there."""


class Command(NamedTuple):
    """Something that a person can do: `id` names it in the settings, `word` in the key line ("" keeps
    it out), `title` in help; `also` are further words by which the palette finds it. A command that
    only `opens` a place needs no method. Presenter mode offers only what is `fit_to_show`."""

    id: str
    keys: tuple[str, ...]
    title: str
    does: str
    where: Where
    word: str = ""
    opens: places.Place | None = None
    fit_to_show: bool = False
    also: str = ""

    @property
    def action(self) -> str:
        """The screen's action method without `action_`."""
        return self.id.replace("-", "_")


COMMANDS: tuple[Command, ...] = (
    # A screen's own keys come before the global ones.
    Command("filter", ("slash",), "Filter this list", (
        "Type part of any word, or for example: active, near Leeds, not spoken to "
        "since June. Enter keeps the filter, Backspace clears it."
    ), "lists", "filter", fit_to_show=True, also="narrow show only"),
    Command("sort", ("s",), "Sort this list", "Sort by the next column.", "lists", "sort", fit_to_show=True, also="order arrange"),
    Command("open", ("enter",), "Open", "Show the details of the selected line.", "lists", "", fit_to_show=True),
    Command("add", ("a",), "Add", "Add a member, topic or event, depending on the list.", "lists", "add", fit_to_show=True, also="new create member topic event"),
    Command("edit", ("e",), "Edit", "Change the selected record.", "lists", "edit", also="change correct update consent address"),
    Command("delete", ("D",), "Delete", "Delete the selected record (asks first; u restores it).", "lists", also="erase"),
    Command("review", ("w",), "Review people", "Go through this list one person at a time, one key each; you can stop and carry on later.", "lists", also="go through people one by one"),
    Command("columns", ("C",), "Choose columns", (
        "Choose the columns of this list, including those kept from an import; s sorts "
        "by each."
    ), "lists", also="fields"),
    Command("next-column", ("right",), "Next column", "Go to the next column in which you can type.", "lists"),
    Command("previous-column", ("left",), "Previous column", "Go to the previous column in which you can type.", "lists"),
    Command("type-here", ("E",), "Type in place", "Change the selected line in the column marked ›, without opening its form.", "lists", also="cell date edit change"),
    Command("mark", ("m",), "Mark", "Mark the selected line, to change several at once; press again to unmark.", "lists", also="select several tick"),
    Command("mark-all", ("A",), "Mark all", "Mark everything in this list, or unmark everything marked.", "lists", also="select"),
    Command("change-marked", (), "Change everything marked", (
        "Set one column to the same value or tag for everything marked (asks first; u "
        "undoes this)."
    ), "lists", also="bulk several edit tag"),
    Command("marked-to-event", (), "Invite everyone marked", "Invite the marked people to an event, or put the marked topics on its agenda.", "lists", also="bulk several add event agenda"),
    Command("copy-list", (), "Copy the list", "Copy the marked lines, or the whole list, to paste into a spreadsheet.", "lists", also="export"),
    Command("write-list", (), "Save the list as a file", "Save the marked lines, or the whole list, as a file for a spreadsheet.", "lists", also="sheet"),
    Command("copy-their-addresses", (), "Copy addresses", (
        "Copy the e-mail addresses of the people marked, or of the whole list, leaving "
        "out anyone who asked not to be contacted."
    ), "lists", also="mail e-mail export write to"),
    Command("save-list", (), "Save this list", "Save the filter, order and columns of this list under a name.", "lists", also="filter view"),
    Command("open-list", (), "Open a list", "Bring up a saved list by its name.", "lists", also="saved filter view"),
    Command("copy", ("y",), "Copy", "Copy the name or title (if your terminal allows it).", "lists", fit_to_show=True, also="clipboard"),
    Command("follow-link", ("enter",), "Go there", "Go to the selected person, topic or event.", "detail", "go there", fit_to_show=True),
    Command("edit-shown", ("e",), "Edit", "Change the record on the screen.", "detail", "edit"),
    Command("show-private", ("enter",), "Show private lines", "Show what is hidden, until you move on.", "detail"),
    Command("walk", ("enter",), "Walk", "Start this checklist, or carry on where you stopped.", "cultivate", "walk"),
    Command("walk-anew", ("N",), "Start again", "Start a new walk even though one is in progress.", "cultivate"),
    Command("moved-first", ("m",), "Most changed first", (
        "Start with the questions whose evidence changed most; press m again for the "
        "checklist's own order."
    ), "cultivate"),
    Command("walk-blind", ("B",), "Answer independently", "Walk this checklist separately from a colleague; you see each other's answers once both have finished.", "cultivate"),
    Command("compare", ("equals_sign",), "Side by side", "Compare the last two walks, biggest differences first.", "cultivate", "side by side"),
    Command("answer-scale", ("0", "1", "2", "3", "4"), "Answer 0 to 4", (
        "Answer from 0 (not at all) to 4 (strong); saved at once. If there are "
        "choices, 1 to 9 pick one."
    ), "walk", "answer"),
    Command("choose", ("5", "6", "7", "8", "9"), "Choose", "Pick the fifth to ninth choice.", "walk"),
    Command("yes", ("y",), "Yes", "Answer yes; saved at once.", "walk"),
    Command("no", ("x",), "No", "Answer no; saved at once.", "walk"),
    Command("next", ("enter", "j", "down"), "Next", (
        "Go to the next step; if it asks for text, people or a date, Enter opens the "
        "field first."
    ), "walk", "next"),
    Command("back", ("b", "k", "up"), "Back", "Go to the step before.", "walk", "back"),
    Command("change", ("e",), "Change the answer", "Open the field again to change text, people or a date.", "walk"),
    Command("waive", ("minus",), "Not applicable", "Skip this question and say why; it counts as answered.", "walk"),
    Command("dont-know", ("d",), "Don't know", "Say that you don't know; it counts as an answer.", "walk"),
    Command("step-note", ("n",), "Note", "Add a line to this step; it is saved with the answer.", "walk", "note"),
    Command("step-follow-up", ("f",), "Follow-up", "Add something to do, with who does it and by when: @farah: host December !fri.", "walk", "follow-up"),
    Command("record-answer", ("m",), "Record the answer", "Record this answer where it belongs, such as the hosts in the event.", "walk"),
    Command("rows", ("o",), "Show records", "Show the records behind the evidence.", "walk", "show records"),
    Command("begin", ("enter",), "Begin", "Start with the selected line.", "first", "begin", fit_to_show=True),
    Command("present", ("space",), "Present", "Mark the person as present and move on.", "roll call", "present", fit_to_show=True),
    Command("spoke", ("full_stop",), "Present and spoke", "Mark the person as present and having spoken.", "roll call", "spoke", fit_to_show=True),
    Command("late", ("l",), "Late", "Mark the person as late; it counts as present.", "roll call", "late", fit_to_show=True),
    Command("excused", ("x",), "Sent apologies", "Mark that the person sent apologies; this doesn't count against attendance.", "roll call", "apologies", fit_to_show=True),
    Command("absent", ("minus",), "Absent", "Mark the person as absent.", "roll call", "absent", fit_to_show=True),
    Command("walk-in", (), "Walk-in", (
        "Add someone who has just arrived, such as Lena Voss via Amara; + then m does "
        "the same."
    ), "roll call", fit_to_show=True),
    Command("roll-filter", ("slash",), "Find a name", "Type part of the name; marking someone clears the search.", "roll call", fit_to_show=True),
    Command("silent", ("s",), "Haven't spoken yet", "Show only those present who haven't spoken; press again to show everyone.", "roll call", fit_to_show=True),
    Command("rate", ("p",), "Rate the event", "Rate the event anonymously: excitement, relevance, value and your own signs.", "roll call"),
    Command("accept", ("enter",), "Finish", "Save the attendance; from now on the event counts. Asks first if no one is marked as present.", "roll call", "finish", fit_to_show=True),
    Command("rate-scale", ("0", "1", "2", "3", "4"), "0 to 4", "Answer from not at all to very much; the next question follows.", "rating", "rate"),
    Command("skip-question", ("minus",), "Skip", "Skip this question.", "rating"),
    Command("rate-member", ("m",), "As a member", "Rate as a member.", "rating", "member"),
    Command("rate-visitor", ("v",), "As a guest", "Rate as a guest.", "rating", "visitor"),
    Command("rate-coordinator", ("c",), "As a coordinator", "Rate as a coordinator.", "rating", "coordinator"),
    Command("keep-rating", ("enter",), "Save", "Save the rating anonymously; then pass it to the next person.", "rating", "save"),
    Command("fine", ("o",), "Fine as it is", "Note that you looked today and there is nothing to do.", "review", "fine"),
    Command("invite", ("i",), "Invite to do more", "Add a follow-up to ask them.", "review", "invite"),
    Command("leave-in-peace", ("l",), "Pause", "Pause reminders about this person from today.", "review", "pause"),
    Command("review-next", ("j", "enter"), "Next", "Go to the next person without deciding.", "review"),
    Command("review-back", ("k",), "Back", "Go to the person before.", "review", "back"),
    Command("copy-value", ("y",), "Copy", "Copy the page as text (if your terminal allows it).", "value", "copy", fit_to_show=True),
    Command("awaiting", ("a",), "Stories waiting for consent", "List the stories you could show once the people who told them agree; press again for the page.", "value", "waiting for consent", fit_to_show=True),
    Command("complete-story", ("enter", "e"), "Complete the story", "Add who told it, how much it helped and who may hear it.", "value"),
    Command("copy-paper", ("y",), "Copy", "Copy the whole text (if your terminal allows it).", "paper", "copy", fit_to_show=True),
    Command("write-paper", ("w",), "Save as a file", "Save as a new file in the current folder; nothing is overwritten.", "paper", "save as a file", fit_to_show=True),
    Command("other-paper", ("b",), "Brief or minutes", "Switch between the brief and the minutes.", "paper", "brief or minutes", fit_to_show=True),
    Command("line-rows", ("enter", "o"), "Show records", "Show the records behind this line.", "pulse", "show records"),
    Command("go-there", ("enter",), "Go there", "Go to the person, event or checklist of this line; a follow-up opens the person it is about.", "today", "go there"),
    Command("done", ("d",), "Done", "Tick off the follow-up; u undoes this.", "today", "done"),
    Command("snooze", ("s",), "Snooze", "Put the follow-up off for a week.", "today", "snooze a week"),
    Command("all-of-mine", ("a",), "All my communities", "Show your other communities (setting `files`) below; Enter opens one, a again hides them.", "today", "all communities"),
    Command("plus-ask", ("a",), "Request", "Note a request, such as @ann is looking for a rota #triage.", "plus", "request", fit_to_show=True),
    Command("plus-topic", ("i",), "Topic idea", "Note a topic idea, such as Silence in groups @ann.", "plus", "topic idea", fit_to_show=True),
    Command("plus-story", ("s",), "Story", "Note a story, such as @ann used the sheet and saved an hour #triage.", "plus", "story", fit_to_show=True),
    Command("plus-introduction", ("n",), "Introduction", "Note who you introduced, such as @ann and @beth, both on nights.", "plus", "introduction", fit_to_show=True),
    Command("plus-guest", ("m",), "Guest", "Add a guest, such as Lena Voss via Amara.", "plus", "guest", fit_to_show=True),
    Command("plus-event", ("e",), "Event", "Add an event, such as Case clinic #triage !2w.", "plus", "event", fit_to_show=True),
    Command("only-for-me", ("k",), "Private note", "Write in your own notebook, which no one else sees.", "plus", "private note"),
    Command("go-to-person", ("enter",), "Go there", "Go to the person it is about.", "notebook", "go there"),
    Command("write-mine", ("a",), "Write a note", (
        "Write a note only you see, such as doubts about @ann; add a !day to make it a "
        "reminder."
    ), "notebook", "write"),
    Command("change-mine", ("e",), "Change", "Edit the selected note.", "notebook", "change"),
    Command("tick-mine", ("d",), "Done", "Tick off the reminder; u undoes this.", "notebook", "done"),
    Command("delete-mine", ("D",), "Delete", "Delete it from your notebook (asks first; u restores it).", "notebook", "delete"),
    Command("no-contact", ("1",), "No more contact", "Keep them as a member, but with no more reminders, mailings or suggestions.", "remove", "no contact"),
    Command("leave-with-thanks", ("2",), "Leave with thanks", "End their membership today; a follow-up says thank you.", "remove", "leaves"),
    Command("forget", ("3",), "Be erased", "Erase them for good (asks first): name, texts, history and backups; only counts remain.", "remove", "erase"),
    Command("is-meant", ("y",), "This person", "Replace the words with \"someone\", here, in the history and in every backup.", "in question", "this person"),
    Command("is-else", ("n",), "Something else", "Leave the sentence as it is.", "in question", "something else"),
    Command("go-on", ("enter",), "Continue", "Continue once every sentence is decided; a question follows.", "in question", "continue"),
    Command("edit-passage", ("enter", "e"), "Edit this text", "Open the text that mentions them.", "remove", "edit text"),
    Command("pass-on", ("p", "enter"), "Pass on", "Choose who will take it on; a role ends today and begins for them.", "handover", "pass on"),
    Command("let-go", ("r",), "Drop", "Drop it, stop looking after it or hosting it, or end the role today.", "handover", "drop"),
    Command("delete-own-note", ("D",), "Delete the note", "Delete the note (asks first).", "handover", "delete note"),
    Command("next-occurrence", ("N",), "Next event", "Add the next event in this series, on its usual day.", "planning", "next one", fit_to_show=True, also="repeat series following"),
    Command("put-on", ("T",), "Add to agenda", "Put this topic on an event, or choose topics for this event.", "planning", fit_to_show=True, also="schedule topic"),
    Command("move-event", ("M",), "Reschedule", "Move it to a new day or time; it stays the same length.", "planning", "reschedule", fit_to_show=True, also="reschedule postpone date"),
    Command("carry-over", ("O",), "Carry over", "Move unfinished topics to the next event in the series.", "planning", fit_to_show=True),
    Command("brief", ("b",), "Brief", "Show what to know before this event, or its minutes afterwards.", "planning", "brief", fit_to_show=True, also="agenda prepare print"),
    Command("minutes", (), "Minutes", "Show what everyone may know after the event: who came, topics and follow-ups.", "planning", fit_to_show=True, also="notes summary print protocol"),
    Command("copy-event", (), "Copy the event", "Add a new event like it, with its hosts and topics but no attendance.", "planning", fit_to_show=True),
    Command("series-checklists", (), "Checklists for this series", (
        "Choose whether checklists are due for this series; for frequent ones they "
        "aren't unless you say so."
    ), "planning", fit_to_show=True, also="remind nag"),
    Command("said-yes", (), "Who said yes", (
        "Note who said yes to the event (names, separated by commas); they come first "
        "in the roll call."
    ), "planning", fit_to_show=True, also="rsvp accept coming"),
    Command("said-no", (), "Who said no", "Note who said no to the event (names, separated by commas).", "planning", fit_to_show=True, also="rsvp decline"),
    Command("took-place", (), "It took place", "Note that the event took place without taking attendance.", "planning", fit_to_show=True, also="close held"),
    Command("cancel-event", (), "Cancel the event", "Cancel the event; it stays in the calendar, and no one counts as absent.", "planning", fit_to_show=True, also="call off"),
    Command("level", (), "Set a level by hand", "Set this person's level, with a reason and an end date; \"none\" goes back to the records.", "capture", also="core active quiet status"),
    Command("open-event", ("enter",), "Open", "Go to the selected event.", "calendar", "open", fit_to_show=True),
    Command("open-line", ("enter",), "Go there", "Go to the person of this line; a story opens for editing.", "between", "go there"),
    Command("who-could", ("h",), "Who could", "Suggest people who could help with the request or be the newcomer's buddy, with reasons.", "between", "who could"),
    Command("answered", ("a",), "Answered", "Note who answered the request; the day of the first answer is kept.", "between", "answered"),
    Command("edit-story", ("e",), "Complete the story", "Add who told it, how much it helped, what came before and who may hear it.", "between", "complete"),
    Command("settle", ("d",), "Done", (
        "Close the request, mark the newcomer as welcomed or the story as followed up, "
        "or say how an introduction went."
    ), "between", "done"),
    Command("take", ("enter",), "Choose", "Choose the selected person.", "suggestions", "choose", fit_to_show=True),
    Command("show-entry", ("enter",), "Before and after", "Show the selected change, before and after.", "history", "before and after"),
    Command("take-back", ("D",), "Undo this change", "Undo just this change, even if others came later; U redoes it.", "history", "undo this"),
    Command("history", ("H",), "History", "Show who changed what and when.", "places", opens=places.History(), also="log changes who changed versions"),
    Command("change-setting", ("enter",), "Change", "Change the selected setting.", "settings", "change"),
    Command("go-to-fault", ("enter",), "Go there", "Go to the person, topic or event of this line.", "check", "go there"),
    Command("mend", ("m",), "Fix", "Fix everything that can be fixed safely (asks first; u undoes this).", "check", "fix"),
    Command("restore-backup", ("enter",), "Restore", "Restore the selected backup (asks first; the current file is backed up).", "backups", "restore"),
    Command("side-by-side", ("enter",), "Side by side", "Compare the two people field by field.", "duplicates", "side by side"),
    Command("take-left", ("1", "left"), "Keep left", "Keep what the left record says in this field.", "one person", "keep left"),
    Command("take-right", ("2", "right"), "Keep right", "Keep what the right record says in this field.", "one person", "keep right"),
    Command("make-one", ("enter",), "Merge", "Merge them into one record; u undoes this.", "one person", "merge"),
    Command("duplicates", (), "Duplicates", "List people who may appear twice, and why.", "places", opens=places.Duplicates(), also="duplicates double same person twice merge"),
    Command("merge", (), "Merge", "Compare this person with another and merge them.", "capture", also="duplicates same person combine"),
    Command("someone-else", ("slash",), "Someone else", "Find someone else.", "suggestions", "someone else", fit_to_show=True),
    Command("open-community", ("enter",), "Open", "Open the selected community.", "communities", "open", fit_to_show=True),
    Command("add-here", ("a",), "Add", "Start another community, or open a file you already have.", "communities", "add"),
    Command("take-file", ("enter",), "Open this file", "Show what the file would change; nothing is saved yet.", "import", "open"),
    Command("other-file", ("slash",), "Another file", "Type the path of another file.", "import", "another file"),
    Command("accept-import", ("enter",), "Accept", (
        "Import everything that is certain or chosen; u undoes this. Unmatched names "
        "are kept with the event."
    ), "import preview", "accept"),
    Command("suggestion", ("1", "2", "3"), "Choose a suggestion", "Say that this name is that member; remembered for the next file.", "import preview", "choose"),
    Command("search-person", ("slash",), "Search", "Search for the person with this name.", "import preview", "search"),
    Command("new-guest", ("a",), "New guest", "Add this name as someone new.", "import preview", "new guest"),
    Command("ignore-row", ("x",), "Leave out", "Leave this name out, such as a note-taking bot.", "import preview", "leave out"),
    Command("take-new", ("A",), "Add everyone unmatched", (
        "Add everyone unmatched, as guests or (from a list) as members; press again to "
        "leave them out."
    ), "import preview"),
    Command("another-event", ("e",), "Choose the event", "Choose the event this file is about.", "import preview", "event"),
    Command("as-new-event", ("N",), "It's a new event", "Add a new event for this file.", "import preview"),
    Command("show-matched", ("o",), "Show who matched", "Show everyone who matched, and how; press again to hide them.", "import preview"),
    Command("next-meaning", ("enter", "space"), "What is in it", "Show the next thing this column could hold; on Done, read the file.", "import columns", "change"),
    Command("previous-meaning", ("b",), "Back", "Show the previous thing this column could hold.", "import columns", "back"),
    Command("columns-done", ("d",), "Done", "Read the file this way; remembered for files with these columns.", "import columns", "done"),
    Command("write-export", ("enter",), "Save as a file", "Save it under a name you type, readable only by you; nothing is overwritten.", "export", "save as a file"),
    Command("copy-addresses", ("y",), "Copy the addresses", "Copy the e-mail addresses of current members who accept contact (if your terminal allows it).", "export", "copy the addresses"),
    Command("today", ("0",), "Today", "Show the next event, follow-ups, newcomers to welcome, people to speak to and checklists.", "places", "today", opens=places.Today(), also="to do due reminders tasks"),
    Command("roll-call", ("r",), "Roll call", "Take attendance for the event on now, otherwise the selected one or the last one not yet closed.", "places", "roll call", fit_to_show=True, also="attendance who came present register"),
    Command("pulse", ("p",), "Pulse", "Show how lively the community is, from your records.", "places", "pulse", opens=places.Pulse(), also="statistics figures charts health"),
    Command("value", ("v",), "Value", "Show one story, one figure and one request, ready for a sponsor.", "places", "value", opens=places.Value(), fit_to_show=True, also="sponsor stories consent proof"),
    Command("members", ("1",), "Members", "Go to members.", "places", fit_to_show=True),
    Command("topics", ("2",), "Topics", "Go to topics.", "places", fit_to_show=True),
    Command("upcoming", ("3",), "Upcoming", "Go to events: upcoming first, then past.", "places", fit_to_show=True),
    Command("calendar", ("4",), "Calendar", "Show events and breaks in past and coming weeks.", "places", "calendar", opens=places.Calendar(), fit_to_show=True, also="dates weeks holidays breaks"),
    Command("between-meetings", ("5",), "Between meetings", "Show newcomers and their buddies, requests, introductions, and stories to follow up.", "places", "between meetings", opens=places.BetweenMeetings(), also="newcomers requests introductions stories consent"),
    Command("cultivate", ("c",), "Checklists", "Work through a checklist with your own evidence beside it.", "places", "checklists", also="checklists walks"),
    Command("import", ("i",), "Import", "Import attendance, people, a calendar or posts from another program; you see the result before it is saved.", "places", opens=places.ImportFile(), also="spreadsheet csv excel upload zoom calendar contacts"),
    Command("export", ("x",), "Export", "Export members, attendance, addresses, a calendar or everything.", "places", opens=places.Export(), also="spreadsheet csv excel download mail addresses print"),
    Command("notebook", ("B",), "My notebook", "Open the notebook only you can see; it is never in the shared file.", "places", also="private diary notes"),
    Command("remove", (), "Leaving or privacy request", "Stop contact, end a membership with thanks, or erase someone; shows every text that mentions them.", "places", also="remove privacy gdpr forget leave unsubscribe consent delete a person"),
    Command("who-am-i", (), "Who am I", (
        "Say who you are in the list of members, or use a new name; you can still undo "
        "earlier changes."
    ), "places", also="login user name me"),
    Command("add-community", (), "Add a community", "Start another community, or open a file you already have.", "places", also="new second other another start"),
    Command("communities", ("comma",), "Another community", "Switch to another of your communities.", "places", fit_to_show=True, also="switch open other file"),
    Command("community", (), "Community", "Open the community's own record: purpose, stage, sponsor, charter and breaks.", "places", also="name and purpose stage charter sponsor breaks settings"),
    Command("report", (), "Report", "Show a review of the last checklists, or the page for a sponsor, to copy or save as a file.", "places", opens=places.Report(), also="print sponsor review"),
    Command("check", (), "Check the file", "List problems in the file, and what can be fixed safely.", "places", opens=places.Check(), also="mistakes problems errors repair fix"),
    Command("backups", (), "Backups", "List backups, with what each would restore, and restore one.", "places", opens=places.Backups(), also="restore recover"),
    Command("settings", (), "Settings", "Show and change your own settings, such as your name and colours.", "places", opens=places.Settings(), also="preferences configuration options my name who i am login theme keys"),
    Command("handover", (), "Handover", (
        "Go through your follow-ups, promises, topics, notes and roles, and pass on, "
        "drop or delete each."
    ), "places", also="hand over coordinator leaves stand in"),
    Command("follow-up", ("f",), "Follow-up", (
        "Add something to do: \"send the sheet to @ann !fri\" is for you, \"@ann: send "
        "the sheet !fri\" is for Ann."
    ), "capture", "follow-up", fit_to_show=True, also="task to do action reminder promise"),
    Command("touch", ("t",), "Conversation", "Log that you spoke to someone, such as spoke to @ann about onboarding !2w.", "capture", "talk", fit_to_show=True, also="conversation call spoke talked contact phone"),
    Command("note", ("n",), "Note", "Add a private note about the person, or a line to the topic or event.", "capture", "note", fit_to_show=True, also="comment remark write"),
    Command("capture", ("plus",), "More notes", "Note a request (a), topic idea (i), story (s), introduction (n), guest (m), event (e) or private note (k).", "capture", "more", fit_to_show=True, also="ask request story introduction guest event idea"),
    Command("check-in", ("exclamation_mark",), "Check in tomorrow", "Quietly remind you about this person tomorrow.", "capture", fit_to_show=True, also="reminder later"),
    Command("find", ("g",), "Find anything", "Find anyone or anything by part of a name, employer, interest, handle or title.", "everywhere", "find", fit_to_show=True, also="search look up"),
    Command("palette", ("colon",), "Commands", "Find any command by its name.", "everywhere", fit_to_show=True),
    Command("help", ("question_mark",), "Help", "Show the keys for this screen.", "everywhere", "help", fit_to_show=True, also="keys shortcuts manual"),
    Command("undo", ("u",), "Undo", "Undo your last change, even from an earlier day.", "everywhere", fit_to_show=True, also="revert"),
    Command("redo", ("U",), "Redo", "Redo what you undid.", "everywhere", fit_to_show=True, also="again"),
    Command("presenter", ("z",), "Presenter mode", "Hide everything private on every screen; asks before switching off.", "everywhere", fit_to_show=True, also="privacy hide share screen"),
    Command("theme", (), "Change the theme", "Switch between evening, morning, the terminal's own colours, and none.", "everywhere", fit_to_show=True, also="colours dark light settings appearance"),
    Command("redraw", ("ctrl+l",), "Redraw the screen", "Redraw the screen if it looks garbled.", "everywhere", fit_to_show=True, also="repaint garbled"),
    Command("leave", ("q",), "Back", "Go back to the previous screen; on the first screen, quit.", "everywhere", "back", fit_to_show=True, also="quit exit"),
    Command("backspace", ("escape", "backspace"), "Back or clear the filter", "Go back one step; on the first screen, clear the filter.", "everywhere", fit_to_show=True),
    Command("quit", ("ctrl+c",), "Quit coptui", "Quit now; what you were typing is kept as a draft.", "everywhere", fit_to_show=True, also="exit close stop"),
    Command("take-found", ("enter",), "Choose", "Go there, choose it or run it.", "finding", "choose", fit_to_show=True),
    Command("leave-found", ("escape", "backspace"), "Cancel", "Go back without choosing; Backspace in an empty line does the same.", "finding", "cancel", fit_to_show=True),
    Command("keep-line", ("enter",), "Save", "Save the line; if something is wrong, it says so below.", "line", "save", fit_to_show=True),
    Command("complete-name", ("tab",), "Complete a name", "Complete the first name listed below.", "line", "complete a name", fit_to_show=True),
    Command("leave-line", ("escape",), "Cancel", "Leave without saving.", "line", "cancel", fit_to_show=True),
    Command("empty-line", ("backspace",), "Remove, or cancel", (
        "In an empty line, remove the name in brackets beside it, or cancel if there "
        "is none."
    ), "line", "", fit_to_show=True),
    Command("answer-yes", ("y",), "Yes", "Do it.", "question", "yes", fit_to_show=True),
    Command("answer-no", ("n",), "No", "Leave it as it is.", "question", "no", fit_to_show=True),
    Command("cancel-question", ("escape",), "Cancel", "Leave it as it is.", "question", "cancel", fit_to_show=True),
    Command("quit-now", ("enter",), "Quit", "Quit; the key you pressed before does the same.", "leaving", "quit", fit_to_show=True),
    Command("stay", ("escape",), "Stay", "Stay; any other key does the same.", "leaving", "stay", fit_to_show=True),
    Command("day-first", ("d",), "Day first", "Read the first number as the day.", "day or month", "day first"),
    Command("month-first", ("m",), "Month first", "Read the first number as the month.", "day or month", "month first"),
    Command("neither-first", ("q",), "Back", "Go back without reading the file.", "day or month", "back"),
    Command("keep-mine", ("m",), "Mine", "Replace their version with yours.", "conflict", "keep mine", fit_to_show=True),
    Command("keep-theirs", ("t",), "Theirs", "Keep their version.", "conflict", "keep theirs", fit_to_show=True),
    Command("settle-later", ("q", "escape", "backspace"), "Back", "Go back to what you typed; nothing is saved.", "conflict", "back, nothing saved", fit_to_show=True),
    Command("cursor-down", ("j", "down"), "Down", "Move one line down.", "moving", fit_to_show=True),
    Command("cursor-up", ("k", "up"), "Up", "Move one line up.", "moving", fit_to_show=True),
    Command("page-down", ("pagedown", "ctrl+d"), "Page down", "Move one page down.", "moving", fit_to_show=True),
    Command("page-up", ("pageup", "ctrl+u"), "Page up", "Move one page up.", "moving", fit_to_show=True),
    Command("first", ("home",), "First line", "Go to the top.", "moving", fit_to_show=True),
    Command("last", ("end", "G"), "Last line", "Go to the end.", "moving", fit_to_show=True),
    Command("next-pane", ("tab",), "Next pane", "Go to the next pane: members, topics, upcoming, details.", "moving", fit_to_show=True),
    Command("previous-pane", ("shift+tab",), "Previous pane", "Go to the previous pane.", "moving", fit_to_show=True),
)  # fmt: skip


OWN_SETTINGS = frozenset({"change-setting", "add-community", "add-here", "who-am-i"})
"""Commands that change this person's own settings: not offered in the demo."""

WRITING = frozenset({"write-paper", "write-export", "write-list", "restore-backup", *OWN_SETTINGS})
"""Commands that write a file other than the community's: not offered with --read-only."""

OTHER_FILES = frozenset({"import", "take-file", "other-file", "export", "communities", "open-community", "add-community", "add-here", "all-of-mine", "settings", "backups"})  # fmt: skip
"""Commands that lead to other files: not offered with --restricted."""


def commands_of(*where: Where) -> tuple[Command, ...]:
    """Return the commands of some parts, in order of precedence."""
    return tuple(command for part in where for command in COMMANDS if command.where == part)
