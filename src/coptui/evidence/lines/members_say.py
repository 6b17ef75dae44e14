"""What members answer to the ten questions of their checklist, once a year."""

from __future__ import annotations

from statistics import median

from coptui.core.meetings.yearly import IN_A_WORD, NAMES, answers_of
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Window, YearlyAnswers
from coptui.core.model.settings import Settings
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.wording import middle, no_data, to_record
from coptui.language import tr

MEMBERS_SAY = "members_say"


def members_say(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the median over members and questions of the last year that enough members answered.

    Say nothing about fewer than three: they are anonymous.
    """
    yearly = community.profile.yearly
    years = sorted({each.year for each in yearly if each.year <= window.to.year}, reverse=True)
    for year in years:
        members = [each for each in answers_of(yearly, year, "member") if each.scores]
        if len(members) >= settings.few_raters:
            return _of_year(year, members, answers_of(yearly, year, "visitor"), settings)
    if not years:
        return no_data(
            MEMBERS_SAY,
            to_record(tr("record members' answers (ask with `coptui write yearly`)")),
        )
    return no_data(
        MEMBERS_SAY,
        to_record(tr("record the answers of {count} or more members", count=settings.few_raters)),
    )


def _of_year(
    year: int, members: list[YearlyAnswers], guests: list[YearlyAnswers], settings: Settings
) -> Evidence:
    whole = float(median(score for each in members for score in each.scores.values()))
    by_question = {
        name: float(median(scores))
        for name in NAMES
        if len(scores := [each.scores[name] for each in members if name in each.scores])
        >= settings.few_raters
    }
    lowest = min(by_question, key=lambda name: by_question[name], default="")
    said = [each for each in guests if each.scores]
    enough = len(said) >= settings.few_raters
    figures: dict[str, float | None] = {name: by_question.get(name) for name in NAMES}
    figures["guests"] = (
        float(median(score for each in said for score in each.scores.values())) if enough else None
    )
    text = (
        counted(
            len(members),
            "{rating} of 4 in {year}; lowest: {question} {lowest} ({count} member)",
            "{rating} of 4 in {year}; lowest: {question} {lowest} ({count} members)",
            rating=middle(whole),
            year=year,
            question=IN_A_WORD[lowest],
            lowest=middle(by_question[lowest]),
        )
        if lowest
        else counted(
            len(members),
            "{rating} of 4 in {year} ({count} member)",
            "{rating} of 4 in {year} ({count} members)",
            rating=middle(whole),
            year=year,
        )
    )
    return Evidence(MEMBERS_SAY, whole, text, n=len(members), figures=figures)


ORDER = 101
LINES = (
    EvidenceLine(
        MEMBERS_SAY,
        tr("what members say"),
        tr(
            "The middle answer (half are higher, half lower) that members gave to all ten "
            "questions of the members' checklist, from 0 to 4, in the last year in which 3 "
            "or more of them answered. Guests are shown separately. A question answered by "
            "fewer than 3 has no figure."
        ),
        "up",
        "days",
        members_say,
        needs=tr("members' answers to their checklist, once a year"),
        base=tr("members who answered in that year"),
        silent=tr("no year has answers from at least 3 members"),
        source=tr("the ten questions are ours"),
        unit="of 4",
        words=(tr("higher"), tr("lower")),
        figures=(
            *(
                (name, tr("members' middle answer on {question}", question=IN_A_WORD[name]))
                for name in NAMES
            ),
            ("guests", tr("guests' middle answer to all ten")),
        ),
    ),
)
