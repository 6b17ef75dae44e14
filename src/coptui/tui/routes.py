"""Routes: which screen shows which place. The only module that knows every screen."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import cast

from coptui.tui.shell import asking, places
from coptui.tui.shell.apart import apart
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.desk import Desk

ROUTES: dict[type[places.Place], str] = {
    places.Backups: "upkeep.backups:BackupsScreen",
    places.Behind: "walks.behind:RowsScreen",
    places.BetweenMeetings: "day.between_meetings:BetweenMeetingsScreen",
    places.Calendar: "meetings.calendar:CalendarScreen",
    places.Check: "upkeep.check:CheckScreen",
    places.Communities: "shell.communities:CommunitiesScreen",
    places.Compare: "walks.compare:CompareScreen",
    places.Conflict: "shell.conflict:ConflictScreen",
    places.Cultivate: "walks.cultivate:CultivateScreen",
    places.Duplicates: "people.duplicates:DuplicatesScreen",
    places.Export: "exchange.export:ExportScreen",
    places.Find: "shell.find:FindScreen",
    places.First: "home.first:FirstScreen",
    places.Form: "home.form:FormScreen",
    places.Groups: "people.groups:GroupsScreen",
    places.Handover: "people.handover:HandoverScreen",
    places.Help: "shell.help:HelpScreen",
    places.History: "standing.history:HistoryScreen",
    places.Home: "home.home:HomeScreen",
    places.ImportColumns: "exchange.import_columns:ImportColumnsScreen",
    places.ImportFile: "exchange.import_file:ImportFileScreen",
    places.ImportPreview: "exchange.import_preview:ImportPreviewScreen",
    places.InQuestion: "people.in_question:InQuestionScreen",
    places.Letters: "letters.letters:LettersScreen",
    places.LearningAgenda: "practice.learning_agenda:LearningAgendaScreen",
    places.Library: "practice.library:LibraryScreen",
    places.Notebook: "notes.notebook:NotebookScreen",
    places.Leave: "shell.question:LeaveScreen",
    asking.OneLine: "shell.entry:EntryScreen",
    places.OnePerson: "people.duplicates:OnePersonScreen",
    places.Palette: "shell.palette:PaletteScreen",
    places.Paper: "meetings.paper:PaperScreen",
    places.Pulse: "standing.pulse:PulseScreen",
    asking.Question: "shell.question:QuestionScreen",
    places.Rating: "meetings.rating:RatingScreen",
    places.Remove: "people.remove:RemoveScreen",
    places.Report: "standing.report:ReportScreen",
    places.Review: "people.review:ReviewScreen",
    places.RollCall: "meetings.roll_call:RollCallScreen",
    places.Settings: "upkeep.settings:SettingsScreen",
    places.Sponsor: "standing.sponsor:SponsorScreen",
    places.Suggestions: "day.suggestions:SuggestionsScreen",
    places.Today: "day.today:TodayScreen",
    places.Value: "standing.value:ValueScreen",
    places.Walk: "walks.walk:WalkScreen",
}


async def load(place: places.Place) -> None:
    """Import the screen of a place in a thread, if that was not done yet."""
    module = _module_of(place)
    if module not in sys.modules:
        await apart(import_module, module)


def screen_of(place: places.Place, desk: Desk) -> CoptScreen:
    """Return a new screen for a place, given the desk and the place's fields."""
    screen = getattr(import_module(_module_of(place)), ROUTES[type(place)].partition(":")[2])
    given = (getattr(place, field) for field in place.__struct_fields__)
    made = cast("CoptScreen", screen(desk, *given))
    made.opened_as = place
    return made


def _module_of(place: places.Place) -> str:
    return f"coptui.tui.{ROUTES[type(place)].partition(':')[0]}"
