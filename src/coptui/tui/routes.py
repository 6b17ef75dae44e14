"""Routes: which screen shows which place. The one module that knows every screen."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module
from typing import cast

from coptui.tui import places
from coptui.tui.desk import Desk
from coptui.tui.screens.base import CoptScreen

ROUTES: dict[type[places.Place], str] = {
    places.Behind: "screens.rows:RowsScreen",
    places.BetweenMeetings: "screens.between_meetings:BetweenMeetingsScreen",
    places.Calendar: "screens.calendar:CalendarScreen",
    places.Communities: "screens.communities:CommunitiesScreen",
    places.Compare: "screens.compare:CompareScreen",
    places.Conflict: "screens.conflict:ConflictScreen",
    places.Cultivate: "screens.cultivate:CultivateScreen",
    places.DayOrMonth: "screens.import_columns:DayOrMonthScreen",
    places.Duplicates: "screens.duplicates:DuplicatesScreen",
    places.Export: "screens.export:ExportScreen",
    places.Find: "screens.find:FindScreen",
    places.First: "screens.first:FirstScreen",
    places.Form: "screens.form:FormScreen",
    places.Handover: "screens.handover:HandoverScreen",
    places.Help: "screens.help:HelpScreen",
    places.History: "screens.history:HistoryScreen",
    places.Home: "screens.home:HomeScreen",
    places.ImportColumns: "screens.import_columns:ImportColumnsScreen",
    places.ImportFile: "screens.import_file:ImportFileScreen",
    places.ImportPreview: "screens.import_preview:ImportPreviewScreen",
    places.InQuestion: "screens.in_question:InQuestionScreen",
    places.Notebook: "screens.notebook:NotebookScreen",
    places.OneLine: "screens.entry:EntryScreen",
    places.OnePerson: "screens.duplicates:OnePersonScreen",
    places.Palette: "screens.palette:PaletteScreen",
    places.Paper: "screens.paper:PaperScreen",
    places.Plus: "screens.plus:PlusScreen",
    places.Pulse: "screens.pulse:PulseScreen",
    places.Question: "screens.question:QuestionScreen",
    places.Rating: "screens.rating:RatingScreen",
    places.Remove: "screens.remove:RemoveScreen",
    places.Review: "screens.review:ReviewScreen",
    places.RollCall: "screens.roll_call:RollCallScreen",
    places.Suggestions: "screens.suggestions:SuggestionsScreen",
    places.Today: "screens.today:TodayScreen",
    places.Value: "screens.value:ValueScreen",
    places.Walk: "screens.walk:WalkScreen",
}


async def load(place: places.Place) -> None:
    """Load the screen of a place in a thread, where that was not done yet."""
    module = _module_of(place)
    if module not in sys.modules:
        await asyncio.to_thread(import_module, module)


def screen_of(place: places.Place, desk: Desk) -> CoptScreen:
    """Return a new screen that shows a place; it is handed the desk and the place's fields."""
    screen = getattr(import_module(_module_of(place)), ROUTES[type(place)].partition(":")[2])
    given = (getattr(place, field) for field in place.__struct_fields__)
    return cast("CoptScreen", screen(desk, *given))


def _module_of(place: places.Place) -> str:
    return f"coptui.tui.{ROUTES[type(place)].partition(':')[0]}"
