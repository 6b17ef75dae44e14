"""A year of one community, played from its first day, and what the evidence then says of it.

The Harbour circle meets on second Tuesdays from January 2025 to January 2026, not in August.

- **Ann** coordinates and comes always; **Beth** hosts most, and speaks each time.
- **Carlos** hosts in May, comes until September, and drifts off.
- **Dana** comes until March, and returns in December.
- **Emil** comes until May and leaves in November; **Ivo** pauses in November.
- **Jo** comes often from March on, and nobody notes a tie of theirs; excused in January.
- **Farah** joins in June through Beth, speaks, hosts in October and January.
- **Gus** joins in December and is welcomed; **Hana** joins in January and still waits.
- **Lena** is Farah's guest in November.
"""

from __future__ import annotations

from datetime import date

import pytest
from played import Played

from coptui.core.model.edits import set_action_state
from coptui.core.model.records import Attendance, Break, OutsideGuest
from coptui.core.people.tending import give_buddy, solved
from coptui.evidence.registry import LINES

ANN, BETH, CARLOS, DANA, EMIL, IVO, JO, FARAH, LENA, GUS, HANA = range(1, 12)

FOUNDERS = {
    "Carlos Díaz": {"organisation": "City Clinic", "emails": ["carlos@example.org"]},
    "Dana Roe": {
        "organisation": "City Clinic",
        "emails": ["dana@example.org"],
        "interests": ["grief work"],
    },
    "Emil Sand": {"organisation": "City Clinic"},
    "Ivo Maas": {"organisation": "Ferry Crew"},
}

SAYS: dict[str, tuple[float | None, str]] = {
    # Ann, Beth, Carlos, Dana, Jo, Farah, Gus and Hana; Lena is a guest.
    "headcount": (
        8,
        "8 members, 8 of them in touch in the last year; 2 joined, 1 left, 1 paused (+1 in all)",
    ),
    # Beth and Farah hosted and came to all; Hana came once, so that nobody is quiet. Ann is left out.
    "level_mix": (
        2,
        "core 2 (Beth Lund, Farah Aziz), active 4, occasional 1 of 7, coordinators left out",
    ),
    # In November Carlos was still core, by the evening in May; Dana's spring was too long ago.
    "level_movement": (2, "1 more involved (Dana Roe); 1 less involved (Carlos Díaz)"),
    # Dana answered a request in March, and came in December.
    "returned": (1, "1 person in the last 90 days: Dana Roe"),
    # All members but Ann, who coordinates; Carlos was here in September last.
    "activity_index": (
        600 / 7,
        "6 of 7 who did something in the last year did so in the last 30 days",
    ),
    # Since July: City Clinic 3 (Carlos, Dana, Gus), Harbour School 2 (Beth, Farah), Jo, Ivo.
    "boundary_spread": (
        1 - (9 + 4 + 1 + 1) / 49,
        "4 organisations, the largest with 3 of 7 people; mix 0.69 (0 alike, 1 mixed); organisation not recorded for 2 more",
    ),
    # Gus and Hana are new; nobody is recorded from before December 2024.
    "tenure": (
        1 - (4 + 25) / 49,
        "7 in touch in the last year: 2 under 6 months, 5 up to 2 years, 0 longer; "
        "mix 0.41 (0-1); in the core 0, 2 and 0",
    ),
    # Farah came through Beth; nobody says how they found us.
    "found_through": (1, "recorded for 1 of 8 members; 1 came through people here"),
    # Carlos came to 5 of 6 from April to October; Ann spoke with him since. Ivo told us he is away.
    "missed": (0, "no one; 1 also away, but spoken to since: Carlos Díaz"),
    # Carlos alone, and Ann spoke with him. Jo missed January alone, and excused.
    "absence_streak": (0, "no one"),
    # Gus: welcomed, in December, knows Beth; Beth is to send him the rota.
    "newcomers": (100 / 3, "1 of 3 settled in; 2 not yet: Hana Sato, Lena Voss"),
    # Beth, Carlos, Dana, Gus; with Jo Ann spoke in September last, with Farah, Hana, Lena none is recorded.
    "private_contact": (
        4,
        "4 of 8 spoken to in the last 90 days; the others: Farah Aziz and 3 more",
    ),
    "bridges": (
        None,
        "not recorded yet: record who links us to others (press e, then Links us to)",
    ),
    "sponsor_talks": (
        None,
        "not recorded yet: record talks with the sponsor, and when you updated them",
    ),
    "sponsor_promises": (
        None,
        "not recorded yet: add what you and the sponsor promise each other",
    ),
    # Hana alone is occasional; nobody logged a conversation with her, and she gave nothing yet.
    "listeners": (0, "0 of 1 occasional member spoken to in the last 90 days"),
    "edge_gifts": (0, "0 of 1 occasional member contributed something in the last year"),
    "thanks": (
        None,
        "not recorded yet: record thanks (press t: thanked @ann for disagreeing)",
    ),
    # After 9 December nothing was logged before 13 January.
    "between_events": (0, "no conversation recorded from 9 Dec 2025 to 13 Jan"),
    # Beth links Farah, whom she brought, and Gus; Dana answered Carlos. Jo only comes.
    "ties": (
        1,
        "1 without recorded ties: Jo Park; 2 circles of acquaintances, 1 person links others",
    ),
    # Beth hosted 2, spoke, answered; Farah hosted, spoke 2, brought Lena; Jo's topic; Gus spoke.
    "concentration": (
        90,
        "9 of 10 contributions in the last 90 days by 3 people: Beth Lund and 2 more; half by 2 people",
    ),
    # Beth in July, November, December; Ann in September; Farah in October and January.
    "lead_rotation": (3, "3 people led 6 events: Ann Lee, Beth Lund, Farah Aziz"),
    # Ann, Beth, Farah and Gus spoke, and Jo's topic was on in January; before July only Ann, Beth
    # and Carlos.
    "first_voices": (3, "3 of 5 heard for the first time: Farah Aziz and 2 more"),
    # All but the rota is Ann's to do; the topic from outside is hers, and every contact.
    "coordinator_load": (
        (0 + 75 + 100 + 100) / 4,
        "0 of 3 events, 3 of 4 follow-ups, 1 of 1 topic, 5 of 5 conversations",
    ),
    # Dr Weiss in October, Lena in November.
    "outside_voice": (2, "2 of 6 events had a guest"),
    # A clinic, a talk, two round tables, a demo after the round table of July.
    "format_mix": (2, "2 in a row: round table; 4 formats in 6 events"),
    # 4, 6, 4, 5, 6, 6; first ones of Lena, Gus, Hana; Carlos had said yes, and so had Dana.
    "attendance": (5.5, "usually 5 or 6 (4 to 6); 3 first visits; 1 of 2 who said yes came"),
    "visits": (None, "not recorded yet: record what kind of event each was (press e, then Kind)"),
    "high_points": (
        None,
        "not recorded yet: record what kind of event each was (press e, then Kind)",
    ),
    # Of none of these anything is recorded.
    "side_room": (None, "not recorded yet: record where events take place, and what kind they are"),
    # 6, 15, 6, 10, 15 and 15 pairs. New: Ivo with Jo and with Farah; Lena with four; Dana with
    # Farah and Gus with five; Hana with five.
    "met_anew": (
        100 * 17 / 67,
        "25% of 67 pairs had not been at an event together in the year before",
    ),
    # Beth, Carlos, Dana, Jo, Farah and Gus came twice or more to the last six, each with somebody
    # twice.
    "company": (0, "of 6 who come often, each saw someone more than once"),
    # The break stops the clock, so that January 2025 is in the year: Ann, Beth, Carlos, Dana,
    # Emil, Ivo, Jo, Farah, and Lena, who alone did not come again. Gus and Hana are too new.
    "came_back": (100 * 8 / 9, "8 of 9 first-timers came back"),
    # July to January.
    "sizes": (1.5, "people at each event, earliest first: 4, 6, 4, 5, 6, 6"),
    # Of ten at the last six: Ivo, Jo, Farah, Lena, Gus and Hana; the others were there on 14
    # January 2025.
    "newer_people": (6, "6 of 10 people first came in the last year: Farah Aziz and 5 more"),
    # Ann, Beth, Carlos, Dana, Emil, Ivo and Jo were at the first three, and came in the year.
    "from_the_start": (7, "7 of 7 people from the first events still come: Ann Lee and 6 more"),
    # 3, 5, 3, 4, 5 and 5 visits without Ann; Beth 6, Farah 6 and Jo 4.
    "visits_spread": (3, "3 of 9 people account for half of the attendance (25 visits)"),
    # The supervision was on in October, November and December, silence in January.
    "went_on": (2, "2 of 3 events with a topic that came up again later"),
    # Six came in February, December and January.
    "draws": (6, "most came (6) on 13 Jan for Silence in groups"),
    # Of members: 344, 333, 433, 2-2; Ann's and a visitor's stand apart.
    "aliveness": (3, "3 of 4 (excitement 3, relevance 3, value 3)"),
    # From July 32 (August does not count), then 35, 28, 28, 35; last on the 13th.
    "members_say": (
        None,
        "not recorded yet: record members' answers (ask with `coptui write yearly`)",
    ),
    "cadence": (
        18 / 32,
        "about every 5 weeks (28 to 35 days apart); last 18 days ago; next 10 Feb",
    ),
    # Ring Carlos (late) and the buddy are done, the rota is not, the tea is not due.
    "follow_through": (200 / 3, "2 of 3 done, 1 overdue"),
    # August was the break.
    "seasons": (1, "no event in Aug; 1 of the empty months had a break"),
    "notes_kept": (None, "not recorded yet: add a summary, or a link to the notes, to each event"),
    # No summary, and nothing was written down while a call was on.
    "echoes": (None, "not recorded yet: record which event each story or follow-up came from"),
    # Silence was on the table in January, 18 days ago; the volunteers came up 53 days ago.
    "topic_age": (
        35.5,
        "2 open, half of them untouched for 35 days or more; 1 with no one to look after them",
    ),
    # Jo comes often; what volunteers need came from outside.
    "topic_origin": (2, "2 topics opened in the last 90 days: 1 active, 1 outside"),
    # Beth, Carlos, Farah and Jo, each within a year of joining.
    "proposer_tenure": (100, "4 of 4 topics proposed by people in their first year"),
    "edge_topics": (
        None,
        "not recorded yet: mark topics as controversial or new (press e)",
    ),
    # What volunteers need was on no agenda yet.
    "outside_topics": (0, "0 of 1 topic on an agenda in the last year"),
    # Farah's and Jo's.
    "members_topics": (2, "members proposed 2 of 2 topics on agendas"),
    "spoken_topics": (
        None,
        "not recorded yet: record conversations (press t: called @ann about #triage)",
    ),
    # The supervision, of which Beth told a story.
    "thrice_tabled": (0, "0 of 1 topic discussed at least 3 times has no outcome recorded"),
    # Silence was on in January; what volunteers need was not.
    "not_yet_tabled": (1, "1 of 2 open topics not on an agenda yet"),
    # Both are of this winter.
    "idle_topics": (0, "0 of 2 open topics not changed or discussed for a year"),
    # These two, and peer supervision done in December; nights were parked long before.
    "topic_turnover": (1, "2 opened, 1 closed in the last 90 days"),
    # Beth, Dana and Jo share it; nobody is noted for what volunteers need.
    "interest_match": (
        1,
        "1 interest without a topic: grief work; 1 topic interests 1 person or none",
    ),
    # Silence. Gus seeks the supervision that Beth offers, nobody Farah's facilitation.
    "expertise_cover": (
        1,
        "1 of 2 open topics have no one looking after them and no matching offer; 1 person's offers not asked for",
    ),
    # Beth's in November, and Farah's of January, which it led to; Carlos' of July is older.
    "value_stories": (
        2,
        "2 stories in the last 90 days; in 1 case, something learned was put to use",
    ),
    # Gus waited 3 days, Dana still waits; Jo asked three days ago.
    "asks": (
        50,
        "1 of 2 in the last 90 days answered within 7 days; 2 open; first answer after 3 days",
    ),
    # A room, and a quiet place to write.
    "asked_again": (0, "0 of 2 open requests had been asked before"),
    # Beth's story led on to Farah's; those of Carlos and Farah did not.
    "loops_closed": (100 / 3, "1 of 3 stories led to another story"),
    # Beth told of something promising, Farah of something used.
    "users": (1, "1 of 2 who told a story in the last 90 days told of something used: Farah Aziz"),
    "library": (None, "not recorded yet: add what you keep to the library"),
    "learning_agenda": (None, "not recorded yet: add questions to the learning agenda"),
    # Read on 9 September; fresh air was 3 in July and is 2 now.
    "reviews": (
        144,
        "charter read 144 days ago; last checklist finished 1 day ago, 1 answer lower than before",
    ),
    # Carlos and Dana since they joined, Jo and Hana have no address; Ann and Beth were reviewed.
    "freshness": (
        4,
        "details to check for 4 of 8 members in touch in the last year; 2 with no way to reach them",
    ),
    # Three meetings in the window speak for coalescing, and nothing else does.
    "stage": (1, "no clear stage"),
}
"""What each line says on the last day of January 2026: its value and its words."""


async def play(year: Played) -> None:
    """The year, in the order in which it happened."""
    await beginning(year)
    await spring(year)
    await summer(year)
    await autumn(year)
    await winter(year)


async def beginning(year: Played) -> None:
    """A file, six people, a first date."""
    year.on("2025-01-07")
    year.coptui("new", str(year.file), "--name", "Harbour circle", "--purpose", "Learn together")
    async with year.screen() as pilot:
        await pilot.press("a")
        await pilot.fill(
            name="Ann Lee", joined_on="2024-12-01", roles="coordinator", emails="ann@example.org"
        )
        await pilot.press("1", "a")
        await pilot.fill(
            name="Beth Lund",
            joined_on="2024-12-01",
            organisation="Harbour School",
            emails="beth@example.org",
            interests="grief work",
            offers="supervision",
        )
        await pilot.press("3", "a")
        await pilot.fill(
            title="Round table",
            starts_at="2025-01-14 18:00",
            series="Round table",
            recurrence="FREQ=MONTHLY;BYDAY=2TU",
            format="round table",
            hosts="ann",
        )
    for name, fields in FOUNDERS.items():
        year.joins(name, joined_on=date(2024, 12, 1), **fields)
    year.change(
        "community",
        1,
        stage="coalescing",
        stage_since=year.day,
        breaks=(Break(from_=date(2025, 8, 1), to=date(2025, 8, 31), why="summer"),),
    )


async def spring(year: Played) -> None:
    """Four meetings, two topics put on them, a request that Dana answers after eight days."""
    async with year.screen("2025-01-14") as pilot:
        await pilot.meeting(1, "A. B. C. D. E I-")
        await pilot.captured("i", "Onboarding of new staff @beth")
        await pilot.next_by_form(1, hosts="ann")
        await pilot.put_on(1, 2)
    year.change("topics", 1, stewards=(BETH,))
    async with year.screen("2025-02-11") as pilot:
        await pilot.meeting(2, "A. B. C D E I")
        await pilot.next_meeting(2, hosts=(BETH,), topics=())
    year.on("2025-03-01")
    year.joins("Jo Park", organisation="Night Line", interests=["grief work"])
    async with year.screen("2025-03-11") as pilot:
        await pilot.meeting(3, "A. B. C D E- I- J")
        await pilot.captured("a", "@carlos looks for a night rota")
        await pilot.captured("i", "Night shifts @carlos")
        await pilot.next_meeting(3, hosts=(BETH,))
        await pilot.put_on(2, 4)
    year.log("2025-03-12", "send @carlos the notes !2025-03-20", "--talk")
    async with year.screen("2025-03-19") as pilot:
        await pilot.on_line("0", "actions", 1)
        await pilot.press("d")
        await pilot.on_line("5", "asks", 1)
        await pilot.answer("a", "dana")
        await pilot.press("d")
    async with year.screen("2025-04-08") as pilot:
        await pilot.meeting(4, "A. B. C. D- E I J-")
        await pilot.next_meeting(4, hosts=(CARLOS,), topics=())


async def summer(year: Played) -> None:
    """Farah joins, one topic is done and one parked, the August meeting moves out of the break."""
    async with year.screen("2025-05-13") as pilot:
        await pilot.meeting(5, "A. B. C. D- E I- J")
        await pilot.next_meeting(5, hosts=(BETH,))
        await pilot.edit("topics", 1, state="done", closed_on="today")
    async with year.screen("2025-06-03") as pilot:
        await pilot.press("a")
        await pilot.fill(
            name="Farah Aziz",
            organisation="Harbour School",
            emails="farah@example.org",
            joined_on="today",
            introduced_by="beth",
            offers="facilitation",
        )
    async with year.screen("2025-06-10") as pilot:
        await pilot.meeting(6, "A. B. C D- E- I- J F")
        await pilot.next_meeting(6, hosts=(BETH,))
    async with year.screen("2025-07-08") as pilot:
        await pilot.meeting(7, "A. B. C D- E- I- J- F.")
        await pilot.captured("s", "@carlos felt less alone after #night")
        await pilot.edit("topics", 2, state="parked")
        await pilot.next_by_form(7, hosts="ann", format="case clinic")
        assert pilot.community.events[8].day == date(2025, 8, 12)
        await pilot.answer("M", "2025-09-09")
    year.walk("2025-07-15", {"fresh-air": "3", "spark": "2"})


async def autumn(year: Played) -> None:
    """Farah's topic, two guests, Carlos comes for the last time; Emil leaves and Ivo pauses."""
    async with year.screen("2025-09-09") as pilot:
        await pilot.meeting(8, "A. B. C D- E- I J F.")
        await pilot.captured("i", "Peer supervision @farah")
        await pilot.edit("topics", 3, stewards="farah")
        await pilot.next_meeting(8, hosts=(FARAH,), format="talk", mood="exciting")
        await pilot.put_on(3, 9)
        # The review goes by name: Ann and Beth are as they were.
        await pilot.press("1", "w", "o", "o", "q")
    year.change("community", 1, charter_reviewed_on=year.day)
    year.log("2025-09-20", "a long talk with @jo", "--talk")
    year.change("events", 9, outside_guests=(OutsideGuest(name="Dr Weiss"),))
    async with year.screen("2025-10-14") as pilot:
        await pilot.meeting(9, "A. B. C- D- E- I- J F.")
        await pilot.next_meeting(9, hosts=(BETH,), format="round table")
    year.on("2025-11-05")
    year.change("members", IVO, status="paused", paused_on=year.day)
    year.log("2025-11-06", "@beth is glad about the talk", "--talk")
    async with year.screen("2025-11-11") as pilot:
        await pilot.meeting(10, "A. B. C- D- E- J F.", guest="Lena Voss via Farah")
        await pilot.pulse(10, "m344", "m333", "c444")
        await pilot.next_meeting(10, hosts=(BETH,))
    async with year.screen("2025-11-12") as pilot:
        await pilot.captured("i", "Silence in groups @jo")
        await pilot.edit("topics", 4, interested="beth, jo")
        await pilot.captured("s", "@beth took the three questions of #supervision along")
    year.change("stories", 2, cycle="potential")
    async with year.screen("2025-11-20") as pilot:
        await pilot.edit("members", EMIL, status="left", left_on="today", left_reason="moved away")
    year.log("2025-11-25", "we thought of @carlos, ring again !2025-12-10", "--talk")


async def winter(year: Played) -> None:
    """Gus is welcomed, Dana returns, Hana comes; one request waits, one promise is late."""
    async with year.screen("2025-12-02") as pilot:
        await pilot.press("a")
        await pilot.fill(
            name="Gus Lind",
            organisation="City Clinic",
            emails="gus@example.org",
            joined_on="today",
            seeks="supervision",
        )
    year.log("2025-12-03", "welcome @gus", "--kind", "welcome")
    year.save(lambda c: give_buddy(c.members[GUS], c.members[BETH], by="Ann Lee", on=year.day))
    async with year.screen("2025-12-09") as pilot:
        await pilot.meeting(11, "A. B. C- Dl J F. G")
        await pilot.next_meeting(11, hosts=(FARAH,), format="demo", topics=())
        await pilot.captured("n", "@gus and @beth, both teach")
        await pilot.captured("a", "@gus looks for a supervisor")
        await pilot.press("2", "a")
        await pilot.fill(
            title="What volunteers need",
            state="proposed",
            origin="outside",
            stewards="ann",
            opened_on="today",
        )
    async with year.screen("2025-12-12") as pilot:
        await pilot.on_line("0", "actions", 2)
        await pilot.press("d")
        await pilot.on_line("5", "asks", 2)
        await pilot.answer("a", "beth")
        await pilot.edit("topics", 3, state="done", closed_on="today")
        await pilot.put_on(4, 12)
    year.save(lambda c: set_action_state(c.actions[3], "done", on=year.day))
    year.on("2025-12-20")
    year.save(lambda c: solved(c.asks[2], year.day))
    year.on("2026-01-10")
    year.joins("Hana Sato")
    year.change("events", 12, attendance={who: Attendance(rsvp="yes") for who in (CARLOS, DANA)})
    async with year.screen("2026-01-13") as pilot:
        await pilot.meeting(12, "A. B. C- D Jx F. G. H")
        await pilot.pulse(12, "m433", "m2-2", "v222")
        await pilot.next_meeting(12)
        await pilot.answer("f", "@beth sends the rota to @gus !2026-01-21")
    year.log("2026-01-14", "glad that @dana is back", "--talk")
    async with year.screen("2026-01-15") as pilot:
        await pilot.captured("a", "@dana looks for a room")
        await pilot.captured("s", "@farah opened a hard meeting with the questions #supervision")
    year.change("stories", 3, cycle="applied", previous=2)
    async with year.screen("2026-01-28") as pilot:
        await pilot.captured("a", "@jo looks for a quiet place to write")
    year.walk(
        "2026-01-30",
        {"fresh-air": "2", "spark": "3", "one-to-one": "3 | | !2026-02-06 @ann ask Jo for tea"},
    )


async def test_a_year(year: Played) -> None:
    await play(year)
    year.on("2026-01-31")
    found = year.evidence()
    assert list(found) == list(SAYS) == list(LINES)
    for line, (value, text) in SAYS.items():
        assert found[line] == (pytest.approx(value), text), line
