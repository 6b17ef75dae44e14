"""Sentences that are said in more than one place, so that each can be bettered in one.

`tests/words` fails on a whole sentence that appears twice in the sources.
"""

from __future__ import annotations

from coptui.core.model.counting import counted

A_LINE_OR_TWO = "A line or two (optional)."
CHOOSE_A_FOLDER = "Choose a folder you can write to."
CHOOSE_ANOTHER = "Choose another."
CHOOSE_ANOTHER_NAME = "Choose another name."
DO_NOT_ASK = "Don't ask."
DOWNLOAD_AGAIN = "Download it again."
DRAFT_NOT_SAVED = "This draft was not saved."
NO_ANSWER_YET = "No answer yet."
PRESS_A_NUMBER = "Press 0 to 4 to answer a question."
EVENT_GONE = "This event is no longer here."
EXPORT_LESS = "Export a shorter period."
EXPORT_WHO_ATTENDED = "Export who attended."
FIRST_TIME_THROUGH = "First time through; next time you'll see what has changed."
FIX_IN_AN_EDITOR = "Nothing was written. Fix it in a text editor; `coptui check` lists them all."
GIVE_EXPORTED_FILE = "Give the path of the exported file."
HIDDEN_WHEN_PRESENTING = "Hidden in presenter mode; z switches it off."
INCLUDE_NOTES = "Include the private notes about them."
LINE_DOES_NOT_FIT = "This line doesn't fit: check its indentation and quotes."
LIST_INCOMPLETE = "This [list] is incomplete: a comma or ] is missing."
MAKE_ROOM = "Make room and try again."
MORE_THAN_ONE_FILE = "More than one file was given."
NAME_TWICE = "This name appears twice."
NEW_LINE_AFTER_BAR = "Start a new line after | or >."
NO_ANSWER_CHANGED = "No answer changed."
NO_BACKUPS = "No backups yet; each save makes one."
NO_CHANGES = "No changes yet."
NO_COLUMN_KNOWN = "coptui doesn't know any column of this file."
NO_DUPLICATES = "No possible duplicates found."
NO_FOLLOW_UPS = "No follow-ups."
NO_LIST_SAVED = "No list is saved yet."
NO_MATCH = "No match."
NO_PUBLIC_STORY = "No story may be shown in public yet."
NOT_ONE_PERSON = "This line isn't about one person."
NOTHING_CHANGED = "Nothing was changed."
NOTHING_COPIED = "Nothing was copied."
WHO_USED_IT = "Who used it, and for what?"
SUCH_A_USE = "For example: @ann for the night rota."
NOTHING_SELECTED = "Nothing is selected."
NOTHING_TO_CHANGE = "Nothing to change: it already is."
NOTHING_TYPED = "Nothing typed yet."
NEEDS_NEWER = "Install the newer coptui to open it. Nothing was changed."
NOTHING_WRITTEN = "Nothing was written."
PERSON_GONE = "They are no longer in the list."
PRESENTER_MODE_ON = "Presenter mode is on."
PRESS_D = "Press D to delete it."
PREVIEW_ONLY = "Show a preview and write nothing."
QUOTE_NOT_CLOSED = "A quotation mark is never closed."
READ_FROM_MBOX = "To import who wrote to a mailing list and when, use its archive (mbox)."
SAVED_IN_NOTEBOOK = "Saved in your notebook."
SEND_LATER = "Send again later."
SELECT_A_LINE = "Select a line first."
SELECT_A_PERSON = "Select a person first."
SELECT_A_PERSON_IN_MEMBERS = "Select a person first (1)."
SELECT_A_SENTENCE = "Select a sentence first."
START_ANOTHER_COMMUNITY = "Start another community, or open a file you already have."
TITLES_OR_NONE = 'Titles, separated by commas; for none, write "none".'
TYPE_A_FEW_WORDS = "Type a few words."
UNPACK_IT = "Unpack it, and import the file in it."
USE_DRY_RUN = "Use --dry-run for a preview."
USE_ONE = "Use one of them."


def already_exists(path: object) -> str:
    return f"{path} already exists."


def cannot_be_created(what: object, why: object) -> str:
    return f"{what} can't be created: {why}."


def cannot_be_read(what: object, why: object) -> str:
    return f"{what} cannot be read: {why}."


def cannot_be_written(what: object, why: object) -> str:
    return f"{what} cannot be written: {why}."


def cut_too_long(what: object, most: int) -> str:
    return f"{what}… is too long: at most {counted(most, 'character')}."


NO_GROUPS = (
    "No groups yet: type a name such as Lisbon desk in the field Groups of a person or an event."
)
"""Where groups are listed and there are none."""


def did_you_mean(near: object) -> str:
    return f"Did you mean {near}?"


def is_empty(what: object) -> str:
    return f"{what} is empty."


def left_out(what: object) -> str:
    return f"Left out: {what}."


def must_be_one_of(what: object, choices: object) -> str:
    return f"{what} must be one of {choices}."


def nested_deeper(depth: int) -> str:
    return f"This is nested deeper than {depth}."


def no_change(number: int) -> str:
    return f"There is no change number {number}."


def no_file(path: object) -> str:
    return f"There is no file {path}."


def no_folder(path: object) -> str:
    return f"There is no folder {path}."


def no_walk(id: object) -> str:
    return f"There is no walk with the id {id}."


def not_a_date(text: object) -> str:
    return f"{text} isn't a date I recognise."


def in_the_past(day: object) -> str:
    return f"{day} is in the past."


def still_to_come(day: object) -> str:
    return f"{day} is still to come."


def not_a_text(what: object) -> str:
    return f"This file is {what}, not text."


def not_a_time(text: object) -> str:
    return f"{text} isn't a time of day."


def not_an_answer(text: object) -> str:
    return f"{text} isn't an answer here."


def not_yaml(why: object) -> str:
    return f"This cannot be read as YAML: {why}."


def there_are(names: object) -> str:
    return f"There are {names}."


def too_large(what: object) -> str:
    return f"{what} is too large to be read."


def too_long(what: object, most: int) -> str:
    return f"{what} is too long: at most {counted(most, 'character')}."


def undoable(done: object) -> str:
    return f"{done}. u undoes this."


def what_for(name: object) -> str:
    return f"What is {name} for?"


def what_went_wrong(error: OSError) -> str:
    """Return what the system says went wrong; an error without a text gives its name."""
    return error.strerror or str(error) or type(error).__name__
