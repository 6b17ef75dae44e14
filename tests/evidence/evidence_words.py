"""The words of docs/evidence.md that mean something of their own there, each with its definition."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "purpose, use, welcome, voice, help, giving, topics, people, rhythm, staying": "the ten questions of the members' checklist, by their short names, each"
    " answered from 0 (not at all) to 4 (very much) once a year.",
    "aliveness, pulse, excitement, exciting, relevance, value, ratings, raters, signs": "what people said about an event right after it, anonymously,"
    " from 0 (not at all) to 4 (very much): exciting, about what they do, something to take away, and the community's own"
    " signs of a good event. A rater says whether they are a coordinator, a member or a guest. A pulse is one set of ratings.",
    "acquaintance, knows": "two people who know each other here, recorded by hand or by an introduction.",
    "activity": "something someone did: came, gave, asked, told a story, did a follow-up, spoke to someone.",
    "agenda": "the topics named in an event.",
    "attendance, attended": "who came, from a roll call or an import. Marks: present, late, absent, sent apologies (excused), said"
    " yes and did not come (no-show). Present and late came.",
    "band": "a good range, shown with its source; never a target.",
    "break": "days on which the community expects nothing; or a time when someone told us they are away.",
    "buddy": "the one person a newcomer can turn to.",
    "bridges, links": "other groups that a member links us to, as recorded.",
    "chain, cycle, immediate, realised, transformative": "a story says what kind of value it is: immediate (1), potential (2), applied (3: something was used), realised"
    " (4), transformative (5), and strategic, enabling, orienting, which have no number. Stories that follow from each other are a chain.",
    "charter": "the document in which the community says what it has agreed on.",
    "checklist, walk, steps": "a walk goes through a checklist once, step by step.",
    "concentration, busiest": "how much of the contributions comes from a few people.",
    "confidential": "marked as confidential in its form: shown by its code only.",
    "controversial, edge": "a topic marked in its form as controversial or new (cutting edge).",
    "contribution, contributed, gave": "see the end of Levels; their weights are in Settings.",
    "conversation, contact, touch, thanks, introductions": "recorded as having taken place outside events, with anyone; thanks, welcomes and introductions"
    " are kinds of conversation.",
    "coordinators, coordinate, staff, organisers": "members with the role coordinator or staff on that day.",
    "directions": "the levels and groups that topics come from.",
    "dropped, parked, done, proposed, scheduled": "states of a topic as set in its form; a follow-up is open, done or dropped.",
    "event, occasion, held, took place": "an event took place once that is recorded, for example by finishing a roll call. In Settings,"
    " such an event is an occasion; for gaps, two on one day count as one.",
    "expert, role": "as in a member's form, with their dates.",
    "first visit, first-timers": "the first event at which someone's presence is recorded.",
    "follow-up, follow-through, commitment, owned, overdue": "something someone will do; the owner is the person who will do it; it is overdue from the day after its date.",
    "format, kind, mode, space": "as chosen in an event's form, or imported.",
    "freshness, verified, checked": "details that someone checked (`o` in a review); joining counts as a check.",
    "gap, rhythm, usual, usually": "see Gap above; usual is the middle one.",
    "circle, go-between, groups, ties": "a tie links two people by what is recorded about both (see `ties`). A circle is people linked by ties,"
    " directly or through others. Without a go-between, a circle would fall apart.",
    "guest, prospect, visitor, outside, non-members": "people with that status in their form; outside guests are named in an event and"
    " aren't members. A rater who is a guest is called a visitor in the file.",
    "here": "in what this file records, and nowhere else.",
    "host, led, leading, presented, speaker": "named in an event as host or speaker. Who hosts or speaks leads.",
    "idle, silent": "with no trace for that long.",
    "import": "records taken from a file of another program.",
    "index": "a share of two counts of people, as the source defines it.",
    "interest, offers, seeks, tag": "as in the forms of members and topics. A hint means that only the words are alike.",
    "joined, joining": "the day in a member's form.",
    "levels: core, active, occasional, quiet, paused, outside": "see Levels.",
    "learning agenda, question, taken up": "what the community wants to know next (7), with the day on which it was asked. It is taken up"
    " once a topic is linked to it.",
    "library, item, looked at, kept, keep, uses": "what the community keeps (6): pages, recordings, templates, cases. A look is the day on"
    " which someone noted that it still holds; an item is due for one if that, or the day it was added, is longer ago than the look-back.",
    "living, stopped, series": "see Usual gap, running, stopped; a series is all events with the same series name.",
    "look-back": "365 days; see Settings.",
    "looks after, steward": "named in a topic's form as looking after it.",
    "member": "someone who has joined, hasn't left, isn't away, and isn't a guest or prospect. Someone who was erased is counted at events alone.",
    "middle, median": "see Middle value.",
    "missed, away, absence, streak": "several events with attendance in a row at which an expected person isn't recorded as present and sent no"
    " apologies; see `missed` and `absence_streak`.",
    "mix, squared, units": "1 minus the sum of the squared shares of each group (organisation, unit or place): 0 if all are in one group,"
    " near 1 if all are in different ones.",
    "month, quarter": "calendar months and quarters, unless Settings say 30 days.",
    "networkx": "an optional library, without which `ties` says what to install.",
    "newcomer, settled in, welcome": "see `newcomers`.",
    "notes": "a link to notes, or a summary, and the day one of them was first added.",
    "origin, proposer, proposal": "who brought a topic, and whether it came from inside, outside or the sponsor, as in its form.",
    "open": "a topic that is proposed, open or scheduled; a request not solved; a follow-up not done or dropped; an event not closed.",
    "opened, closed, touched": "days in a topic's form; touched is when it was last edited or on an agenda.",
    "organisations": "the employer in a member's form.",
    "private": "outside events.",
    "percentages, share": "of the number named with it, and only from 20 on.",
    "renewal, social": "kinds of events.",
    "request, asked, answered": "a request for help; answered on the day someone else first answered it; closed when solved.",
    "returned": "see `returned`.",
    "in touch, seen, trace": "see Trace, in touch, seen.",
    "slope": "how much attendance rises or falls from one event to the next, along the straight line that fits best (least squares).",
    "promise, worries, worry": "a follow-up between us and the sponsor, theirs or ours to do; what the sponsor worries about, in their words.",
    "sponsor": "the person named as sponsor in the community's form, or with that role.",
    "stage: potential, coalescing, maturing, stewardship, transformation": "set in the community's form; `stage` lists its signs.",
    "story, teller": "what came of something here, and who told it.",
    "then, now, window, verdict": "see Period and Small numbers.",
    "topic": "something the community works on.",
}


def terms() -> set[str]:
    """Every word that is defined, alone and in lower-case letters."""
    return {
        word
        for words in WORDS
        for word in words.replace(":", " ").replace(",", " ").lower().split()
    }


def section() -> str:
    rows = [f"- **{words}**: {meaning}" for words, meaning in WORDS.items()]
    return "\n".join(["## Words", "", "What these words mean in any line.", "", *rows, ""])
