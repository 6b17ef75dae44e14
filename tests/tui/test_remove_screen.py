""":remove, with exactly its keys: no more contact, leaving, and the texts that name the person."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from coptui.core.model.edits import add_note, create, update
from coptui.core.model.records import Member, Topic
from coptui.evidence.agenda import agenda
from coptui.evidence.registry import evidence

TODAY = date(2026, 11, 22)


async def remove(pilot, app, who: int) -> None:
    app.screen.show_record(("members", who))
    await pilot.press("colon", *"remove", "enter")
    await pilot.pause()
    await pilot.pause()


async def test_no_more_contact_leaves_today_and_suggestions(open_app, on_disk, screen_text) -> None:
    app = open_app()
    session = app.session
    before = agenda(session.community, TODAY, session.settings)
    assert 5 in [row.id for row in before.newcomers]
    async with app.run_test(size=(80, 24)) as pilot:
        await remove(pilot, app, 5)
        text = screen_text(app)
        assert "Emil Sørensen  what are they asking for?" in text
        assert "They are not mentioned anywhere else" in text
        await pilot.press("1")
        await pilot.pause()
        assert "no more contact. Press u to undo." in screen_text(app)
        assert on_disk("members")["5"]["contact_ok"] is False
        after = agenda(session.community, TODAY, session.settings)
        assert 5 not in [row.id for row in after.newcomers]
        await pilot.press("u")
        await pilot.pause()
        assert "contact_ok" not in on_disk("members")["5"]


async def test_nobody_who_wants_no_contact_is_suggested(open_app) -> None:
    session = open_app().session
    assert 3 in [
        row.id for row in evidence("missed", session.community, TODAY, session.settings).rows
    ]
    for who in (2, 3, 5):
        member = session.community.members[who]
        session.edit(update(member, replace(member, contact_ok=False)))
    community = session.community
    page = agenda(community, TODAY, session.settings)
    assert not {contact.member for contact in page.contacts} & {2, 3, 5}
    assert not {row.id for row in page.newcomers} & {2, 3, 5}
    assert page.brief is not None
    assert not set(page.brief.missed) & {2, 3, 5}
    rows = evidence("missed", community, TODAY, session.settings).rows
    assert not {row.id for row in rows} & {2, 3, 5}


async def test_leaving_with_thanks_and_the_texts_that_name_them(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    beth = app.session.community.members[2]
    app.session.edit(add_note(beth, "quarrelled with Dana", by="amara", on=TODAY))
    async with app.run_test(size=(80, 24)) as pilot:
        await remove(pilot, app, 4)
        assert "1 text mentions them" in screen_text(app)
        assert "quarrelled with Dana" in screen_text(app)
        await pilot.press("2", *"moved away", "enter")
        await pilot.pause()
        member = on_disk("members")["4"]
        assert (member["status"], member["left_on"]) == ("left", "2026-11-22")
        assert member["left_reason"] == "moved away"
        thanks = on_disk("actions")["2"]
        assert (thanks["text"], thanks["about"]) == ("thank Dana Whitfield", [4])
        await pilot.press("enter")
        await pilot.pause()
        assert "Beth Lindqvist" in screen_text(app)


async def test_presenter_mode_does_not_open_it(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        await remove(pilot, app, 4)
        assert "what are they asking for" not in screen_text(app)
        assert "Hidden in presenter mode" in screen_text(app)


async def test_forgotten_for_good(open_app, path, on_disk, screen_text, tmp_path) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", *"thank @beth", "enter")
        await pilot.pause()
        await pilot.press("f", *"half a line about Beth")
        app.keep_drafts()
        await pilot.press("ctrl+u", "backspace")
        app.screen.show_record(("members", 2))
        await pilot.press("colon", *"remove", "enter")
        await pilot.pause()
        await pilot.press("3", "y")
        await pilot.pause()
        assert type(app.screen).__name__ == "HomeScreen"
        assert "Erased here" in screen_text(app)
        assert "2" not in on_disk("members")
        assert on_disk("erased")["1"].keys() == {"mark", "on", "member"}
        await pilot.press("u")
        await pilot.pause()
        assert "2" not in on_disk("members")
    kept = [place for place in (tmp_path / "drafts").rglob("*") if place.is_file()]
    for found in (path, *kept):
        assert b"Lindqvist" not in found.read_bytes(), found
        assert b"Beth" not in found.read_bytes(), found


async def test_n_forgets_nobody(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"remove", "enter")
        await pilot.pause()
        before = on_disk("members")
        await pilot.press("3", "n")
        await pilot.pause()
        assert on_disk("members") == before


async def test_ordinary_words_are_decided_one_key_each_before_anything_is_done(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    app.session.edit(create(Member(name="May Quast", phone="2025")))
    app.session.edit(create(Topic(title="May in May, 2025")))
    (may,) = (one.id for one in app.session.community.members.values() if one.name == "May Quast")
    app.session.edit(create(Topic(title="Quast hosts")))
    async with app.run_test(size=(80, 24)) as pilot:
        await remove(pilot, app, may)
        await pilot.press("3")
        await pilot.pause()
        screen = screen_text(app)
        assert "Is this about" in screen
        assert screen.count("May in May, 2025") == 6, "the topic, and what the history calls it"
        await pilot.press("y", "enter")
        await pilot.pause()
        assert "5 sentences are still undecided" in screen_text(app)
        await pilot.press("n", "n", "y", "n", "n", "enter")
        await pilot.pause()
        assert "for good?" in screen_text(app)
        assert str(may) in on_disk("members")
        await pilot.press("y")
        await pilot.pause()
        await pilot.pause()
        assert "Erased here" in screen_text(app)
    assert str(may) not in on_disk("members")
    titles = [one["title"] for one in on_disk("topics").values()]
    assert "someone in May, 2025" in titles and "someone hosts" in titles
    assert "new topic someone in May, 2025" in [one["label"] for one in on_disk("history").values()]


async def test_leaving_the_passages_changes_nothing(open_app, on_disk, screen_text) -> None:
    app = open_app()
    app.session.edit(create(Member(name="May Quast")))
    app.session.edit(create(Topic(title="May in May")))
    (may,) = (one.id for one in app.session.community.members.values() if one.name == "May Quast")
    async with app.run_test(size=(80, 24)) as pilot:
        await remove(pilot, app, may)
        await pilot.press("3", "y", "q")
        await pilot.pause()
        assert "what are they asking for" in screen_text(app)
        assert on_disk("members")[str(may)]["name"] == "May Quast"


async def test_what_is_written_while_the_question_stands_is_asked_about_too(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    app.session.edit(create(Member(name="May Quast")))
    (may,) = (one.id for one in app.session.community.members.values() if one.name == "May Quast")
    async with app.run_test(size=(80, 24)) as pilot:
        await remove(pilot, app, may)
        await pilot.press("3")
        await pilot.pause()
        assert "for good?" in screen_text(app)
        app.session.edit(create(Topic(title="In May")))
        await pilot.press("y")
        await pilot.pause()
        await pilot.pause()
        assert "Is this about" in screen_text(app)
        assert on_disk("members")[str(may)]["name"] == "May Quast"
