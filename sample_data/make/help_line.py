"""Help-line circle: social workers in Boston who staff a help line. All of it is invented."""

# A table is easier to read and to edit as one line a record.
# fmt: off
from __future__ import annotations

from datetime import date

from meetings import Book, Series
from membership import Person

MADE_ON = date(2026, 11, 17)
BY = "Beth Lindqvist"

BG, HL, BAY, MILL, FEN, STB, TIDE, EAST, COM = (
    "Boston General", "Harborlight Line", "Bay Street Family Services", "Mill Creek Counseling",
    "Fenbrook School Support", "St Brendan's House", "Tidewater Elder Care", "Eastgate Clinic",
    "Commonhouse Shelter",
)

P = Person
PEOPLE = (
    P("Amara Okafor", "she/her", BG, "triage desk", "Boston", "core", 1050, groups=("clinic", "night"), more={
        "interests": ["endings", "one triage for all desks"],
        "offers": ["de-escalation", "supervision"], "seeks": ["a reading group"],
        "knows": ["Dana", "Beth", "Farah"], "aliases": ["Amara O."],
        "roles": [("mentor", 500)], "consent": {"directory": True, "quotes": True},
        "notes": [(66, BY, "Says yes too quickly. Offer her the smaller of two tasks first."),
                  (24, BY, "Her mother is ill. She wants no fuss and likes a short text now and then.")]}),
    P("Beth Lindqvist", "she/her", HL, "volunteer desk", "Cambridge", "core", 1100, groups=("clinic", "reading", "night"), more={
        "roles": [("coordinator", 1090)], "offers": ["rosters", "a quiet ear after a shift"],
        "knows": ["Amara", "Dana", "Rosa", "Judith"], "phone": "+1 617 555 0182"}),
    P("Carlos Díaz", "he/him", BAY, "intake", "Dorchester", "active", 610, groups=("clinic",), more={
        "interests": ["repeat callers"], "offers": ["Spanish on the line", "benefits forms"], "seeks": ["someone to debrief with"],
        "aliases": ["Carlos Diaz"]}),
    P("Dana Whitfield", "she/her", MILL, "supervision", "Somerville", "core", 1020, groups=("clinic", "reading"), more={
        "interests": ["case work", "reading aloud"], "offers": ["case supervision", "facilitating hard talks"], "knows": ["Amara", "Beth", "Farah", "Ruth"],
        "roles": [("mentor", 800)],
        "notes": [(31, BY, "Moves to Halifax with her partner in a few months. Wants to tell the circle herself."),
                  (12, BY, "Would like to pass the case clinic on while she is still here to help.")]}),
    P("Emil Sørensen", "he/him", FEN, "ninth grade", "Quincy", "new", 26, more={
        "found_us": "a poster in the staff room", "seeks": ["how to end a call"], "aliases": ["Emil Sorensen"]}),
    P("Farah Aziz", "she/her", EAST, "outreach", "Roxbury", "core", 700, groups=("clinic", "night"), more={
        "offers": ["Urdu and Punjabi on the line", "grounding exercises"], "seeks": ["practice in chairing"],
        "knows": ["Amara", "Dana"], "consent": {"directory": True, "photos": False, "quotes": True},
        "notes": [(18, BY, "Chaired the call for the first time and was pleased. Ask again, not too soon.")]}),
    P("Grace Kim", "she/her", TIDE, "phone friends", "Brookline", "gone", 640, 245, more={
        "offers": ["talking with elders"],
        "notes": [(128, BY, "Fine, and busy with a new team. Glad to be asked. Let her come when she comes.")]}),
    P("Hana Sato", "she/her", COM, "night desk", "Allston", "active", 520, groups=("night",), more={
        "interests": ["night shifts"], "offers": ["Japanese on the line"], "seeks": ["sleep, and how others manage it"]}),
    P("Rosa Valdivia", "she/her", HL, "training", "Jamaica Plain", "core", 980, groups=("clinic", "reading"), more={
        "roles": [("coordinator", 420)], "offers": ["new-listener training", "Spanish on the line"],
        "knows": ["Beth", "Nora", "Farah"]}),
    P("Ruth Abara-Lindgren", "she/her", MILL, "family team", "Arlington", "core", 1000, 62, groups=("clinic",), more={
        "status": "left", "left_on": 60, "left_reason": "moved to Maine; thanked at the call, wants the notes",
        "offers": ["grief"], "consent": {"directory": True}}),
    P("Tomasz Wilk", "he/him", STB, "day room", "South Boston", "core", 760, groups=("clinic", "night"), more={
        "status": "paused", "paused_on": 46, "paused_until": -75, "offers": ["Polish on the line", "long silences"],
        "notes": [(46, BY, "A baby girl. He will ring us when he is ready; nobody rings him about rosters.")]}),
    P("Malik Joubert", "he/him", BG, "emergency social work", "Roxbury", "core", 540, groups=("clinic",), more={
        "interests": ["safety planning", "harm reduction"], "offers": ["safety planning", "Haitian Creole on the line"], "knows": ["Amara"]}),
    P("Imani Brooks", "they/them", COM, "street team", "Boston", "active", 620, groups=("night",), more={
        "offers": ["what shelters can and cannot do"], "seeks": ["to write more"]}),
    P("Nora Quill", "she/her", HL, "staff", "Boston", "listener", 900, more={
        "roles": [("staff", 900)], "offers": ["rooms, minutes, cake"]}),
    P("Judith Marlowe", "she/her", HL, "director", "Boston", "rare", 1100, more={
        "roles": [("sponsor", 1100)], "contact_every_days": 60}),
    P("ליאת ברק", "she/her", EAST, "youth clinic", "Brighton", "active", 450, groups=("reading",), more={
        "aliases": ["Liat Barak"], "offers": ["Hebrew and Russian on the line"], "seeks": ["peer supervision"]}),
    P("陈美玲", "she/her", TIDE, "care navigation", "Chinatown", "listener", 410, more={
        "aliases": ["Chen Meiling"], "sort_name": "Chen, Meiling", "offers": ["Mandarin and Cantonese on the line"],
        "notes": [(57, BY, "Listens from the car, between visits. Told me the calls are her one hour among colleagues.")]}),
    P("Suryani", "she/her", BAY, "family visits", "Malden", "listener", 300, more={"offers": ["Indonesian on the line"]}),
    P("Yusuf Demir", "he/him", FEN, "counsellors", "Medford", "active", 830, 120, groups=("clinic",), more={
        "offers": ["talking with parents"]}),
    P("Siobhán Keane", "she/her", STB, "kitchen and counsel", "Dorchester", "active", 730, groups=("night", "reading"), more={
        "aliases": ["Siobhan Keane"], "offers": ["tea", "how to hold a silence"]}),
    P("Priya Raghunathan", "she/her", BG, "palliative team", "Brookline", "active", 390, groups=("clinic", "reading"), more={
        "seeks": ["a second opinion, kindly given"]}),
    P("Oluwaseun Adeyemi", "he/him", COM, "case management", "Mattapan", "active", 350, more={"aliases": ["Seun Adeyemi"]}),
    P("Marguerite Thibault-Hayes", "she/her", MILL, "couples and families", "Newton", "listener", 860),
    P("Walter Grabowski", "he/him", "volunteer", "", "Watertown", "active", 690, groups=("night",), more={
        "offers": ["twenty years of night shifts"], "mail": False, "phone": "+1 617 555 0194", "found_us": "founding volunteer"}),
    P("Lucía Ferrer", "she/her", BAY, "housing", "East Boston", "listener", 265, groups=("clinic",)),
    P("Jonah Steinmetz", "he/him", EAST, "youth clinic", "Allston", "sometimes", 330),
    P("Thandiwe Mokoena", "she/her", BG, "triage desk", "Boston", "active", 205, groups=("clinic",), more={
        "introduced_by": "Amara", "offers": ["debriefing"]}),
    P("Declan Farrow", "he/him", "Fire Station Nine peer support", "", "Charlestown", "listener", 240, more={
        "bridges_to": ["firefighters' peer support"]}),
    P("Anh Nguyễn", "she/her", BAY, "intake", "Dorchester", "listener", 380, more={
        "aliases": ["Anh Nguyen"], "offers": ["Vietnamese on the line"]}),
    P("Bérénice Laurent", "she/her", FEN, "school nurses", "Hyde Park", "sometimes", 290),
    P("Calvin Osei", "he/him", STB, "men's group", "Roxbury", "listener", 560, groups=("night",)),
    P("Eleanor Prudhomme", "she/her", TIDE, "phone friends", "Milton", "sometimes", 720),
    P("Fatoumata Diallo", "she/her", COM, "family floor", "Boston", "sometimes", 230),
    P("Gustavo Pinheiro", "he/him", BAY, "housing", "Framingham", "listener", 340),
    P("Henrike Vos", "she/her", MILL, "intake", "Cambridge", "active", 155, groups=("reading",), more={"introduced_by": "Dana"}),
    P("Isaac Lindahl", "he/him", EAST, "crisis walk-in", "Chelsea", "sometimes", 460, groups=("night",)),
    P("Joy Castellano", "she/her", HL, "volunteer", "Revere", "listener", 185, groups=("night",)),
    P("Kofi Mensah-Bright", "he/him", BG, "chaplaincy", "Boston", "sometimes", 500, groups=("reading",), more={
        "bridges_to": ["hospital chaplains"]}),
    P("Leilani Kahale", "she/her", HL, "volunteer", "Somerville", "sometimes", 275),
    P("Mirela Popescu", "she/her", STB, "legal corner", "Everett", "gone", 810, 480),
    P("Nadia Haddad", "she/her", EAST, "outreach", "Quincy", "listener", 195, more={"offers": ["Arabic on the line"], "introduced_by": "Farah"}),
    P("Otis Fairweather", "he/him", "volunteer", "", "Jamaica Plain", "sometimes", 650),
    P("Paloma Reyes-Quint", "she/her", FEN, "after school", "Lynn", "rare", 310, more={"contact_ok": False}),
    P("Quentin Ashdown", "he/him", TIDE, "day centre", "Braintree", "gone", 840, 510),
    P("Rukmini Das", "she/her", MILL, "young adults", "Waltham", "sometimes", 215),
    P("Solveig Hagen", "she/her", COM, "volunteer rota", "Boston", "listener", 175),
    P("Terrence Blackwood", "he/him", BG, "security liaison", "Boston", "rare", 370),
    P("Uchenna Eze", "he/him", BAY, "fathers' line", "Randolph", "sometimes", 245),
    P("Vera Antonova", "she/her", "volunteer", "", "Brookline", "listener", 590, more={"offers": ["Russian on the line"]}),
    P("Winifred Achterberg", "she/her", TIDE, "hospice visitors", "Needham", "gone", 800, 330, more={
        "status": "left", "left_on": 325, "left_reason": "retired; comes to the potluck as a friend"}),
    P("Marcus Delacroix", "he/him", HL, "volunteer", "Cambridge", "gone", 520, 205, more={
        "status": "left", "left_on": 200, "left_reason": "nights became too much; left with our thanks"}),
    P("Zeynep Aksoy", "she/her", EAST, "reception", "Chelsea", "new", 40, more={
        "introduced_by": "Farah", "buddy": "Thandiwe", "onboarding": {"welcome": 39},
        "found_us": "Farah"}),
    P("Ben Tallis", "he/him", COM, "night desk", "Boston", "new", 18, groups=("night",), more={
        "found_us": "the open training"}),
    P("Adaeze Nwosu", "she/her", BG, "triage desk", "Hyde Park", "new", 61, more={
        "introduced_by": "Amara", "onboarding": {"welcome": 60}, "seeks": ["someone on the same shift"]}),
    P("Rowan Pell", "they/them", "volunteer", "", "Somerville", "new", 9, more={"found_us": "a friend who rang the line once"}),
    P("Marit Solberg", "she/her", "Nordic Listening Exchange", "", "Oslo", "guest", None, more={"status": "guest", "tags": ["sister line"]}),
    P("Dr Ines Carvalho", "she/her", "Institute for Speech and Silence", "", "Providence", "guest", None, more={
        "status": "guest", "tags": ["research"]}),
    P("Pastor Emmanuel Tetteh", "he/him", "Grace Street Chapel", "", "Dorchester", "guest", None, more={
        "status": "prospect", "bridges_to": ["chapel visitors"]}),
)


CIRCLES = {"night": "Night table", "reading": "Reading circle"}
"""The groups of this community, each with a series of its own."""


def fill() -> Book:
    book = Book("help-line", MADE_ON)
    d = book.day
    book.add("community", {
        "name": "Help-line circle",
        "domain": "Listening by telephone to people in distress, and staying well while doing it.",
        "purpose": "Nobody who listens should have to carry it alone. We bring what is hard on the line to"
                   " colleagues who know it, and take home something to try on the next shift.",
        "audience": "Social workers and volunteers who staff help lines and crisis desks around Boston.",
        "character": "Unhurried. We begin with a minute of quiet, speak one at a time and leave room after each"
                     " voice. Nobody is asked to speak; listening is taking part. What is told here stays here.",
        "signs": ["nobody was interrupted", "someone said what they could not say at work",
                  "we laughed at least once", "everyone knew whom to ring afterwards"],
        "words": {"excitement": "It stirred something in me.", "relevance": "It was about my shifts.",
                  "value": "I will do one thing differently on the phone."},
        "spark": "problem", "stage": "stewardship", "stage_since": d(400),
        "stage_note": "We know our craft. The question is who comes after us.",
        "stage_history": [
            {"stage": "potential", "since": d(1100), "note": "Four people and a kettle, after a hard week of calls."},
            {"stage": "coalescing", "since": d(1040)},
            {"stage": "maturing", "since": d(760), "note": "The case clinic began."},
            {"stage": "stewardship", "since": d(400)}],
        "founded_on": d(1100), "time_zone": "America/New_York",
        "sponsor_reported_on": d(83), "charter_url": "https://circle.example.org/charter",
        "charter_reviewed_on": d(132),
        "hours": [{"on": d(ago), "hours": hours} for ago, hours in ((150, 9), (120, 11), (90, 6), (60, 10), (30, 8.5), (2, 9))],
        "breaks": [
            {"from": d(697), "to": d(682), "why": "holidays: the line is staffed, the circle rests"},
            {"from": d(471), "to": d(458), "why": "two weeks of rest, agreed with everyone"},
            {"from": d(333), "to": d(318), "why": "holidays: the line is staffed, the circle rests"},
            {"from": d(106), "to": d(93), "why": "two weeks of rest, agreed with everyone"},
            {"from": d(-37), "to": d(-48), "why": "holidays: the line is staffed, the circle rests"}],
    })
    book.member_list(PEOPLE, "example.org", "617")
    book.tables["community"][1]["sponsor"] = book.who("Judith")
    book.sprinkle("interests", (
        "repeat callers", "silence", "grief", "young callers", "night shifts", "supervision", "elders who live alone",
        "harm reduction", "language on the line", "looking after each other", "text and chat", "ending a call well",
        "safety planning", "parents who call about a child"), 0.75, 3)
    book.sprinkle("offers", (
        "a listening ear", "taking minutes", "Portuguese on the line", "a room near the hospital", "role play",
        "knowing the shelters", "a lift home after the late call"), 0.3, 1)
    book.sprinkle("seeks", (
        "peer supervision", "someone to debrief with", "better boundaries", "words for endings",
        "others who work nights", "training for chat"), 0.35, 1)
    book.say_how_found(("a colleague", "the listener training", "a supervisor who cared", "the potluck", "a leaflet by the kettle"), 0.35)
    book.acquaint(0.3)
    _topics(book)
    _events(book)
    _rest(book)
    return book


def _topics(book: Book) -> None:
    t = book.topic
    t("goodbye", "Callers who never say goodbye", "question", "open", 150, proposer="Amara", origin="inside",
      stewards=["Amara"], interested=["Dana", "Farah", "Siobhán", "Thandiwe", "陈美玲"], interests=["endings", "ending a call well"],
      positions=["Let them go; the line is theirs", "Say the goodbye for both of us"],
      next_step="Collect the sentences that worked")
    t("silence", "Silence on the line", "practice", "parked", 420, proposer="Tomasz", origin="inside",
      stewards=["Tomasz", "Siobhán"], interested=["Beth", "Calvin"], closed_on=45,
      outcome="A page: count to twenty, then say only that you are still there.",
      notes=f"{book.day(45)} parked until Tomasz is back; it is his.")
    t("repeat", "The caller who rings every evening", "case", "scheduled", 64, confidential=True, code="case 14",
      proposer="Carlos", stewards=["Dana"], interested=["Amara", "Malik"], next_step="One plan that all shifts know")
    t("case11", "A volunteer who knew the voice", "case", "done", 230, confidential=True, code="case 11", proposer="Leilani",
      stewards=["Dana"], closed_on=180, outcome="How to hand over a call when you know who it is; now in the training.")
    t("case12", "A threat against a colleague", "case", "done", 190, confidential=True, code="case 12", proposer="Isaac",
      stewards=["Dana", "Ruth"], closed_on=124, outcome="The desk has a second line and a word to say. Aftercare was given twice.")
    t("case13", "The child who whispered", "case", "done", 120, confidential=True, code="case 13", proposer="Priya",
      stewards=["Dana"], closed_on=68, outcome="Confidential; the follow-up is with the clinic.")
    t("case15", "A caller who asks for one of us by name", "case", "open", 33, confidential=True, code="case 15",
      proposer="Thandiwe", stewards=["Dana"], interested=["Amara", "Beth"])
    t("night", "What night shifts do to us", "problem", "open", 400, proposer="Hana", stewards=["Walter"],
      interested=["Hana", "Imani", "Calvin", "Ben"], interests=["night shifts"], next_step="Ask Hana how she wants to go on")
    t("after", "Who looks after you after a hard call?", "practice", "open", 290, proposer="Dana", stewards=["Amara", "Dana"],
      interested=["Carlos", "Priya", "Suryani"], interests=["looking after each other"], links=["https://circle.example.org/aftercare"])
    t("script", "Should we write scripts at all?", "debate", "open", 100, proposer="Rosa", origin="inside", edge=True,
      interested=["Dana", "Walter", "Henrike"], positions=["Scripts free the listener to listen", "A script is heard within a second"],
      assumptions=["New volunteers are more anxious without one"], tested_by="two shifts with, two without")
    t("chat", "Listening by text", "question", "proposed", 205, proposer="Jonah", origin="inside",
      interested=["Leilani", "Rukmini", "Emil"], interests=["text and chat"], tags=["chat"])
    t("language", "Calls in a language only one of us speaks", "problem", "open", 210, proposer="Farah", stewards=["Farah"],
      interested=["陈美玲", "Nadia", "Anh", "Carlos"], interests=["language on the line"], next_step="A list of who speaks what, and when they are on")
    t("elders", "Elders who ring to hear a voice", "practice", "proposed", 260, proposer="Eleanor", interested=["Eleanor", "Grace"], interests=["elders who live alone"])
    t("triage", "One triage sheet for all desks", "tool", "open", 215, proposer="Amara", stewards=["Amara", "Malik"],
      interested=["Adaeze", "Thandiwe"], interests=["one triage for all desks"], links=["https://circle.example.org/triage-sheet"], next_step="Try the short form")
    t("parents", "Parents who call about a child who won't", "question", "done", 310, proposer="Yusuf", closed_on=165,
      outcome="Three openings that keep the parent on the line; used at Fenbrook.")
    t("safety", "Safety planning in ten minutes", "practice", "done", 360, proposer="Malik", stewards=["Malik"], closed_on=140,
      outcome="A card of five questions. Printed, laminated, by every phone.")
    t("grief", "Grief that comes back each year", "practice", "done", 480, proposer="Ruth", stewards=["Ruth"], closed_on=270,
      outcome="We ring back on the day, if they asked us to.")
    t("numbers", "What the funder wants to count", "debate", "open", 76, origin="sponsor", stewards=["Beth"], edge=True,
      interested=["Judith", "Rosa"], positions=["Minutes per call", "Callers who would ring again"])
    t("ai", "Machines that listen", "debate", "proposed", 58, origin="outside", edge=True, interested=["Jonah", "Rukmini", "Kofi"],
      notes=f"{book.day(58)} brought by Dr Carvalho after her visit.")
    t("newbies", "The first three shifts", "project", "open", 250, proposer="Rosa", stewards=["Rosa"], interested=["Nora", "Henrike"],
      next_step="Ask the newest five what was missing")
    t("reading", "What we read, and why", "practice", "open", 160, proposer="Dana", interested=["Amara", "Siobhán", "Kofi", "Henrike"])
    t("harm", "Harm reduction without lectures", "practice", "done", 560, proposer="Imani", stewards=["Imani"], closed_on=350,
      outcome="A vocabulary: what we say, what we leave out.")
    t("potluck", "Who cooks for whom", "project", "dropped", 440, proposer="Otis", closed_on=365, outcome="It cooks itself; no project needed.")
    t("boundary", "When a caller wants your number", "question", "done", 640, proposer="Walter", closed_on=430,
      outcome="A sentence that is kind and closes the door.")
    t("successor", "Who holds the clinic when Dana goes", "project", "proposed", 12, confidential=True, code="core matter 3", proposer="Dana", interested=["Beth", "Farah", "Malik"])


def _events(book: Book) -> None:
    usual = ("boundary", "harm", "grief", "silence", "safety", "parents", "night", "after", "newbies", "elders", "triage",
             "language", "reading")
    calls = {
        0: {"topics": ["goodbye"], "hosts": ["Amara"], "notes_after": 1, "title": "Community call",
            "summary": "Eleven endings read aloud, no names. Amara's question stayed in the room: for whom is the goodbye?",
            "marks": {"Amara": "s", "Dana": "s", "Beth": "s", "Farah": "s", "Carlos": "-", "Hana": "-", "Emil": "x", "Ben": "x", "Rowan": "-",
                      "Malik": "-", "Siobhán": "s", "Adaeze": "x", "Zeynep": "x", "Rosa": "e", "Henrike": "x"},
            "unmatched": [{"name": "Meiling C.", "minutes": 58}, {"name": "Telephone 3", "minutes": 41}],
            "source": {"kind": "Zoom participants", "file": "participants.csv", "at": f"{book.day(5)}T09:12:00"}},
        1: {"topics": ["after", "triage"], "hosts": ["Dana"], "notes_after": 2,
            "summary": "Aftercare in three steps. The short triage form has too many boxes still.",
            "marks": {"Amara": "s", "Dana": "s", "Farah": "x", "Carlos": "-", "Hana": "-", "Emil": "x", "Malik": "s", "Imani": "-", "Zeynep": "x"}},
        2: {"topics": ["language"], "hosts": ["Farah"], "notes_after": 1,
            "summary": "Farah chaired for the first time. Nine languages in one room, and no list of them yet.",
            "marks": {"Farah": "s", "Amara": "s", "Dana": "s", "Carlos": "-", "Hana": "-", "陈美玲": "s", "Zeynep": "x", "Malik": "-", "Adaeze": "x"}},
        3: {"topics": ["goodbye"], "hosts": ["Amara"], "notes_after": 2,
            "marks": {"Amara": "s", "Dana": "s", "Carlos": "x", "Hana": "x", "Tomasz": "s", "Malik": "x", "Adaeze": "x"}},
        4: {"topics": ["numbers"], "hosts": ["Beth"], "notes_after": 6, "format": "debate", "mood": "exciting",
            "summary": "Judith told us what the funder asks. We told her what a good call is. Both sides took notes.",
            "marks": {"Judith": "s", "Dana": "s", "Carlos": "x", "Hana": "x", "Ruth": "s", "Tomasz": "s", "Malik": "s"}},
        5: {"topics": ["after"], "hosts": ["Dana"], "notes_after": 1, "marks": {"Carlos": "x", "Hana": "x", "Ruth": "s", "Tomasz": "s", "Amara": "e"}},
        6: {"topics": ["script"], "hosts": ["Rosa"], "notes_after": 2, "format": "debate", "mood": "exciting",
            "summary": "For and against scripts; Walter read one aloud in two voices and we laughed a long while.",
            "marks": {"Walter": "s", "Rosa": "s", "Carlos": "s", "Hana": "x", "Ruth": "s", "Tomasz": "s"}},
        8: {"topics": ["goodbye", "night"], "hosts": ["Ruth"], "notes_after": 3, "marks": {"Imani": "s", "Tomasz": "s", "Hana": "s"}},
        9: {"topics": ["reading"], "hosts": ["Tomasz"], "notes_after": 2, "marks": {"Imani": "s", "Malik": "s"}},
        10: {"topics": ["safety"], "hosts": ["Malik"], "notes_after": 1, "summary": "The card is done: five questions by every phone."},
        11: {"topics": ["triage"], "hosts": ["Amara"], "notes_after": 2},
        12: {"topics": ["parents"], "hosts": ["Beth"], "notes_after": 2, "marks": {"Yusuf": "s"}},
        13: {"topics": ["newbies"], "hosts": ["Rosa"], "notes_after": 4},
        14: {"topics": ["language"], "hosts": ["Ruth"], "notes_after": 2},
    }
    older_hosts = ("Beth", "Dana", "Ruth", "Amara", "Walter", "Tomasz", "Imani", "Rosa", "Yusuf")
    for place in range(15, 56):
        calls[place] = {"hosts": [older_hosts[place % 9]], "notes_after": (1, 2, 2, 5)[place % 4]}
    calls[17]["hosts"], calls[18]["hosts"] = ["Imani"], ["Yusuf"]
    for place in range(15, 56):
        host = book.who(calls[place]["hosts"][0])
        if (book.people[host].joined or 0) < 7 + 14 * place:
            calls[place]["hosts"] = ["Beth"]
    book.series(Series(
        "Community call", "Community call", 14, 7, 7 + 14 * 53, "12:00", "13:00",
        {"kind": "community call", "space": "members", "place": "by telephone", "url": "https://circle.example.org/call",
         "recurrence": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"},
        ("round table", "round table", "round table", "workshop", "round table"),
        cancelled={7: "The line was short of people; we rang each other instead.", 29: "Storm; half of us had no power."},
        moods={20: "exciting", 31: "exciting", 40: "exciting"}), calls, usual)
    clinic = {
        0: {"topics": ["case15", "repeat"], "hosts": ["Dana"], "notes_after": 1, "confidential": True, "code": "clinic 27",
            "aftercare": "Thandiwe was shaken; Amara rang her the same evening.",
            "marks": {"Dana": "s", "Amara": "s", "Thandiwe": "s", "Carlos": "-", "Hana": "-", "Malik": "x"}},
        1: {"topics": ["repeat"], "hosts": ["Dana"], "notes_after": 1, "confidential": True, "code": "clinic 26",
            "marks": {"Carlos": "x", "Dana": "s", "Farah": "s", "Tomasz": "s"}},
        2: {"topics": ["case13"], "hosts": ["Dana"], "notes_after": 2, "confidential": True, "code": "clinic 25",
            "aftercare": "Two of us stayed on the line for half an hour after it ended.", "marks": {"Ruth": "s", "Tomasz": "x", "Priya": "s"}},
        3: {"topics": ["case13"], "hosts": ["Ruth"], "notes_after": 2, "confidential": True, "code": "clinic 24"},
        4: {"topics": ["case12"], "hosts": ["Dana"], "notes_after": 2, "confidential": True, "code": "clinic 23"},
        5: {"topics": ["case12"], "hosts": ["Ruth"], "notes_after": 1, "confidential": True, "code": "clinic 22"},
        6: {"topics": ["case11"], "hosts": ["Dana"], "notes_after": 2, "confidential": True, "code": "clinic 21"},
    }
    for place in range(7, 27):
        clinic[place] = {"hosts": ["Dana" if place % 3 else "Ruth"], "topics": [], "confidential": True,
                         "code": f"clinic {27 - place}", "notes_after": 1 + place % 3}
    book.series(Series(
        "Case clinic", "Case clinic", 28, 12, 12 + 28 * 25, "15:30", "17:00",
        {"kind": "working session", "space": "private", "place": "Mill Creek Counseling, small room"},
        ("case clinic",), group="clinic", cancelled={9: "No case was ripe; Dana sent a poem instead."}), clinic, ())
    book.series(Series(
        "Night table", "Night table", 28, 15, 15 + 28 * 14, "21:00", "22:00",
        {"kind": "social", "space": "members", "place": "by telephone, kettle on"},
        ("round table",), group="night"),
        {place: {"hosts": ["Walter"] if place % 3 else ["Hana" if place > 8 else "Siobhán"], "topics": ["night"] if place % 2 else []}
         | ({"marks": {"Hana": ("-", "s")[place]}} if place < 2 else {})
         for place in range(15)}, ())
    book.series(Series(
        "Reading circle", "Reading circle", 42, 20, 20 + 42 * 8, "18:00", "19:15",
        {"kind": "social", "space": "members", "place": "Eastgate Clinic, library"},
        ("round table", "open space"), group="reading"),
        {place: {"hosts": [("Dana", "Siobhán", "Beth")[place % 3]], "topics": ["reading"] if place < 4 else []}
         for place in range(9)}, ())
    for ago, given in (
        (669, {"title": "Open evening for those who might join us", "kind": "social", "space": "public", "format": "open space",
               "hosts": ["Beth"], "crowd": 0.7, "mood": "familiar"}),
        (497, {"title": "Renewal day: what do we keep?", "kind": "renewal", "format": "open space", "mood": "exciting",
               "hosts": ["Beth", "Dana"], "crowd": 1.5, "notes_after": 5,
               "summary": "We keep the quiet minute and the potluck. We let go of the newsletter."}),
        (411, {"title": "Visit to the night desk at Commonhouse", "kind": "visit", "format": "talk", "mood": "exciting",
               "hosts": ["Imani"], "crowd": 0.5, "notes_after": 2,
               "outside_guests": [{"name": "Gwendolyn Ashe", "organisation": "Commonhouse Shelter"}]}),
        (251, {"title": "How Oslo answers: a visit by telephone", "kind": "visit", "format": "talk", "mood": "exciting",
               "hosts": ["Rosa"], "speakers": ["Marit"], "crowd": 0.8, "notes_after": 3,
               "outside_guests": [{"name": "Marit Solberg", "organisation": "Nordic Listening Exchange"}],
               "summary": "They ring back. We do not. Why not?"}),
        (181, {"title": "Training: the first three shifts", "kind": "training", "format": "workshop", "mood": "familiar",
               "hosts": ["Rosa"], "crowd": 0.35, "notes_after": 2, "topics": ["newbies"]}),
        (131, {"title": "Renewal day: who comes after us?", "kind": "renewal", "format": "open space", "mood": "exciting",
               "hosts": ["Beth", "Ruth"], "crowd": 1.5, "notes_after": 4,
               "summary": "Five wishes on the wall: shorter calls, a younger circle, the clinic in two places, songs, and rest."}),
        (69, {"title": "What silence does: a talk with Dr Carvalho", "kind": "visit", "format": "talk", "mood": "exciting",
              "hosts": ["Beth"], "speakers": ["Dr Ines Carvalho"], "crowd": 1.2, "notes_after": 2, "topics": ["silence"],
              "outside_guests": [{"name": "Dr Ines Carvalho", "organisation": "Institute for Speech and Silence"},
                                 {"name": "Ole Brandt", "organisation": "Institute for Speech and Silence"}],
              "summary": "She timed our silences on tape: we think twenty seconds, we leave four."}),
    ):
        document = {"title": given.pop("title"), "starts_at": f"{book.day(ago)}T17:30", "ends_at": f"{book.day(ago)}T19:30",
                    "kind": given.pop("kind"), "format": given.pop("format"), "mood": given.pop("mood"),
                    "space": given.pop("space", "members"), "place": "Eastgate Clinic, ground floor",
                    "topics": [book.keys[key] for key in given.pop("topics", ())]}
        book.held(document, ago, given)
    call = {"kind": "community call", "space": "members", "series": "Community call", "place": "by telephone",
            "url": "https://circle.example.org/call", "recurrence": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"}
    book.upcoming(call | {"title": "Community call", "status": "confirmed", "format": "round table", "hosts": ["Dana"],
                          "topics": ["case15", "after"], "agenda": "Quiet minute. News of the circle. How we end, part two. Who rings whom.",
                          "rsvp": {"Amara": "yes", "Farah": "yes", "Emil": "yes", "Ben": "yes", "Rowan": "yes", "Carlos": "no", "Hana": ""}},
                  7, "12:00", "13:00", 0.6)
    book.upcoming({"title": "Night table", "status": "planned", "format": "round table", "kind": "social", "space": "members",
                   "series": "Night table", "hosts": ["Siobhán"], "place": "by telephone, kettle on", "group": "night", "rsvp": {"Hana": ""}},
                  13, "21:00", "22:00", 0.5)
    book.upcoming({"title": "Case clinic", "status": "confirmed", "format": "case clinic", "kind": "working session", "space": "private",
                   "series": "Case clinic", "hosts": ["Dana"], "topics": ["repeat"], "confidential": True, "code": "clinic 28",
                   "place": "Mill Creek Counseling, small room", "group": "clinic", "rsvp": {"Farah": "yes", "Malik": "no"}},
                  16, "15:30", "17:00", 0.8)
    book.upcoming(call | {"title": "Community call", "status": "planned", "format": "round table", "topics": ["script"]},
                  21, "12:00", "13:00", 0.15)
    book.explain_absences("Community call", ("Carlos", "Hana", "Imani", "Grace", "Mirela", "Quentin"))
    for other in ("Case clinic", "Night table", "Reading circle"):
        book.explain_absences(other, ())
    book.touch_topics()
    book.pulses("Community call", 26, {"coordinator": (2.3, 3.4, 3.2), "member": (2.2, 3.3, 3.1), "visitor": (2.8, 2.6, 2.6)},
                -0.03, ("nobody was interrupted", "someone said what they could not say at work", "we laughed at least once",
                        "everyone knew whom to ring afterwards"),
                {0: ("I have been ending calls for myself, not for them.", "Good. A little like last time."),
                 1: ("The form again.",), 2: ("To hear my language spoken here.", "Please chair again."),
                 4: ("At last somebody asked us.",), 6: ("I laughed until I cried.",)})


def _rest(book: Book) -> None:
    book.touches((
        (340, "Beth", ["Winifred"], "call", "thanks", "Thanked her for five years. She cried a little and so did I."),
        (320, "Beth", ["Tomasz"], "in person", None, "Coffee. He would like more silence and fewer agendas."),
        (300, "Rosa", ["Suryani"], "call", "welcome", "Welcome. She will listen for a while first.", {"led_to": "her first call"}),
        (280, "Dana", ["Amara"], "in person", None, "Supervision over soup. She carries two desks."),
        (262, "Beth", ["Judith"], "in person", None, "Told her about the card project. She asks for one number."),
        (203, "Amara", ["Thandiwe"], "call", "introduction", "Introduced her to Dana; same bus, as it turns out."),
        (205, "Rosa", ["Thandiwe"], "call", "welcome", "First shift next week."),
        (202, "Beth", ["Marcus"], "call", "thanks", "He leaves with our thanks. Nights are not for everyone."),
        (190, "Beth", ["Isaac"], "call", None, "After case 12. Sleeping again.", {"topic": "case12"}),
        (170, "Beth", ["Yusuf"], "call", None, "New post at school, longer days. Will come when he can."),
        (154, "Dana", ["Henrike"], "in person", "welcome", "Welcomed her to the team and to us."),
        (128, "Beth", ["Grace"], "call", None, "Fine, and busy with a new team."),
        (118, "Beth", ["Ruth"], "in person", None, "They are looking at houses in Maine."),
        (110, "Rosa", ["Imani"], "chat", None, "Street team is short of people; resting when they can."),
        (83, "Beth", ["Judith"], "in person", None, "Half-year report, one page. She liked the story of the card."),
        (262, "Beth", ["Judith"], "in person", "worry", "What do I tell the board when they ask for minutes per call?", {"led_to": "our three sentences on what a good call is"}),
        (83, "Beth", ["Judith"], "in person", "worry", "You are few. What if two of you leave in one year?"),
        (79, "Rosa", ["Walter", "Siobhán"], "call", None, "Asked who takes the night table. They will share it."),
        (71, "Beth", ["Priya"], "call", None, "After case 13. She has someone to talk to at home.", {"topic": "case13"}),
        (66, "Beth", ["Amara"], "in person", None, "She says yes too quickly and knows it."),
        (62, "Beth", ["Ruth"], "in person", "thanks", "A jar of notes from everyone."),
        (60, "Amara", ["Adaeze"], "in person", "welcome", "Same desk; showed her the quiet room."),
        (57, "Beth", ["陈美玲"], "call", None, "Our hour is her one hour among colleagues."),
        (50, "Rosa", ["Siobhán"], "call", None, "Holds the silence page while Tomasz is away."),
        (46, "Beth", ["Tomasz"], "call", None, "A girl, four kilos. We wait until he rings."),
        (43, "Dana", ["Malik"], "in person", None, "Would he take a clinic? Perhaps, if not alone."),
        (39, "Farah", ["Zeynep"], "in person", "welcome", "Came together to the call."),
        (33, "Thandiwe", ["Zeynep"], "chat", None, "First two weeks went well."),
        (31, "Beth", ["Dana"], "in person", None, "She moves away in a few months. The circle does not know yet."),
        (28, "Rosa", ["Henrike", "Siobhán"], "mail", "introduction", "Both read the same book; now they read it together."),
        (24, "Beth", ["Amara"], "call", None, "Her mother is ill. No fuss."),
        (21, "Rosa", ["Oluwaseun"], "call", None, "Would bring a topic of his own if asked. Asked."),
        (18, "Beth", ["Farah"], "call", "thanks", "Her first chair; thanked her, and asked what was hard."),
        (15, "Dana", ["Priya"], "call", None, "She would sit in the clinic again."),
        (12, "Beth", ["Dana"], "call", None, "Wants to hand the clinic over well. Two names: Farah, Malik."),
        (12, "Amara", ["Thandiwe"], "call", None, "After the clinic. Shaken, not alone.", {"topic": "case15"}),
        (9, "Beth", ["Farah"], "in person", None, "She would host once more, with Dana beside her.", {"led_to": "asked about hosting"}),
        (264, "Beth", ["Lucía"], "call", "welcome", "Welcome; she will come on Tuesdays when the office is quiet."),
        (239, "Rosa", ["Declan"], "in person", "welcome", "Firefighters listen to each other in the truck. Wants to learn the telephone."),
        (194, "Farah", ["Nadia"], "in person", "welcome", "They shared a tram and a plan."),
        (174, "Beth", ["Solveig"], "call", "welcome", "Keeps the rota at Commonhouse; knows what a gap is."),
        (88, "Rosa", ["Nadia"], "call", None, "Two calls in Arabic in one night, and nobody to tell. Told me."),
        (82, "Rosa", ["Calvin"], "call", None, "His group meets on our Tuesdays now. He reads the notes."),
        (76, "Beth", ["Declan"], "in person", None, "He says that he learns most from the pauses."),
        (73, "Rosa", ["Vera"], "call", None, "Well. Asked for the notes in larger print.", {"led_to": "large print"}),
        (55, "Beth", ["Solveig", "Joy"], "mail", "introduction", "Both keep a rota; they laughed about the same gaps."),
        (53, "Rosa", ["Marguerite"], "call", None, "Listens with the camera off and the kettle on; likes it so."),
        (44, "Beth", ["Gustavo"], "call", None, "Long drive home; rings in from the car park."),
        (38, "Rosa", ["Suryani"], "call", None, "Would read a text aloud one day. Not yet."),
        (26, "Beth", ["Walter"], "in person", "thanks", "Twenty years of nights. A candle, a cake, no speech."),
        (23, "Rosa", ["Anh"], "call", None, "Still looks for someone to sit in. I said that I would ask."),
        (19, "Dana", ["Farah", "Malik"], "in person", "introduction", "The two of them and the clinic: they would, together."),
        (16, "Beth", ["Imani"], "chat", None, "Back from a hard month. Comes to the night table first."),
        (5, "Rosa", ["Walter"], "call", None, "He feels the cold on the way home. Someone gives him a lift now."),
    ))
    book.actions((
        (250, "Rosa", "ring Oslo about how they ring back", 220, 214, [], {"event": ("Community call", 17)}),
        (180, "Malik", "print the card for every phone", 150, 141, []),
        (131, "Beth", "put the five wishes on one page", 120, 118, []),
        (131, "Dana", "look for a second room for the clinic", 90, None, [], {"state": "dropped"}),
        (119, "Beth", "visit Ruth before she goes", 70, 62, ["Ruth"], {"event": ("Community call", 7)}),
        (91, "Rosa", "two shifts with a script, two without", 60, 52, [], {"event": ("Community call", 6)}),
        (77, "Beth", "send Judith our three sentences on what a good call is", 66, 60, ["Judith"], {"event": ("Community call", 5)}),
        (63, "Beth", "ask Judith whether 'would ring again' can be counted", 40, None, ["Judith"], {"event": ("Community call", 4)}),
        (83, "Judith", "show the board our one page before the figures", 70, 72, []),
        (83, "Judith", "find a quiet room for the clinic", 30, None, []),
        (60, "Amara", "show Adaeze the quiet room", 55, 58, ["Adaeze"]),
        (49, "Amara", "collect the sentences that end a call well", 21, 9, [], {"event": ("Community call", 3)}),
        (46, "Siobhán", "keep the silence page until Tomasz is back", -75, None, ["Tomasz"]),
        (35, "Farah", "a list of who speaks what, and when they are on", 14, None, [], {"event": ("Community call", 2)}),
        (35, "Beth", "thank Farah for chairing", 30, 18, ["Farah"]),
        (33, "Thandiwe", "sit beside Zeynep for one shift", 26, 27, ["Zeynep"]),
        (21, "Amara", "send the triage sheet", -3, None, ["Beth"], {"event": ("Community call", 1)}),
        (21, "Malik", "take three boxes off the triage form", 5, None, [], {"event": ("Community call", 1)}),
        (12, "Amara", "introduce to Hana", -12, None, ["Amara", "Hana"]),
        (12, "Dana", "one plan for case 14 that all shifts know", -16, None, [], {"event": ("Case clinic", 0)}),
        (9, "Beth", "bring Adaeze together with someone on the same shift", -6, None, ["Adaeze"]),
        (7, "Dana", "read the eleven endings once more and keep three", -14, None, [], {"event": ("Community call", 0)}),
        (7, "Nora", "book the small room until the break", -1, 4, []),
    ))
    book.asks((
        (300, "Yusuf", "What do you say to a parent who is whispering?", ["Dana"], 2, 20, "parents"),
        (228, "Leilani", "Who has handed a call over in mid-sentence?", ["Amara", "Walter"], 1, 12, "case11"),
        (188, "Isaac", "How do I sleep after a threat?", ["Dana", "Beth"], 0, 30, "case12"),
        (160, "Thandiwe", "What do you write down, and what do you leave out?", ["Amara"], 3, 9, None),
        (115, "Priya", "Second opinion on a safety plan, please", ["Malik", "Dana"], 1, 5, "safety"),
        (86, "Suryani", "Is there a leaflet in Indonesian?", ["Nora"], 6, 15, "language"),
        (70, "Oluwaseun", "Which shelter takes a dog?", ["Imani"], 0, 0, None),
        (52, "Lucía", "May I ring a caller back from my own desk?", ["Beth"], 4, 6, None),
        (41, "Anh", "Who can sit in on a call in Vietnamese and tell me how I was?", [], None, None, "language"),
        (29, "Thandiwe", "What if the caller asks for me by name?", ["Dana", "Amara"], 1, None, "case15"),
        (20, "Emil", "How do you end a call with someone of fourteen?", ["Amara"], 6, None, "goodbye"),
        (14, "Carlos", "Could someone debrief with me after case 14?", [], None, None, "repeat"),
        (6, "Henrike", "A good text on endings for the reading circle?", ["Siobhán"], 2, None, "reading"),
    ))
    book.stories((
        {"key": "card1", "on": 300, "text": "In the clinic I saw that I ask my five questions in a different order each time.", "teller": "Malik", "cycle": "immediate", "topic": "safety", "tone": "good", "consent": "core"},
        {"key": "card2", "on": 235, "text": "We wrote the five questions on a card.", "teller": "Malik", "cycle": "potential", "previous": "card1", "topic": "safety", "tone": "good", "consent": "core"},
        {"key": "card3", "on": 160, "text": "Four desks use the card on every call where someone may be in danger.", "teller": "Amara", "cycle": "applied", "previous": "card2", "topic": "safety", "tone": "good", "consent": "public", "confirmed_by": "Thandiwe"},
        {"key": "card4", "on": 84, "text": "A safety plan now takes ten minutes where it took twenty-five, and people stay on the line to the end of it.", "teller": "Amara", "cycle": "realised", "previous": "card3", "topic": "safety", "tone": "good", "measure": {"value": 15, "unit": "minutes saved a call"}, "certainty": "70%", "consent": "public", "confirmed_by": "Judith"},
        {"key": "card5", "on": 59, "text": "The line now counts whether a plan was made, and no longer how short the call was.", "teller": "Judith", "cycle": "transformative", "previous": "card4", "topic": "numbers", "tone": "good", "consent": "core", "follow_up_on": -20},
        {"key": "parents1", "on": 210, "text": "Left with three ways to keep a parent on the line.", "teller": "Yusuf", "cycle": "potential", "topic": "parents", "tone": "good", "consent": "core"},
        {"key": "parents2", "on": 150, "text": "The second opening works even when they whisper.", "teller": "Bérénice", "cycle": "applied", "previous": "parents1", "topic": "parents", "tone": "good", "consent": "core"},
        {"on": 178, "text": "Since the hand-over word, nobody has sat through a call with a voice they know.", "teller": "Joy", "cycle": "applied", "topic": "case11", "tone": "good", "consent": "private"},
        {"on": 121, "text": "I went home after case 12 and slept, because someone rang.", "teller": "Isaac", "cycle": "immediate", "topic": "case12", "tone": "good", "consent": "private"},
        {"key": "sil1", "on": 66, "text": "I thought I waited twenty seconds. On her tape it was four.", "teller": "Siobhán", "cycle": "immediate", "topic": "silence", "tone": "good", "consent": "public"},
        {"key": "sil2", "on": 33, "text": "I counted to twenty last night. On eighteen he began to speak.", "teller": "Farah", "cycle": "applied", "previous": "sil1", "topic": "silence", "tone": "good", "consent": "core", "share_due": -7},
        {"on": 47, "text": "The form made me stop listening. I put it away in the middle of a call.", "teller": "Thandiwe", "cycle": "applied", "topic": "triage", "tone": "bad", "consent": "core"},
        {"on": 34, "text": "It was the first time that I spoke here in my own language, and somebody answered.", "teller": "陈美玲", "cycle": "immediate", "event": ("Community call", 2), "topic": "language", "tone": "good", "consent": "core"},
        {"on": 83, "text": "Judith shows our one page to the board before the figures.", "teller": "Beth", "cycle": "strategic", "tone": "good", "consent": "core", "confirmed_by": "Judith"},
        {"on": 6, "text": "I said the goodbye for both of us, and it was enough.", "teller": "Adaeze", "cycle": "applied", "event": ("Community call", 0), "topic": "goodbye", "tone": "good", "consent": "private"},
    ))
    book.contributions((
        (230, "Malik", "posted", "safety"), (150, "Ruth", "posted", "grief"), (112, "Tomasz", "posted", "silence"),
        (88, "Walter", "posted", "night"), (58, "Amara", "posted", "after"), (40, "Siobhán", "posted", "reading"),
        (30, "Dana", "posted", "after"), (19, "Amara", "posted", "goodbye"), (8, "Amara", "posted", "triage"),
        (5, "Dana", "posted", "successor"),
    ))
    book.library((
        (420, "Five questions on a card", "template", "https://example.org/help-line/five-questions", "safety", "Malik", 60, (84, "Amara", "a safety plan at night"), (30, "Thandiwe", "her first shift alone")),
        (380, "The triage sheet", "template", "https://example.org/help-line/triage", "triage", "Amara", None, (47, "Thandiwe", "one call; she put it away again")),
        (300, "Three ways to keep a parent on the line", "page", "https://example.org/help-line/parents", "parents", "Yusuf", 150, (150, "Bérénice", "a call in a whisper")),
        (66, "A tape of twenty seconds of silence", "recording", "https://example.org/help-line/silence", "silence", "Siobhán", None, (33, "Farah", "counting to twenty")),
        (510, "Who to ring at night", "page", "https://example.org/help-line/night", "", "", 400),
    ))
    book.yearly((
        (1, "member", "3343322323"), (1, "member", "4344433424"), (1, "member", "3243221313"),
        (1, "member", "4443333424"), (1, "member", "2342312313"), (1, "member", "3344422424", "More time for the quiet ones."),
        (0, "member", "4344423324"), (0, "member", "3343432314"), (0, "member", "4444433424"), (0, "member", "3244321323"),
        (0, "member", "4343433413", "The night table is what keeps me here."), (0, "member", "4444423324"),
        (0, "member", "2343322213"), (0, "visitor", "3242212313"), (0, "visitor", "4343323423"),
    ))
    for number, person in book.people.items():
        circles = [{"group": CIRCLES[key]} for key in person.groups if key in CIRCLES]
        book.tables["members"][number] |= {"groups": circles} if circles else {}
    for event in book.tables["events"].values():
        if event.get("series") in CIRCLES.values():
            event["groups"] = [event["series"]]
    book.questions((
        (260, "How long may a silence last?", "question", "last round", "silence", "Siobhán", "Farah"),
        (230, "What helps a caller who rings every night?", "question", "this round", "", "Amara", "Dana"),
        (70, "Which of our leaflets are only in English?", "gap", "this round", "language", "Suryani", "Nora"),
        (30, "What do we know about callers under sixteen?", "gap", "next round", "", "Emil"),
    ))
