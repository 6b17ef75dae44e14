"""Dates that can't be, in every kind of file: nothing falls, and nothing of them is kept as a day."""

from __future__ import annotations

import json
from datetime import date
from itertools import cycle

import pytest

from coptui.cli.import_outcome import lines
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member, Profile, Source
from coptui.errors import UsageError
from coptui.exchange.planning.plan import edit_of, plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import AmbiguousDates, Hints
from coptui.tui.exchange.import_preview_rows import preview_rows

TODAY = date(2026, 11, 22)
STRANGE = (
    "0001-01-01", "9999-12-31", "1899-12-31", "2201-01-01", "2026-02-30", "00/00/0000", "12/31/9999",
    "00010101T000000Z", "99991231T235959Z", "00010101", "99991231", "18991231T235959", "22010101T000000",
    "2026-11-22T18:00+99:99", "2026-11-22 24:00", "-1", "1e308", "99999999999999999999", "2958466", "NaN",
    "Thu, 31 Dec 9999 23:59:59 +0000", "1 Jan 0001 00:00", "P99999999D", "",
)  # fmt: skip
FILES = {
    "members.csv": "Name,Email,Joined,Since,Status\nZed Zoo,z@x.org,{},{},active\n",
    "zoom.csv": "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Beth Moor,beth@example.org,{},{},{},No\n",
    "teams.csv": "1. Summary\nMeeting title\tCall\nAttended participants\t1\nStart time\t{}\nEnd time\t{}\n"
    "Meeting duration\t{}\n\n2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\n"
    "Beth Moor\t{}\t{}\t{}\tbeth@example.org\tOrganizer\n",
    "events.csv": "Title,Starts,Ends,Place\nCall,{},{},here\n",
    "matrix.csv": "Name,{},{}\nBeth Moor,x,x\n",
    "attendance.csv": "Name,coptui id,{} Call,{} Call\nBeth Moor,1,attended,late\n",
    "library.csv": "Title,Kind,Link,Topic,Kept by,Added,Last looked at,Uses\nRota,template,,,,{},{},{}; {}\n",
    "agenda.csv": "Question,Kind,Curious,Season,Asked,Topic\nWhy,gap,,{},{},\n",
    "posts.csv": "created_at,username,raw,title,url\n{},bethm,Hello,T,https://x.org\n",
    "events.ics": "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:u\nSUMMARY:Call\nDTSTART:{}\nDTEND:{}\n"
    "DTSTAMP:{}\nATTENDEE;PARTSTAT=ACCEPTED:mailto:beth@example.org\nEND:VEVENT\nEND:VCALENDAR\n",
    "days.ics": "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:u\nSUMMARY:Call\nDTSTART;VALUE=DATE:{}\n"
    "DURATION:{}\nRRULE:FREQ=YEARLY;UNTIL={}\nEND:VEVENT\nEND:VCALENDAR\n",
    "people.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Zed Zoo\nEMAIL:z@x.org\nBDAY:{}\nREV:{}\nX-COPTUI-JOINED:{}\nEND:VCARD\n",
    "list.mbox": "From beth@example.org {}\nFrom: Beth Moor <beth@example.org>\nDate: {}\nSubject: a\nMessage-ID: <1@x>\n\nYes.\n",
    "slack.json": json.dumps([{"type": "message", "user": "U1", "ts": "TIME", "text": "a"}]),
}  # fmt: skip
COMMUNITY = Community(
    profile=Profile(id=1, name="Circle", time_zone="Europe/Berlin"),
    members={1: Member(id=1, name="Beth Moor", emails=("beth@example.org",))},
    events={
        1: Event(id=1, title="Call", starts_at="2026-11-12T18:00", uid="u"),
        2: Event(id=2, title="Call", starts_at="1900-01-01", all_day=True),
        3: Event(id=3, title="Call", starts_at="2200-12-31T23:59", time_zone="America/New_York"),
    },
)


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", FILES)
def test_a_date_that_can_not_be_costs_nothing_but_itself(name: str, strange: str) -> None:
    for dates in ([strange], [strange, "2026-11-12 18:00", "20261112T180000Z"]):
        filled = cycle(dates)
        text = FILES[name].replace("TIME", strange)
        while "{}" in text:
            text = text.replace("{}", next(filled), 1)
        for today in (TODAY, date(1900, 1, 1), date(2200, 12, 31)):
            hints = Hints(name=name, today=str(today), day_first=True)
            try:
                found = read(text.encode(), hints)
            except UsageError as refused:
                assert not isinstance(refused, AmbiguousDates)
                continue
            made = plan(COMMUNITY, found, today=today, source=Source(file=name))
            assert isinstance(lines(COMMUNITY, made), list)
            rows = preview_rows(COMMUNITY, made, matched_shown=True, width=80)
            assert len([rows.cells(index) for index in range(len(rows))]) == len(rows)
            edit_of(made)  # Its records refuse a day that can't be kept.
