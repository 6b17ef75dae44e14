"""The words of docs/evidence.md that mean something of their own there, each with its definition."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "aliveness, pulse, excitement, exciting, relevance, value, ratings, raters, signs": "what people said of an event right after it, without a"
    " name, from 0 (not at all) to 4 (very much): exciting, about what they do, something to take away, and the community's own"
    " signs of a good event. A rater says whether they are a coordinator, a member or a visitor. A pulse is such a set of ratings.",
    "acquaintance, knows": "recorded by hand or by an introduction: two people who know each other here.",
    "activity": "something someone did: came, gave, asked, told a story, did a follow-up, spoke to someone.",
    "agenda": "the topics named in an event.",
    "attendance, attended": "who came, as a roll call or an import recorded it. Marks: present, late, absent, sent apologies (excused), said"
    " yes and did not come (no-show). Present and late came.",
    "band": "a good range, shown with its source; never a target.",
    "break": "days of the community on which nothing is expected; or someone who told us they are away for a while.",
    "buddy": "the one person a newcomer can turn to.",
    "bridges, links": "other groups that a member is recorded to connect us with.",
    "chain, cycle": "a story says what kind of value it is: immediate (1), potential (2), applied (3: something was used), realised"
    " (4), transformative (5), and strategic, enabling, orienting, which have no number. Stories that follow from each other are a chain.",
    "charter": "what the community agreed on for itself, in a document of its own.",
    "checklist, walk, steps": "a walk is one time through a checklist, step by step.",
    "concentration, busiest": "how far contributions come from few people.",
    "confidential": "marked so in its form: shown by its code.",
    "controversial, edge": "a topic marked in its form as controversial or new (cutting edge).",
    "contribution, contributed, gave": "see the end of Levels; their weights are in Settings.",
    "conversation, contact, touch, thanks, introductions": "recorded to have taken place outside events, whoever had it; thanks, welcomes and introductions are"
    " conversations of that kind.",
    "coordinators, coordinate, staff, organisers": "members with the role coordinator or staff on that day. To coordinate is to have it.",
    "directions": "the levels and groups that topics come from.",
    "dropped, parked, done, proposed, scheduled": "states of a topic as set in its form; a follow-up is open, done or dropped.",
    "event, occasion, held, took place": "an event is held once it is recorded so, as accepting a roll call does. Settings call a"
    " held event an occasion; two on one day are one where gaps are counted.",
    "expert, role": "as a member's form names them, each with its days.",
    "first visit, first-timers": "the first event at which someone's presence is recorded.",
    "follow-up, follow-through, commitment, owned, overdue": "something someone is to do; its owner is who does it; overdue from the day after its date.",
    "format, kind, mode, space": "as chosen in an event's form, or imported.",
    "freshness, verified, checked": "details that someone confirmed (`o` in a review), or that came with the day of joining.",
    "gap, rhythm, usual, usually": "see Gap above; usual is the middle one.",
    "go-between, groups, ties": "a tie links two people by what was recorded of both (see `ties`). A group are people linked by ties,"
    " directly or through others; without a go-between, a group falls apart in two.",
    "guest, prospect, visitor, outside, non-members": "people with that status in their form; outside guests are named in an event and"
    " aren't members. Visitor is what a rater calls themselves.",
    "here": "in what this file records, and nowhere else.",
    "host, led, leading, presented, speaker": "named in an event as host or speaker. Who hosts or speaks leads.",
    "idle, silent": "without a trace for so long.",
    "import": "records taken from a file of another program.",
    "index": "a share of two counts of people, as the source defines it.",
    "interest, offers, seeks, tag": "as written in the forms of members and topics. A hint is likeness of words alone.",
    "joined, joining": "the day in a member's form.",
    "levels: core, active, occasional, quiet, paused, outside": "see Levels.",
    "living, stopped, series": "see Gap, living, stopped; a series is the events that share its name.",
    "look-back": "365 days; see Settings.",
    "looks after, steward": "named as steward in a topic's form.",
    "member": "someone who has joined and not left, is not away for a while, and isn't a guest or prospect.",
    "middle, median": "see Middle value.",
    "missed, away, absence, streak": "events in a row with attendance at which someone expected is not recorded as present, unless they sent"
    " apologies; see `missed` and `absence_streak`.",
    "mix, squared, units": "1 minus the sum of the squared shares of each group (organisation, unit or place): 0 if all are of one group,"
    " near 1 if all are of different ones.",
    "month, quarter": "calendar ones, but where Settings say 30 days.",
    "networkx": "an optional library, without which `ties` says what to install.",
    "newcomer, settled in, welcome": "see `newcomers`.",
    "notes": "a link to notes, or a summary, and the day on which they were first there.",
    "origin, proposer, proposal": "who brought a topic, and whether it came from inside, outside or the sponsor, as its form says.",
    "open": "a topic that is proposed, open or scheduled; a request not solved; a follow-up not done or dropped; an event not closed.",
    "opened, closed, touched": "days in a topic's form; touched when it was last edited or on an agenda.",
    "organisations": "the employer in a member's form.",
    "private": "outside events.",
    "percentages, share": "of the base named with it, and only from 20 on.",
    "renewal, social": "kinds of events.",
    "request, asked, answered": "a request for help; answered on the day of its first answer by anyone but who asked; closed when solved.",
    "returned": "see `returned`.",
    "seen, trace": "see Trace, seen.",
    "slope": "how much the number who came rises or falls from one event to the next: that of the straight line with the least squared"
    " distance.",
    "sponsor": "who is named so in the community's form, or has that role.",
    "stage: potential, coalescing, maturing, stewardship, transformation": "set in the community's form; `stage` lists its signs.",
    "story, teller": "of value: what came of something here, and who told it.",
    "then, now, window, verdict": "see Windows and Small numbers.",
    "topic": "something the community works on.",
}


def terms() -> set[str]:
    """Every word that is defined, alone and in small letters."""
    return {
        word
        for words in WORDS
        for word in words.replace(":", " ").replace(",", " ").lower().split()
    }


def section() -> str:
    rows = [f"- **{words}**: {meaning}" for words, meaning in WORDS.items()]
    return "\n".join(["## Words", "", "What a word means wherever a line uses it.", "", *rows, ""])
