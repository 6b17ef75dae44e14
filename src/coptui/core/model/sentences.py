"""Sentences used in more than one place, so that each can be improved in one.

`tests/words` fails on a whole sentence that appears twice in the sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coptui.core.model.counting import counted
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.language import Part

A_LINE_OR_TWO = tr("A line or two (optional).")
CHOOSE_A_FOLDER = tr("Choose a folder you can write to.")
CHOOSE_ANOTHER = tr("Choose another.")
CHOOSE_ANOTHER_NAME = tr("Choose another name.")
DO_NOT_ASK = tr("Don't ask for confirmation.")
DOWNLOAD_AGAIN = tr("Download it again.")
DRAFT_NOT_SAVED = tr("This draft was not saved.")
NO_ANSWER_YET = tr("No answer yet.")
PRESS_A_NUMBER = tr("Press 0 to 4 to answer a question.")
EVENT_GONE = tr("This event no longer exists.")
EXPORT_LESS = tr("Export a shorter period.")
EXPORT_WHO_ATTENDED = tr("Export who attended.")
FIRST_TIME_THROUGH = tr("First time through; next time you'll see what has changed.")
FIX_IN_AN_EDITOR = tr(
    "Nothing was written. Fix the file in a text editor; `coptui check` lists every problem."
)
GIVE_EXPORTED_FILE = tr("Say where the file is that you saved from the other program.")
HIDDEN_WHEN_PRESENTING = tr("Hidden in presenter mode; press z to leave that mode.")
INCLUDE_NOTES = tr("Include private notes about people.")
LEAVE_UNSAVED = tr("Leave without saving?")
LINE_DOES_NOT_FIT = tr("This line doesn't fit: check its indentation and quotes.")
LIST_INCOMPLETE = tr("This [list] is incomplete: a comma or ] is missing.")
MAKE_ROOM = tr("Free some disk space and try again.")
MORE_THAN_ONE_FILE = tr("More than one file was given.")
NAME_TWICE = tr("This name appears twice.")
NEW_LINE_AFTER_BAR = tr("Start a new line after | or >.")
NO_ANSWER_CHANGED = tr("No answer changed.")
NO_BACKUPS = tr("No backups yet; each save makes one.")
NO_CHANGES = tr("No changes yet.")
NO_COLUMN_KNOWN = tr("coptui doesn't know any column of this file.")
NO_DUPLICATES = tr("No possible duplicates found.")
NO_FOLLOW_UPS = tr("No follow-ups.")
NO_LIST_SAVED = tr("No lists have been saved yet.")
NO_MATCH = tr("No match.")
NO_PUBLIC_STORY = tr("No story may be shown in public yet.")
NOT_ONE_PERSON = tr("The selected line isn't about one person.")
NOTHING_CHANGED = tr("Nothing was changed.")
NOTHING_COPIED = tr("Nothing was copied.")
WHO_USED_IT = tr("Who used it, and for what?")
SUCH_A_USE = tr("For example: @ann for the night rota.")
NOTHING_SELECTED = tr("Nothing is selected.")
NOTHING_TO_CHANGE = tr("Nothing to change: it is already like that.")
NOTHING_TYPED = tr("Nothing typed yet.")
NEEDS_NEWER = tr("Install the newer coptui to open it. Nothing was changed.")
NOTHING_WRITTEN = tr("Nothing was written.")
PERSON_GONE = tr("This person is no longer in the list of members.")
PRESENTER_MODE_ON = tr("Presenter mode is on.")
PRESS_D = tr("Press D to delete it.")
PRESS_E_FOR_EVENT = tr("Press e to say which event.")
PREVIEW_ONLY = tr("Show a preview and write nothing.")
QUOTE_NOT_CLOSED = tr("A quotation mark is never closed.")
READ_FROM_MBOX = tr("To import who wrote to a mailing list and when, use its archive (mbox).")
SAVED_IN_NOTEBOOK = tr("Saved in your notebook.")
SEND_LATER = tr("Send again later.")
SELECT_A_LINE = tr("Select a line first.")
SELECT_A_PERSON = tr("Select a person first.")
SELECT_A_PERSON_IN_MEMBERS = tr("Press 1 for Members, and select a person there.")
SELECT_A_SENTENCE = tr("Select a sentence first.")
START_ANOTHER_COMMUNITY = tr("Start another community, or open a file you already have.")
TITLES_OR_NONE = tr('Titles, separated by commas; for none, write "none".')
TYPE_A_FEW_WORDS = tr("Type a few words.")
UNPACK_IT = tr("Unpack the archive, and import the file inside.")
WRITE_A_DAY_PAST = tr("Write a day up to today.")
USE_DRY_RUN = tr("Use --dry-run for a preview.")
USE_ONE = tr("Use only one of the two.")


def already_exists(path: Part) -> str:
    return tr("{path} already exists.", path=path)


def cannot_be_created(what: Part, why: Part) -> str:
    return tr("{what} can't be created: {why}.", what=what, why=why)


def cannot_be_read(what: Part, why: Part) -> str:
    return tr("{what} cannot be read: {why}.", what=what, why=why)


def cannot_be_written(what: Part, why: Part) -> str:
    return tr("{what} cannot be written: {why}.", what=what, why=why)


def cut_too_long(what: Part, most: int) -> str:
    return tr(
        "{what}… is too long: at most {characters}.",
        what=what,
        characters=counted(most, "{count} character", "{count} characters"),
    )


NO_GROUPS = tr(
    "No groups yet. To start one, type a name such as Lisbon desk in the field Groups of a "
    "person or an event."
)
"""Where groups are listed and there are none."""


def did_you_mean(near: Part) -> str:
    return tr("Did you mean {near}?", near=near)


def no_line(line: Part) -> str:
    return tr("There is no evidence line {line}.", line=line)


def who_is(name: Part) -> str:
    return tr("Who is {name}?", name=name)


def is_empty(what: Part) -> str:
    return tr("{what} is empty.", what=what)


NO_LETTER = tr("There is no letter to send.")
DAY_NOT_TOLD = tr("The file doesn't say on which day the event was.")


def event_to_come(name: Part, day: Part) -> str:
    return tr("{name} isn't until {day}.", name=name, day=day)


def left_out(what: Part) -> str:
    return tr("Left out: {what}.", what=what)


def must_be_one_of(what: Part, choices: Part) -> str:
    return tr("{what} must be one of {choices}.", what=what, choices=choices)


def nested_deeper(depth: int) -> str:
    return tr("This is nested deeper than {depth}.", depth=depth)


def no_change(number: int) -> str:
    return tr("There is no change number {number}.", number=number)


def no_date_yet(name: Part) -> str:
    return tr("{name} has no date yet.", name=name)


def no_file(path: Part) -> str:
    return tr("There is no file {path}.", path=path)


def no_folder(path: Part) -> str:
    return tr("There is no folder {path}.", path=path)


def no_walk(id: Part) -> str:
    return tr("There is no answered checklist with the id {id}.", id=id)


def not_a_date(text: Part) -> str:
    return tr("{text} isn't a date I recognise.", text=text)


def in_the_past(day: Part) -> str:
    return tr("{day} is in the past.", day=day)


def still_to_come(day: Part) -> str:
    return tr("{day} is in the future.", day=day)


def not_a_text(what: Part) -> str:
    return tr("This file is {what}, not text.", what=what)


def not_a_time(text: Part) -> str:
    return tr("{text} isn't a time of day.", text=text)


def not_an_answer(text: Part) -> str:
    return tr("{text} isn't an answer to this question.", text=text)


def not_yaml(why: Part) -> str:
    return tr("This cannot be read as YAML: {why}.", why=why)


def there_are(names: Part) -> str:
    return tr("Use one of these: {names}.", names=names)


def too_large(what: Part) -> str:
    return tr("{what} is too large to be read.", what=what)


def too_long(what: Part, most: int) -> str:
    return tr(
        "{what} is too long: at most {characters}.",
        what=what,
        characters=counted(most, "{count} character", "{count} characters"),
    )


def undoable(done: Part) -> str:
    return tr("{done}. Press u to undo.", done=done)


def what_for(name: Part) -> str:
    return tr("What is {name} for?", name=name)


def what_went_wrong(error: OSError) -> str:
    """Return what the system says went wrong; an error without a text gives its name."""
    return error.strerror or str(error) or type(error).__name__
